use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    #[init(1 mV)]
    #[state]
    v_th: ElectricPotential,
    #[ode(dv/dt = (v_th - v) / tau)]
    v: ElectricPotential,
}

fn main() {}
