use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(g: ElectricalConductance)]
#[post(v: ElectricPotential)]
#[current(g * e)]
struct Reversal {
    e: ElectricPotential,
}

fn main() {}
