use nernst::prelude::*;

pub fn simulate(network: &Network) -> Result<Simulation, SimulationError> {
    Simulation::new(network, 10.0 * us, 1)
}

fn main() {}
