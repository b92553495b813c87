use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[weight(f64)]
#[on_spike(v += weight * v)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

fn main() {}
