use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(g: ElectricalConductance)]
#[post(v: ElectricPotential)]
#[current(g * (e - v) * exp(g))]
pub struct Through {
    e: ElectricPotential,
}

fn main() {}
