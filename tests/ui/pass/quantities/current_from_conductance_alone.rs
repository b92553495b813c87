use nernst::prelude::*;

pub fn current(g: ElectricalConductance, v: ElectricPotential) -> ElectricCurrent {
    g * v
}

fn main() {}
