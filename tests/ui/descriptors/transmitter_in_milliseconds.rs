use nernst::prelude::*;

pub fn value() -> Ampa {
    Ampa { t_max: 2.0 * ms, ..Ampa::new() }
}

fn main() {}
