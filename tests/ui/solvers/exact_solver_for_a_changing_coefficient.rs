use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[solver(exact)]
struct Cell {
    tau: Time,
    #[ode(dn/dt = -n / tau)]
    n: f64,
    #[ode(dv/dt = (-v - n * v) / tau)]
    v: ElectricPotential,
}

fn main() {}
