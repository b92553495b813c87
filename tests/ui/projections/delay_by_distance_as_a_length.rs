use nernst::prelude::*;

pub fn through(cells: PopulationId<Lif>) -> Projection<Lif> {
    Projection::new(cells, cells).delay(by_distance(|d| 2.0 * d))
}

fn main() {}
