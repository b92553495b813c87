//! States at each cell of a population to which all inputs of the cell add, and the output through which they act.

mod kernels;

use std::ops::Range;

use nalgebra::DMatrix;

pub(super) use kernels::current;
use kernels::{Couple, Current, Propagate, couple, propagate, read};

use crate::dispatch::Level;
use crate::model::{LANES, Output};
use crate::solver::column::Lanes;
use crate::solver::exact::CouplingPlan;
use crate::solver::propagator::{PropagatorError, propagator};

/// A linear system at each cell, the same for all.
pub(super) struct Summed<O: Output> {
    output: O::Variables,
    matrix: DMatrix<f64>,
    /// What is handed on of each state.
    readout: Vec<f64>,
    /// By how much each state acts on the input of the neuron, where the output is linear.
    gains: Vec<f64>,
    /// Row by row: by how much the states enter each of them over the step.
    propagator: Vec<f64>,
    /// The same of the first states alone, which know nothing of the others.
    first: (usize, Vec<f64>),
    /// The blocks in which other states than the first are not zero.
    whole: Vec<bool>,
    /// What is handed on at each moment of a step, of the states at its start.
    moments: Vec<Vec<f64>>,
    /// By how much an arrival of one raises each state; empty where each state has arrivals of its own.
    jumps: Vec<f64>,
    coupling: Option<CouplingPlan>,
    /// Block by block, all states of a block together.
    states: Vec<Lanes>,
    /// One place for each cell, behind one another for states with arrivals of their own.
    arrivals: Vec<f64>,
    /// The blocks at which something has arrived, for states with arrivals of their own.
    reached: Vec<bool>,
    cells: usize,
}

/// What a system of states is.
pub(super) struct Form {
    pub(super) matrix: DMatrix<f64>,
    pub(super) readout: Vec<f64>,
    pub(super) jumps: Vec<f64>,
    /// Of each state, the values of all cells.
    pub(super) start: Vec<Vec<f64>>,
    /// How many states come first: the others do not enter them, nor they the others, which start at zero.
    pub(super) first: usize,
}

impl<O: Output> Summed<O> {
    pub(super) fn new(
        form: Form,
        output: O::Variables,
        step: f64,
    ) -> Result<Self, PropagatorError> {
        let Form {
            matrix,
            readout,
            jumps,
            start,
            first,
        } = form;
        let whole = propagator(&matrix, step)?;
        let cells = start.first().map_or(0, Vec::len);
        let padded = cells.next_multiple_of(LANES);
        let mut states = Vec::with_capacity(padded / LANES * start.len());
        for base in (0..cells).step_by(LANES) {
            for column in &start {
                let mut lanes = [0.0; LANES];
                let values = &column[base..cells.min(base + LANES)];
                lanes[..values.len()].copy_from_slice(values);
                states.push(lanes);
            }
        }
        let gain = O::gain(&output);
        let channels = if jumps.is_empty() { start.len() } else { 1 };
        Ok(Summed {
            output,
            gains: readout.iter().map(|c| c * gain).collect(),
            first: (
                first,
                row_by_row(&whole.view((0, 0), (first, first)).into()),
            ),
            propagator: row_by_row(&whole),
            whole: vec![first == start.len(); padded / LANES],
            matrix,
            readout,
            moments: Vec::new(),
            jumps,
            coupling: None,
            states,
            arrivals: vec![0.0; padded * channels],
            reached: vec![false; padded / LANES],
            cells: padded,
        })
    }

    /// The linear system and its gains, if the output is linear.
    pub(super) fn linear(&self) -> Option<(&DMatrix<f64>, &[f64])> {
        O::LINEAR.then_some((&self.matrix, &self.gains))
    }

    pub(super) fn couple_with(&mut self, plan: CouplingPlan) {
        self.coupling = Some(plan);
    }

    pub(super) fn read_at(&mut self, moments: &[f64], step: f64) -> Result<(), PropagatorError> {
        self.moments.clear();
        for moment in moments {
            let there = propagator(&self.matrix, moment * step)?;
            let column = |column: usize| {
                let terms = self.readout.iter().enumerate();
                terms.map(|(row, c)| c * there[(row, column)]).sum()
            };
            self.moments
                .push((0..self.readout.len()).map(column).collect());
        }
        Ok(())
    }

    pub(super) fn current(
        &self,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        let states = self.block(base);
        let readout = &self.moments[moment][..states.len()];
        let output = self.output;
        // The states of most synapses are read in the loop of the output.
        match (states, readout) {
            ([g], &[c]) => {
                let drive = move |lane: usize| c * g[lane];
                return level.run(Current::<O, _> {
                    output,
                    drive,
                    post,
                    offset,
                    slope,
                });
            }
            ([g, h], &[c, d]) => {
                let drive = move |lane: usize| d.mul_add(h[lane], c * g[lane]);
                return level.run(Current::<O, _> {
                    output,
                    drive,
                    post,
                    offset,
                    slope,
                });
            }
            _ => {}
        }
        let mut drive = [0.0; LANES];
        read(level, states, readout, &mut drive);
        current::<O>(level, self.output, &drive, post, offset, slope);
    }

    pub(super) fn couple(
        &self,
        level: Level,
        base: usize,
        refractory: &Lanes,
        increments: &mut [Lanes],
    ) {
        if let Some(plan) = &self.coupling {
            couple(
                level,
                &mut Couple {
                    plan,
                    base,
                    refractory,
                    states: self.block(base),
                    increments,
                },
            );
        }
    }

    /// Advances the states of a block over a step and adds what arrived.
    pub(super) fn advance(&mut self, level: Level, base: usize) {
        let range = self.range(base);
        let (first, of_first) = &self.first;
        let propagator = if range.len() == *first {
            of_first
        } else {
            &self.propagator
        };
        let has_arrivals = std::mem::take(&mut self.reached[base / LANES]);
        let mut step = Propagate {
            states: &mut self.states[range],
            propagator,
            jumps: &self.jumps,
            arrivals: &mut self.arrivals,
            has_arrivals: has_arrivals || !self.jumps.is_empty(),
            base,
            stride: self.cells,
        };
        propagate(level, &mut step);
    }

    /// Says that all states of a cell are needed from now on.
    pub(super) fn open(&mut self, cell: u32) {
        self.whole[cell as usize / LANES] = true;
    }

    /// Sets all states of a block but the first to zero, which they are up to rounding.
    pub(super) fn close(&mut self, base: usize) {
        if self.whole[base / LANES] {
            self.whole[base / LANES] = false;
            let mut others = self.start(base)..self.start(base + LANES);
            others.start += self.first.0;
            self.states[others].fill([0.0; LANES]);
        }
    }

    /// Where weights of arriving spikes are added, a place for each cell.
    pub(super) fn inbox(&mut self) -> &mut [f64] {
        &mut self.arrivals
    }

    /// Adds to each state of a cell, at the end of the step.
    pub(super) fn add(&mut self, cell: u32, change: &[f64], factor: f64) {
        self.reached[cell as usize / LANES] = true;
        for (k, change) in change.iter().enumerate() {
            self.arrivals[k * self.cells + cell as usize] += factor * change;
        }
    }

    pub(super) fn jumps(&self) -> &[f64] {
        &self.jumps
    }

    pub(super) fn state(&self, index: usize, cell: usize) -> f64 {
        self.states[cell / LANES * self.readout.len() + index][cell % LANES]
    }

    pub(super) fn set_state(&mut self, index: usize, cell: usize, value: f64) {
        self.states[cell / LANES * self.readout.len() + index][cell % LANES] = value;
    }

    pub(super) fn readout(&self, cell: usize) -> f64 {
        let coefficients = self.readout.iter().enumerate();
        coefficients.map(|(k, c)| c * self.state(k, cell)).sum()
    }

    /// The states of a block that may be other than zero.
    fn block(&self, base: usize) -> &[Lanes] {
        &self.states[self.range(base)]
    }

    fn range(&self, base: usize) -> Range<usize> {
        let start = self.start(base);
        let count = if self.whole[base / LANES] {
            self.readout.len()
        } else {
            self.first.0
        };
        start..start + count
    }

    fn start(&self, base: usize) -> usize {
        base / LANES * self.readout.len()
    }
}

fn row_by_row(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().iter().copied().collect()
}
