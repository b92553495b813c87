use nernst::prelude::*;

pub fn i(q: ElectricCharge, t: Time) -> ElectricCurrent {
    q / t
}

fn main() {}
