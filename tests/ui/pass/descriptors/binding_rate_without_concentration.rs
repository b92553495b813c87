use nernst::prelude::*;

pub fn value() -> Ampa {
    Ampa { alpha: 0.98 / ms / mM, ..Ampa::new() }
}

fn main() {}
