use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(100, lif).stimulus(Lif::I, Step::new(0.1 * nA))
}

fn main() {}
