use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    tau: Time,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

pub fn cell(tau: Time) -> Cell {
    Cell { tau, v: -65.0 * ms }
}

fn main() {}
