use nernst::prelude::*;

pub fn connect(network: &mut Network, cells: PopulationId<Lif>) -> Result<(), NetworkError> {
    let through = Projection::new(cells, cells);
    let through = through.synapse(Expon::<dim::ElectricalConductance>::new(5.0 * ms));
    let through = through.output(Coba { e: 0.0 * mV }).weight(6.0 * nS);
    network.projection("through", through)?;
    Ok(())
}

fn main() {}
