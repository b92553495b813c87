use nernst::prelude::*;

pub fn steps(tau: Time, h: Time) -> f64 {
    tau / h
}

fn main() {}
