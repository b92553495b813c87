use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    #[ode(dv/dt = -10 Hz * v)]
    v: ElectricPotential,
}

fn main() {}
