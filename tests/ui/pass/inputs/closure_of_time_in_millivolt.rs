use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(100, lif).stimulus(Lif::I, by_time(|t| 0.1 * nA * (t / ms)))
}

fn main() {}
