use nernst::prelude::*;

pub fn value() -> Coba {
    Coba { e: 0.0 * mV }
}

fn main() {}
