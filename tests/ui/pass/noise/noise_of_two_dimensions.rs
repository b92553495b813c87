use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(100, lif).stimulus(Lif::I, WhiteNoise::new(0.1 * nA, 1.0 * nA, 1.0 * ms))
}

fn main() {}
