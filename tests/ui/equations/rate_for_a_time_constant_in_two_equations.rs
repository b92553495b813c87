use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Frequency,
    #[ode(dn/dt = -n / tau)]
    n: f64,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
