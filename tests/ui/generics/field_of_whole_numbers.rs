use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    n: i32,
    tau: Time,
    #[ode(dv/dt = -v / tau / n)]
    v: ElectricPotential,
}

fn main() {}
