use nernst::prelude::*;

pub fn value() -> Ampa {
    Ampa { alpha: 0.98 / ms, ..Ampa::new() }
}

fn main() {}
