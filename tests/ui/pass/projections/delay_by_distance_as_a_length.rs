use nernst::prelude::*;

pub fn through(cells: PopulationId<Lif>) -> Projection<Lif> {
    Projection::new(cells, cells).delay(by_distance(|d| d / (0.3 * um / us)))
}

fn main() {}
