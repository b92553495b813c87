use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[define(u = v + v_th)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -u / tau)]
    v: ElectricPotential,
}

fn main() {}
