use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    sigma: ElectricPotential,
    #[ode(dv/dt = sigma * xi)]
    v: ElectricPotential,
}

fn main() {}
