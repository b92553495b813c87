use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
pub struct Cell {
    #[ode(dv/dt = i / 1 pF * one)]
    v: ElectricPotential,
}
pub fn connect(cells: PopulationId<Cell>, network: &mut Network) {
    let synapse = Projection::new(cells, cells).synapse(Expon::new(5.0 * ms));
    let _ = network.projection("cells", synapse.output(Cuba).weight(1.0 * nA));
    let _ = (cells.trace(Cell::V), Cell::I, Cell::SOLVER);
}

fn main() {}
