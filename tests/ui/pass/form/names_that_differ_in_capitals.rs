use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    e: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
