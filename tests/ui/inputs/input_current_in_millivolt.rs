use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(100, lif).with(Lif::I, 0.1 * mV)
}

fn main() {}
