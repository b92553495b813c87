//! The state of a merged synapse at every cell of a population.

use nalgebra::DMatrix;

use crate::dispatch::{Kernel, Level};
use crate::model::{Array, LANES, Output, Synapse, System, variables_of};
use crate::solver::column::Lanes;
use crate::solver::exact::CouplingPlan;
use crate::solver::propagator::{PropagatorError, propagator};

/// What projections leave at the cells of a population, and how it acts on them.
pub(crate) trait Receptor: Send {
    /// The input of the neuron on which it acts.
    fn port(&self) -> usize;

    /// The linear system of the synapse and the gains by which its states act on the input, if the output is linear.
    fn linear(&self) -> Option<(&DMatrix<f64>, &[f64])>;

    /// Lets the states enter the neuron as part of its linear system.
    fn couple_with(&mut self, plan: CouplingPlan);

    /// Makes ready to be asked for currents at these moments of a step, of length one.
    fn read_at(&mut self, moments: &[f64], step: f64) -> Result<(), PropagatorError>;

    /// Adds the current at one of the moments, `offset - slope * v`.
    fn current(
        &self,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    );

    /// Adds what the states contribute to the neuron over the step.
    fn couple(&self, level: Level, base: usize, refractory: &Lanes, increments: &mut [Lanes]);

    /// Advances the states and adds what arrived.
    fn advance(&mut self, level: Level, base: usize);

    /// Where weights of arriving spikes are added, a place for each cell.
    fn inbox(&mut self) -> &mut [f64];

    fn state(&self, index: usize, cell: usize) -> f64;

    fn set_state(&mut self, index: usize, cell: usize, value: f64);

    /// By how much a spike of weight one raises each state.
    fn jumps(&self) -> &[f64];

    /// What the synapse hands on at the cell.
    fn readout(&self, cell: usize) -> f64;
}

/// A synapse with its output.
pub(crate) struct Merged<S: Synapse, O: Output> {
    port: usize,
    output: O::Variables,
    matrix: DMatrix<f64>,
    gains: Vec<f64>,
    /// One row for each state: by how much the states enter it over the step.
    propagator: S::PerState<S::PerState<f64>>,
    /// What is handed on at each moment of the step, of the states at its start.
    moments: Vec<S::PerState<f64>>,
    readout: S::PerState<f64>,
    jumps: S::PerState<f64>,
    coupling: Option<CouplingPlan>,
    blocks: Vec<S::PerState<Lanes>>,
    arrivals: Vec<f64>,
}

impl<S: Synapse, O: Output> Merged<S, O> {
    pub(crate) fn new(
        synapse: &S,
        output: &O,
        port: usize,
        states: Vec<Vec<f64>>,
        step: f64,
    ) -> Result<Self, PropagatorError> {
        let n = S::STATES.len();
        let x = variables_of(synapse);
        let mut system = System::zero(n, 0);
        S::system(&x, &mut system);
        let matrix = DMatrix::from_fn(n, n, |row, column| system.states[row][column]);
        let readout = S::readout(&x);
        let whole = propagator(&matrix, step)?;
        let mut rows: S::PerState<S::PerState<f64>> = Array::filled(Array::filled(0.0));
        for (r, row) in rows.as_mut().iter_mut().enumerate() {
            for (c, entry) in row.as_mut().iter_mut().enumerate() {
                *entry = whole[(r, c)];
            }
        }
        let cells = states.first().map_or(0, Vec::len);
        let blocks = (0..cells).step_by(LANES).map(|base| {
            let mut block: S::PerState<Lanes> = Array::filled([0.0; LANES]);
            for (lanes, column) in block.as_mut().iter_mut().zip(&states) {
                let cells = &column[base..cells.min(base + LANES)];
                lanes[..cells.len()].copy_from_slice(cells);
            }
            block
        });
        let output = variables_of(output);
        let gain = O::gain(&output);
        Ok(Merged {
            port,
            output,
            matrix,
            gains: readout.as_ref().iter().map(|c| c * gain).collect(),
            propagator: rows,
            moments: Vec::new(),
            readout,
            jumps: S::jumps(&x),
            coupling: None,
            arrivals: vec![0.0; cells.next_multiple_of(LANES)],
            blocks: blocks.collect(),
        })
    }
}

impl<S: Synapse, O: Output> Receptor for Merged<S, O> {
    fn port(&self) -> usize {
        self.port
    }

    fn linear(&self) -> Option<(&DMatrix<f64>, &[f64])> {
        O::LINEAR.then_some((&self.matrix, &self.gains))
    }

    fn couple_with(&mut self, plan: CouplingPlan) {
        self.coupling = Some(plan);
    }

    fn read_at(&mut self, moments: &[f64], step: f64) -> Result<(), PropagatorError> {
        let n = S::STATES.len();
        self.moments.clear();
        for moment in moments {
            let there = propagator(&self.matrix, moment * step)?;
            let mut handed_on: S::PerState<f64> = Array::filled(0.0);
            for (column, entry) in handed_on.as_mut().iter_mut().enumerate() {
                let terms = (0..n).map(|row| self.readout.as_ref()[row] * there[(row, column)]);
                *entry = terms.sum();
            }
            self.moments.push(handed_on);
        }
        Ok(())
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
        level.run(Current {
            receptor: self,
            base,
            readout: self.moments[moment],
            post,
            offset,
            slope,
        });
    }

    fn couple(&self, level: Level, base: usize, refractory: &Lanes, increments: &mut [Lanes]) {
        level.run(Couple {
            receptor: self,
            base,
            refractory,
            increments,
        });
    }

    fn advance(&mut self, level: Level, base: usize) {
        level.run(Propagate {
            receptor: self,
            base,
        });
    }

    fn inbox(&mut self) -> &mut [f64] {
        &mut self.arrivals
    }

    fn state(&self, index: usize, cell: usize) -> f64 {
        self.blocks[cell / LANES].as_ref()[index][cell % LANES]
    }

    fn set_state(&mut self, index: usize, cell: usize, value: f64) {
        self.blocks[cell / LANES].as_mut()[index][cell % LANES] = value;
    }

    fn jumps(&self) -> &[f64] {
        self.jumps.as_ref()
    }

    fn readout(&self, cell: usize) -> f64 {
        let coefficients = self.readout.as_ref().iter().enumerate();
        coefficients.map(|(k, c)| c * self.state(k, cell)).sum()
    }
}

struct Current<'a, S: Synapse, O: Output> {
    receptor: &'a Merged<S, O>,
    base: usize,
    readout: S::PerState<f64>,
    post: &'a Lanes,
    offset: &'a mut Lanes,
    slope: &'a mut Lanes,
}

impl<S: Synapse, O: Output> Kernel for Current<'_, S, O> {
    #[inline(always)]
    fn run(self) {
        let receptor = self.receptor;
        let (readout, output) = (self.readout, receptor.output);
        let states = &receptor.blocks[self.base / LANES];
        for lane in 0..LANES {
            let mut drive = 0.0;
            for (k, coefficient) in readout.as_ref().iter().enumerate() {
                drive = coefficient.mul_add(states.as_ref()[k][lane], drive);
            }
            // The tangent at the membrane state at the start of the step; for an affine output the output itself.
            let post = self.post[lane];
            let x = O::bind(&output, drive, post);
            let (current, slope) = (O::current(&x), O::slope(&x));
            self.offset[lane] += slope.mul_add(-post, current);
            self.slope[lane] -= slope;
        }
    }
}

struct Couple<'a, S: Synapse, O: Output> {
    receptor: &'a Merged<S, O>,
    base: usize,
    refractory: &'a Lanes,
    increments: &'a mut [Lanes],
}

impl<S: Synapse, O: Output> Kernel for Couple<'_, S, O> {
    #[inline(always)]
    fn run(self) {
        let states = self.receptor.blocks[self.base / LANES].as_ref();
        if let Some(plan) = &self.receptor.coupling {
            plan.apply(self.base, self.refractory, states, self.increments);
        }
    }
}

struct Propagate<'a, S: Synapse, O: Output> {
    receptor: &'a mut Merged<S, O>,
    base: usize,
}

impl<S: Synapse, O: Output> Kernel for Propagate<'_, S, O> {
    #[inline(always)]
    fn run(self) {
        let (receptor, base) = (self.receptor, self.base);
        let (propagator, jumps) = (receptor.propagator, receptor.jumps);
        let arrivals = &mut receptor.arrivals[base..base + LANES];
        let states = &mut receptor.blocks[base / LANES];
        for lane in 0..LANES {
            let arrived = arrivals[lane];
            arrivals[lane] = 0.0;
            let mut before: S::PerState<f64> = Array::filled(0.0);
            for (k, state) in before.as_mut().iter_mut().enumerate() {
                *state = states.as_ref()[k][lane];
            }
            for (k, row) in propagator.as_ref().iter().enumerate() {
                let mut next = jumps.as_ref()[k] * arrived;
                for (coefficient, state) in row.as_ref().iter().zip(before.as_ref()) {
                    next = coefficient.mul_add(*state, next);
                }
                states.as_mut()[k][lane] = next;
            }
        }
    }
}
