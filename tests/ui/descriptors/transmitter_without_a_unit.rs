use nernst::prelude::*;

pub fn value() -> Ampa {
    Ampa { t_max: 0.5, ..Ampa::new() }
}

fn main() {}
