use nernst::prelude::*;

#[derive(Neuron, Clone)]
struct Cell {
    tau: Time,
    v: ElectricPotential,
}

fn main() {}
