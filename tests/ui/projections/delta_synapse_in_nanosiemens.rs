use nernst::prelude::*;

pub fn connect(network: &mut Network, cells: PopulationId<Lif>) -> Result<(), NetworkError> {
    let projection = Projection::new(cells, cells).weight(1.0 * nS);
    network.projection("cells to cells", projection)?;
    Ok(())
}

fn main() {}
