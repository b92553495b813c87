use nernst::prelude::*;

pub fn through(cells: PopulationId<Lif>) {
    let through = Projection::new(cells, cells);
    let _ = through.synapse(Stp::new(0.15, 1500.0 * ms, 200.0 * ms));
}

fn main() {}
