use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[init(v_th)]
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
