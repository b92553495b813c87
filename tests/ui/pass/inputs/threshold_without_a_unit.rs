use nernst::prelude::*;

pub fn cells(lif: Lif) -> Population<Lif> {
    Population::new(100, lif).with(Lif::V_TH, -50.0 * mV)
}

fn main() {}
