use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[on_spike(i += weight)]
#[output(i)]
pub struct Fast {
    #[ode(di/dt = -i / 1 ms)]
    i: ElectricCurrent,
}
pub fn connect(network: &mut Network, cells: PopulationId<Lif>, synapse: Fast) {
    let projection = Projection::new(cells, cells).synapse(synapse);
    let _ = network.projection("a", projection.output(Cuba).weight(1.0 * nA));
}

fn main() {}
