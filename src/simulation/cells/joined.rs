//! What a population does for its gap junctions.

use super::CellsOf;
use crate::model::{Affine, Columns, LANES, Neuron};
use crate::simulation::junction::{Joined, Side};

impl<N: Neuron> Joined for CellsOf<N> {
    fn membrane(&self, port: usize) -> usize {
        N::INPUTS[port].membrane
    }

    fn show(&self, state: usize, potentials: &mut Vec<f64>) {
        for (block, base) in self.blocks.iter().zip((0..self.count).step_by(LANES)) {
            let cells = LANES.min(self.count - base);
            potentials.extend_from_slice(&block.states.as_ref()[state][..cells]);
        }
    }

    fn gain(&self, port: usize, cell: usize) -> f64 {
        let slope = |conductance| {
            let loaded = Loaded {
                cells: self,
                cell,
                port,
                conductance,
            };
            N::slopes(&N::load(&loaded, 0)).as_ref()[self.membrane(port)]
        };
        slope(0.0) - slope(1.0)
    }

    fn join(&mut self, side: Side) -> usize {
        self.sides.push(side);
        self.sides.len() - 1
    }

    fn side(&self, index: usize) -> &Side {
        &self.sides[index]
    }

    fn side_mut(&mut self, index: usize) -> &mut Side {
        &mut self.sides[index]
    }
}

/// The variables of one cell, with a conductance at one of its inputs.
struct Loaded<'a, N: Neuron> {
    cells: &'a CellsOf<N>,
    cell: usize,
    port: usize,
    conductance: f64,
}

impl<N: Neuron> Columns for Loaded<'_, N> {
    fn parameter(&self, index: usize, _lane: usize) -> f64 {
        self.cells.parameters[index].get(self.cell)
    }

    fn state(&self, index: usize, _lane: usize) -> f64 {
        self.cells.blocks[self.cell / LANES].states.as_ref()[index][self.cell % LANES]
    }

    fn input(&self, index: usize, _lane: usize) -> Affine {
        let slope = if index == self.port {
            self.conductance
        } else {
            0.0
        };
        Affine::new(0.0, slope)
    }
}
