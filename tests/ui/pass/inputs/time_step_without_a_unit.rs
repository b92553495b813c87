use nernst::prelude::*;

pub fn run(network: &Network) -> Result<Simulation, SimulationError> {
    Simulation::new(network, 0.1 * ms, 1)
}

fn main() {}
