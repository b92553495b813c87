use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = min(v, tau) / tau)]
    v: ElectricPotential,
}

fn main() {}
