use nernst::prelude::*;

pub fn times() -> Vec<Time> {
    vec![1.0 * ms, 2.0 * mV]
}

fn main() {}
