use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[spike(v >= v_th)]
#[refractory(5 mV)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
