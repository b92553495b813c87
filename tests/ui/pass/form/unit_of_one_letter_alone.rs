use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[require(tau > ms)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
