use nernst::prelude::*;

pub fn sum(v: ElectricPotential, g: ElectricalConductance) -> ElectricPotential {
    v + g
}

fn main() {}
