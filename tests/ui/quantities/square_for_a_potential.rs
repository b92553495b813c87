use nernst::prelude::*;

pub fn v(v: ElectricPotential) -> ElectricPotential {
    v * v
}

fn main() {}
