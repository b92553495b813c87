use nernst::prelude::*;

pub fn connect(network: &mut Network, cells: PopulationId<Lif>) -> Result<(), NetworkError> {
    let projection = Projection::new(cells, cells)
        .synapse(Expon::<dim::ElectricalConductance>::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(6.0 * nS);
    network.projection("cells to cells", projection)?;
    Ok(())
}

fn main() {}
