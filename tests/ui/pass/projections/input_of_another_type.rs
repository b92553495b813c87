use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent, rate: PotentialRate)]
pub struct Cell {
    c: Capacitance,
    #[ode(dv/dt = i / c + rate)]
    v: ElectricPotential,
}

pub fn onto(cells: PopulationId<Cell>) {
    let projection = Projection::new(cells, cells).output(Cuba);
    let _ = projection.input(Cell::I);
}
fn main() {}
