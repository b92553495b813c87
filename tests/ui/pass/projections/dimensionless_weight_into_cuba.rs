use nernst::prelude::*;

pub fn connect(network: &mut Network, cells: PopulationId<Lif>) -> Result<(), NetworkError> {
    let through = Projection::new(cells, cells);
    let through = through.synapse(Ampa::new()).output(Cuba);
    let through = through.weight(0.5 * nA);
    network.projection("through", through)?;
    Ok(())
}

fn main() {}
