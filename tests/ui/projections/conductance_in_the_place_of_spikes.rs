use nernst::prelude::*;

pub fn through(cells: PopulationId<Lif>) -> Projection<Lif, Ampa> {
    Projection::new(1.0 * nS, cells).synapse(Ampa::new())
}

fn main() {}
