use nernst::prelude::*;

pub fn through(cells: PopulationId<Lif>) -> Projection<Lif> {
    Projection::new(cells, cells).delay(Normal::new(1.5 * ms, 0.1 * ms))
}

fn main() {}
