use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(g: ElectricalConductance)]
#[current(g)]
struct Reversal {
    e: ElectricPotential,
}

fn main() {}
