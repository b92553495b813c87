use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    #[ode(dv/dt = -v / 1 ms)]
    v: ElectricPotential,
}

fn main() {}
