use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    #[ode(dv/dt = -v / 20 ms)]
    v: ElectricPotential,
}
pub fn connect(network: &mut Network, cells: PopulationId<Cell>, synapse: Expon) {
    let synapse = Projection::new(cells, cells).synapse(synapse);
    let projection = synapse.output(Coba { e: 0.0 * mV }).weight(1.0 * nS);
    let _ = network.projection("cells", projection);
}

fn main() {}
