use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    sigma: ElectricPotential,
    #[ode(dv/dt = -v / tau + sigma / tau * xi)]
    v: ElectricPotential,
}

fn main() {}
