use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= v_th)]
#[reset(v *= v_th)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
