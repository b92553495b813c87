use nernst::prelude::*;

pub fn value() -> Expon {
    Expon::new(5.0 * ms)
}

fn main() {}
