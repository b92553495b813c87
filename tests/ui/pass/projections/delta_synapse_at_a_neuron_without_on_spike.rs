use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    tau: Time,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

pub fn connect(network: &mut Network, cells: PopulationId<Lif>) {
    let _ = network.projection("kicks", Projection::new(cells, cells).weight(1.0 * mV));
}

fn main() {}
