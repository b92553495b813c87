use nernst::prelude::*;

pub fn tau() -> Time {
    5.0 * ms
}

fn main() {}
