use nernst::prelude::*;

pub fn v(v: ElectricPotential) -> ElectricPotential {
    v * 2.0
}

fn main() {}
