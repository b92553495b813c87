use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[dimension_of((e - v) / tau)]
pub struct Cell {
    tau: Time,
    e: ElectricPotential,
    #[ode(dv/dt = (e - v) / tau)]
    v: ElectricPotential,
}

fn main() {}
