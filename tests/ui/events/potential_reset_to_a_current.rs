use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= 20 mV)]
#[reset(v = i_reset)]
struct Cell {
    tau: Time,
    i_reset: ElectricCurrent,
    v_reset: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
