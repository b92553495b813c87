use nernst::prelude::*;

pub fn connect(network: &mut Network, cells: PopulationId<Lif>) -> Result<(), NetworkError> {
    let projection = Projection::new(cells, cells)
        .synapse(Expon::<dim::ElectricCurrent>::new(5.0 * ms))
        .output(Cuba)
        .weight(1.0 * nA);
    network.projection("cells to cells", projection)?;
    Ok(())
}

fn main() {}
