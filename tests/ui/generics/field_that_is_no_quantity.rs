use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    name: String,
    tau: Time,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
