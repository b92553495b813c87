use nernst::prelude::*;

pub fn source() -> Poisson {
    Poisson::new(100, 5.0 * Hz)
}

fn main() {}
