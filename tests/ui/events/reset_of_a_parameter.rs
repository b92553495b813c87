use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= v_th)]
#[reset(v_th = 0 mV)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
