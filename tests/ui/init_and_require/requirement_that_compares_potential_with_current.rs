use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[require(v_th > 0 A)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
