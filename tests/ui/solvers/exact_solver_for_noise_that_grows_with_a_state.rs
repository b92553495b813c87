use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[solver(exact)]
struct Cell {
    tau: Time,
    sigma: ElectricPotential,
    #[ode(dv/dt = -v / tau + v * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
}

fn main() {}
