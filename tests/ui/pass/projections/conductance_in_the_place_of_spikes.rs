use nernst::prelude::*;

pub fn through(cells: PopulationId<Lif>) -> Projection<Lif, Ampa> {
    Projection::new(cells, cells).synapse(Ampa::new())
}

fn main() {}
