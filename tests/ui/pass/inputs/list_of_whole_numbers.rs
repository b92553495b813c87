use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(2, lif).with(Lif::V, vec![-65.0 * mV, -60.0 * mV])
}

fn main() {}
