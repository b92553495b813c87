use nernst::prelude::*;

pub fn connect(cells: PopulationId<Lif>, synapse: Expon) {
    let _ = Projection::new(cells, cells)
        .synapse(synapse)
        .initial(Alpha::G, 0.0 * nS);
}

fn main() {}
