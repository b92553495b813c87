use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    tau: Time,
    v_half: ElectricPotential,
    #[ode(dv/dt = -v / tau / (1 + (v / v_half)^70))]
    v: ElectricPotential,
}

fn main() {}
