use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
