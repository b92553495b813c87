use nernst::prelude::*;

pub fn fires(v: ElectricPotential) -> bool {
    v > -50.0
}

fn main() {}
