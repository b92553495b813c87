use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau * (v)^(1 / 7))]
    v: ElectricPotential,
}

fn main() {}
