//! The state of a synapse to which superposition applies, one for all inputs of a cell.

use nalgebra::DMatrix;

use super::summed::{Few, Form, Summed};
use super::{Parts, Receptor};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::model::{Output, Synapse, variables_of};
use crate::solver::column::Lanes;
use crate::solver::exact::CouplingPlan;
use crate::solver::propagator::PropagatorError;
use crate::solver::strides::matrix_of;

/// A merged synapse with its output.
pub(crate) struct Merged<O: Output> {
    output: O::Variables,
    summed: Summed,
    jump: Option<Jump>,
}

/// By how much a spike of weight one raises each state, if it raises any.
///
/// Sums are kept for other states than those of the model, so that a spike raises only one of them, and that by its weight: then its
/// inbox can be this state. The others are what is left of the states of the model without it, so that these are exact up to rounding of
/// what a spike adds to them.
struct Jump {
    heights: Vec<f64>,
    /// The state in whose place is the one that is raised: that of the highest jump.
    raised: usize,
}

impl Jump {
    fn of(heights: Vec<f64>) -> Option<Self> {
        let size = |k: &usize| heights[*k].abs();
        let raised = (0..heights.len()).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        (heights[raised] != 0.0).then_some(Jump { heights, raised })
    }

    /// The states of the model are this matrix times the states of the sums.
    fn basis(&self) -> DMatrix<f64> {
        let size = self.heights.len();
        let mut basis = DMatrix::identity(size, size);
        basis.column_mut(self.raised).copy_from_slice(&self.heights);
        basis
    }

    /// What the matrix leads back from.
    fn inverse(&self) -> DMatrix<f64> {
        let mut inverse = self.basis();
        let height = self.heights[self.raised];
        let mut column = inverse.column_mut(self.raised);
        column /= -height;
        column[self.raised] = 1.0 / height;
        inverse
    }

    /// The system of the model as one of the states of the sums.
    fn change(&self, form: &mut Form) {
        let (basis, inverse) = (self.basis(), self.inverse());
        form.matrix = &inverse * &form.matrix * &basis;
        let readout = form.readout.iter().zip(&self.heights);
        form.readout[self.raised] = readout.map(|(c, height)| c * height).sum();
        let mut raised = std::mem::take(&mut form.start[self.raised]);
        let height = self.heights[self.raised];
        raised.iter_mut().for_each(|x| *x /= height);
        let others = form.start.iter_mut().zip(&self.heights);
        for (start, height) in others {
            for (x, raised) in start.iter_mut().zip(&raised) {
                *x -= height * raised;
            }
        }
        form.start[self.raised] = raised;
    }
}

impl<O: Output> Merged<O> {
    pub(crate) fn new<S: Synapse>(parts: Parts<'_, S, O>) -> Result<Self, PropagatorError> {
        let x = variables_of(parts.synapse);
        let mut form = Form {
            matrix: matrix_of::<S>(&x),
            readout: S::readout(&x).as_ref().to_vec(),
            takes_changes: false,
            first: parts.start.len(),
            start: parts.start,
        };
        let jump = Jump::of(S::jumps(&x).as_ref().to_vec());
        if let Some(jump) = &jump {
            jump.change(&mut form);
        }
        let output = variables_of(parts.output);
        Ok(Merged {
            summed: Summed::new::<O>(form, &output, parts.port, parts.step)?,
            output,
            jump,
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

    fn is_kinetic(&self) -> bool {
        false
    }

    fn inbox(&self) -> Option<usize> {
        self.jump.as_ref().map(|jump| jump.raised)
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

    fn advance(&mut self, level: Level, base: usize) {
        self.summed.advance_at(level, base);
    }

    fn state(&self, index: usize, cell: usize) -> f64 {
        let own = self.summed.state(index, cell);
        match &self.jump {
            Some(Jump { heights, raised }) if index == *raised => heights[index] * own,
            Some(Jump { heights, raised }) => {
                heights[index].mul_add(self.summed.state(*raised, cell), own)
            }
            None => own,
        }
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
