use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = (-v + 1 MOhm * 1 nA) / tau)]
    v: ElectricPotential,
}

fn main() {}
