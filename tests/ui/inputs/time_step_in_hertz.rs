use nernst::prelude::*;

pub fn simulate(network: &Network) -> Result<Simulation, SimulationError> {
    Simulation::new(network, 10.0 * kHz, 1)
}

fn main() {}
