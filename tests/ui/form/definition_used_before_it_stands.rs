use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[define(a = b / tau, b = v_th / tau)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = a - b)]
    v: ElectricPotential,
}

fn main() {}
