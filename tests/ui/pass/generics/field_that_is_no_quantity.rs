use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    name: f64,
    tau: Time,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
