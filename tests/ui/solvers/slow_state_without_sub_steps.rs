use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[solver(splitting, slow(h))]
struct Cell {
    tau: Time,
    #[ode(dv/dt = -h * v / tau)]
    v: ElectricPotential,
    #[ode(dh/dt = (exp(v / 10 mV) - h) / tau)]
    h: f64,
}

fn main() {}
