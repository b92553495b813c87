use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = if v > v_th { v / tau } else { v })]
    v: ElectricPotential,
}

fn main() {}
