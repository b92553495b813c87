use nernst::prelude::*;

pub fn connect(cells: PopulationId<Lif>, synapse: Expon) {
    let _ = Projection::new(cells, cells).output(Cuba);
}

fn main() {}
