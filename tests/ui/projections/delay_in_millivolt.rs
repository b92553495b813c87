use nernst::prelude::*;

pub fn connect(cells: PopulationId<Lif>) -> Projection<Lif> {
    Projection::new(cells, cells).delay(1.5 * mV)
}

fn main() {}
