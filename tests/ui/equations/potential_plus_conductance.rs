use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    g: ElectricalConductance,
    #[ode(dv/dt = -(v + g) / tau)]
    v: ElectricPotential,
}

fn main() {}
