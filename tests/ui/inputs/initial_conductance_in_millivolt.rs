use nernst::prelude::*;

pub fn through(cells: PopulationId<Lif>) -> Projection<Lif, Expon> {
    let projection = Projection::new(cells, cells).synapse(Expon::new(5.0 * ms));
    projection.initial(Expon::G, 1.0 * mV)
}

fn main() {}
