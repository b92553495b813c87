use nernst::prelude::*;

pub fn is_slow(tau: Time, rate: Frequency) -> bool {
    tau > 1.0 / rate
}

fn main() {}
