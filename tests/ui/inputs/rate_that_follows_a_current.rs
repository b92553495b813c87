use nernst::prelude::*;

pub fn source() -> Poisson {
    Poisson::following(100, Sine::new(5.0 * nA, 5.0 * Hz))
}

fn main() {}
