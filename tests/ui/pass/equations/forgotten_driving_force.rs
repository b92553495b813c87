use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(g: ElectricalConductance)]
#[current(g * e)]
struct Reversal {
    e: ElectricPotential,
}

fn main() {}
