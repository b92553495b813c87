use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[require(tau)]
pub struct Cell {
    tau: Time,
    r: ElectricalResistance,
    #[ode(dv/dt = (r * i - v) / tau)]
    v: ElectricPotential,
}

fn main() {}
