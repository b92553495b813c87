use nernst::prelude::*;

pub fn connect(network: &mut Network, cells: PopulationId<Lif>) -> Result<(), NetworkError> {
    let through = Projection::new(cells, cells);
    let through = through.synapse(Expon::new(5.0 * ms)).weight(6.0 * pA);
    let through = through.output(Cuba);
    network.projection("through", through)?;
    Ok(())
}

fn main() {}
