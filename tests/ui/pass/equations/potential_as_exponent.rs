use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau * (v / v_th)^(v / v_th))]
    v: ElectricPotential,
}

fn main() {}
