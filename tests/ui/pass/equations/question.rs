use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    tau: Time,
    e: ElectricPotential,
    #[ode(dv/dt = (e - v) / tau)]
    v: ElectricPotential,
}

fn main() {}
