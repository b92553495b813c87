use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(100, lif).with(Lif::I, 2.0 * nA)
}

fn main() {}
