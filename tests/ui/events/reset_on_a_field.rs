use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= v_th)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[reset(v = v_th)]
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
