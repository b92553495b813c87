use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    g: ElectricPotential,
    #[ode(dv/dt = -(v + g) / tau)]
    v: ElectricPotential,
}

fn main() {}
