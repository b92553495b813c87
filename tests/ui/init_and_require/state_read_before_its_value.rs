use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    #[ode(dv/dt = -v / tau)]
    #[init(u)]
    v: ElectricPotential,
    #[ode(du/dt = -u / tau)]
    #[init(1 mV)]
    u: ElectricPotential,
}

fn main() {}
