use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[solver(euler)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
