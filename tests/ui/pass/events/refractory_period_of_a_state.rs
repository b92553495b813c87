use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= v_th)]
#[refractory(tau)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
