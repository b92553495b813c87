use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    ms: Time,
    #[ode(dv/dt = -v / 1 ms)]
    v: ElectricPotential,
}

fn main() {}
