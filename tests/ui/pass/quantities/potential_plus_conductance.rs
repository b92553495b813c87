use nernst::prelude::*;

pub fn sum(v: ElectricPotential, g: ElectricalConductance) -> ElectricPotential {
    v + g * 1.0 * MOhm * v
}

fn main() {}
