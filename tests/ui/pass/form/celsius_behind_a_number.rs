use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v_th: ElectricPotential,
    #[ode(dv/dt = -v / tau * exp(1 kelvin / (1 kelvin)))]
    v: ElectricPotential,
}

fn main() {}
