use nernst::prelude::*;

#[derive(Neuron, Clone)]
pub struct Cell {
    tau: Time,
    #[ode(dv/dt = -v / tau)]
    v: ElectricPotential,
}

pub fn record(cells: PopulationId<Cell>) {
    let _ = cells.trace(Cell::V);
}

fn main() {}
