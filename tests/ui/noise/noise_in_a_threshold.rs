use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= sigma * xi)]
struct Cell {
    tau: Time,
    sigma: ElectricPotential,
    #[ode(dv/dt = -v / tau + sigma * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
}

fn main() {}
