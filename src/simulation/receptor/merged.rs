//! The state of a synapse to which superposition applies, one for all inputs of a cell.

use nalgebra::DMatrix;

use super::summed::{Few, Form, Summed};
use super::{Parts, Receptor};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::model::{LANES, Output, Synapse, variables_of};
use crate::solver::column::Lanes;
use crate::solver::exact::CouplingPlan;
use crate::solver::propagator::PropagatorError;
use crate::solver::strides::matrix_of;

/// A merged synapse with its output.
pub(crate) struct Merged<O: Output> {
    output: O::Variables,
    summed: Summed,
}

impl<O: Output> Merged<O> {
    pub(crate) fn new<S: Synapse>(parts: Parts<'_, S, O>) -> Result<Self, PropagatorError> {
        let x = variables_of(parts.synapse);
        let form = Form {
            matrix: matrix_of::<S>(&x),
            readout: S::readout(&x).as_ref().to_vec(),
            jumps: S::jumps(&x).as_ref().to_vec(),
            first: parts.start.len(),
            start: parts.start,
        };
        let output = variables_of(parts.output);
        Ok(Merged {
            summed: Summed::new::<O>(form, &output, parts.port, parts.step)?,
            output,
        })
    }
}

impl<O: Output> Receptor for Merged<O> {
    fn port(&self) -> usize {
        self.summed.port
    }

    fn summed(&self) -> Option<&Summed> {
        Some(&self.summed)
    }

    fn summed_mut(&mut self) -> Option<&mut Summed> {
        Some(&mut self.summed)
    }

    fn few(&self) -> Option<Few> {
        self.summed.few()
    }

    fn coupling(&self) -> Option<&CouplingPlan> {
        self.summed.coupling.as_ref()
    }

    fn linear(&self) -> Option<(&DMatrix<f64>, &[f64])> {
        self.summed.linear()
    }

    fn couple_with(&mut self, plan: CouplingPlan) {
        self.summed.couple_with(plan);
    }

    fn read_at(&mut self, moments: &[f64], step: f64) -> Result<(), PropagatorError> {
        self.summed.read_at(moments, step)
    }

    fn has_inbox(&self) -> bool {
        true
    }

    fn lives_in_inbox(&self) -> bool {
        self.summed.jumps() == [1.0]
    }

    fn take_up(&mut self, base: usize, inbox: &Lanes) {
        self.summed.column_mut()[base / LANES] = *inbox;
    }

    fn hand_back(&self, base: usize) -> Lanes {
        self.summed.column()[base / LANES]
    }

    fn current(
        &self,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        let output = &self.output;
        self.summed
            .current_through::<O>(output, level, base, moment, post, offset, slope);
    }

    fn couple(&self, level: Level, base: usize, refractory: &Lanes, increments: &mut [Lanes]) {
        self.summed.couple_at(level, base, refractory, increments);
    }

    fn advance(&mut self, level: Level, base: usize, arrived: Option<&mut Lanes>) {
        self.summed.advance_at(level, base, arrived);
    }

    fn state(&self, index: usize, cell: usize) -> f64 {
        self.summed.state(index, cell)
    }

    fn set_state(&mut self, index: usize, cell: usize, value: f64) {
        self.summed.set_state(index, cell, value);
    }

    fn jumps(&self) -> Option<&[f64]> {
        Some(self.summed.jumps())
    }

    fn readout(&self, cell: usize) -> f64 {
        self.summed.readout(cell)
    }

    fn bytes(&self) -> usize {
        self.summed.bytes()
    }

    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        self.summed.carry(tape, cells)
    }
}
