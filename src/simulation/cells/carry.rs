//! What the cells of a population keep from step to step.

use super::{CellsOf, Group};
use crate::checkpoint::{Mismatch, Slice, Tape, Way};
use crate::model::{Neuron, Variable};
use crate::solver::column::{Column, Lanes};

impl<N: Neuron> CellsOf<N> {
    /// Saves or loads it, of these among so many cells; synapses that live in inboxes are there.
    pub(super) fn carry_cells(
        &mut self,
        tape: &mut Tape,
        total: usize,
        inboxes: &mut [Lanes],
    ) -> Result<(), Mismatch> {
        let cells = Slice {
            first: self.first,
            count: self.count,
            total,
        };
        let inputs = N::INPUTS.iter().map(|input| &input.variable);
        let variables = N::PARAMETERS.iter().chain(inputs);
        let columns = self.parameters.iter().chain(&self.inputs);
        for (variable, column) in variables.zip(columns) {
            same(tape, cells, variable, column)?;
        }
        self.take_up_all(inboxes);
        self.carry_states(tape, cells)?;
        self.plan.carry(tape, cells)?;
        if let Some(stimuli) = &mut self.stimuli {
            stimuli.carry(tape, cells)?;
        }
        for (k, receptor) in self.receptors.iter_mut().enumerate() {
            tape.at(format!("synapse {k}"), |tape| receptor.carry(tape, cells))?;
        }
        if let Some(precise) = &mut self.precise {
            precise.carry(tape, cells)?;
        }
        if tape.way() == Way::Load {
            self.hand_over(inboxes);
        }
        Ok(())
    }

    fn carry_states(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        for (k, state) in N::STATES.iter().enumerate() {
            let blocks = self.blocks.iter_mut();
            let states = blocks.flat_map(|block| block.states.as_mut()[k].iter_mut());
            tape.part(state.name, cells, states)?;
        }
        if N::REFRACTORY {
            let blocks = self.blocks.iter_mut();
            let until = blocks.flat_map(|block| block.held_until.iter_mut());
            tape.part("end of refractoriness", cells, until)?;
        }
        if N::FIRES {
            let above = self.blocks.iter_mut().map(|block| &mut block.above);
            tape.part("above the threshold", cells.in_blocks(), above)?;
        }
        Ok(())
    }

    /// Lets receptors know the states that live in inboxes.
    fn take_up_all(&mut self, inboxes: &[Lanes]) {
        for index in 0..self.receptors.len() {
            let first = self.inbox_of_states(index);
            if let Some((first, raised)) = first.zip(self.receptors[index].raised_mut()) {
                raised.copy_from_slice(&inboxes[first..][..self.blocks.len()]);
            }
        }
    }
}

/// Holds what does not change in a run against what was saved.
fn same(
    tape: &mut Tape,
    cells: Slice,
    variable: &Variable,
    column: &Column,
) -> Result<(), Mismatch> {
    let show = |value| variable.show(value);
    match column {
        Column::Uniform(value) => tape.same(variable.name, Slice::all(1), &[*value], show),
        Column::PerCell(values) => tape.same(variable.name, cells, &values[..cells.count], show),
    }
}
