use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(du/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
