use nernst::prelude::*;

pub fn cells(lif: Lif, values: Normal<ElectricalConductance>) -> Population<Lif> {
    Population::new(100, lif).with(Lif::V, values)
}

fn main() {}
