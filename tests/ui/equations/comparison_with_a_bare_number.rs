use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v > 3)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
