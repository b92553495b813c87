use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
