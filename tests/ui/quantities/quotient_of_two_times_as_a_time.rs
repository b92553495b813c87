use nernst::prelude::*;

pub fn steps(tau: Time, h: Time) -> Time {
    tau / h
}

fn main() {}
