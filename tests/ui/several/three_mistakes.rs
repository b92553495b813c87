use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= v_ht)]
#[reset(v_th = 0 mV)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau + 3 mVV / tau)]
    v: ElectricPotential,
}

fn main() {}
