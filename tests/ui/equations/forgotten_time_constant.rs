use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = (v_th - v))]
    v: ElectricPotential,
}

fn main() {}
