use nernst::prelude::*;

pub fn value() -> AdEx {
    AdEx { a: 1.0 * nS, ..AdEx::tonic() }
}

fn main() {}
