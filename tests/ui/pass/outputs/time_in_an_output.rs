use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(g: ElectricalConductance)]
#[post(v: ElectricPotential)]
#[current(g * (e - v) * exp(-age / tau))]
pub struct Fading {
    e: ElectricPotential,
    tau: Time,
    age: Time,
}

fn main() {}
