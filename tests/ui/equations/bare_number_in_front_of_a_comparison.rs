use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(0 < v)]
pub struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
