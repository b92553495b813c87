use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
pub struct Cell {
    tau: Time,
    r: ElectricalResistance,
    #[ode(dv/dt = (r * i - v) / tau)]
    #[init(-65)]
    v: ElectricPotential,
}

fn main() {}
