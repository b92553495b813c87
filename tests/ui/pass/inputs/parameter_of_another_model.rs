use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(100, lif).with(Lif::TAU, 5.0 * ms)
}

fn main() {}
