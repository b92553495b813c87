use nernst::prelude::*;

pub fn run(network: &Network) -> Result<Simulation, SimulationError> {
    Simulation::new(network, 0.1, 1)
}

fn main() {}
