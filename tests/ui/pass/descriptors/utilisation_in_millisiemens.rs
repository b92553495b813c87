use nernst::prelude::*;

pub fn value() -> Stp {
    Stp::new(0.15, 1500.0 * ms, 200.0 * ms)
}

fn main() {}
