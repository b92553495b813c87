use nernst::prelude::*;

pub fn is_slow(tau: Time, rate: Frequency) -> bool {
    tau > rate
}

fn main() {}
