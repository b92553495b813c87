use nernst::prelude::*;

pub fn value() -> Ampa {
    Ampa { t_max: 2.0 * mM, ..Ampa::new() }
}

fn main() {}
