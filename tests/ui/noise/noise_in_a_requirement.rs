use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[require(tau * xi > 0 ms)]
pub struct Cell {
    tau: Time,
    r: ElectricalResistance,
    #[ode(dv/dt = (r * i - v) / tau + 1 mV * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
}

fn main() {}
