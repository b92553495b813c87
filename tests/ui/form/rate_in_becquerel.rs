use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    #[ode(dv/dt = -10 Bq * v)]
    v: ElectricPotential,
}

fn main() {}
