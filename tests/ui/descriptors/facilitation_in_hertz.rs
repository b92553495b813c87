use nernst::prelude::*;

pub fn value() -> Stp {
    Stp::new(0.15, 0.7 * Hz, 200.0 * ms)
}

fn main() {}
