use nernst::prelude::*;

pub fn run(simulation: &mut Simulation) -> Result<(), SimulationError> {
    simulation.run(100.0 * ms)
}

fn main() {}
