//! The propagator of linear neurons, together with the linear synapses that feed them.
//!
//! A step is applied as an increment, `x += Φ f(x) + C s`, where `f` is the
//! right-hand side at the start of the step, `Φ` the integral of the matrix
//! exponential, and `C` the block by which the states `s` of the synapses enter
//! the neuron over the step (Rotter & Diesmann 1999, here from one exponential of
//! the joint system). At rest `f` is zero to the bit, and so is the increment.

use std::collections::HashMap;

use nalgebra::DMatrix;

use super::block::{Block, Ends, Parameters, Workspace, load};
use super::column::{Column, Lanes};
use super::propagator::{PropagatorError, integral, propagator};
use crate::dispatch::Kernel;
use crate::model::{Array, LANES, Neuron, System};

/// The linear systems that occur in a population, each once.
pub(crate) struct Systems {
    pub(super) distinct: Vec<System>,
    /// The index into `distinct` for each cell; empty if there is one system only.
    of_cell: Vec<usize>,
}

impl Systems {
    /// The systems of all cells, in their order.
    pub(crate) fn of(cells: impl Iterator<Item = System>) -> Self {
        let mut known: HashMap<Vec<u64>, usize> = HashMap::new();
        let (mut distinct, mut of_cell) = (Vec::new(), Vec::new());
        for system in cells {
            let rows = (system.states.iter())
                .chain(&system.inputs)
                .chain(&system.noises);
            let key = rows.flatten().map(|entry| entry.to_bits()).collect();
            let index = *known.entry(key).or_insert(distinct.len());
            if index == distinct.len() {
                distinct.push(system);
            }
            of_cell.push(index);
        }
        if distinct.len() == 1 {
            of_cell.clear();
        }
        Systems { distinct, of_cell }
    }

    /// The systems that occur.
    pub(crate) fn distinct(&self) -> &[System] {
        &self.distinct
    }

    /// Which of them a cell has.
    pub(crate) fn of_cell(&self, cell: usize) -> usize {
        self.of_cell.get(cell).copied().unwrap_or(0)
    }

    /// A coefficient as a column, given its value for each distinct system.
    fn column(&self, values: Vec<f64>) -> Column {
        if self.of_cell.is_empty() {
            return Column::Uniform(values.first().copied().unwrap_or(0.0));
        }
        let mut column = Column::of(self.of_cell.iter().map(|k| values[*k]).collect());
        column.pad();
        column
    }

    /// Columns of a matrix, given it for each distinct system.
    pub(super) fn columns(&self, matrices: &[DMatrix<f64>]) -> Coefficients {
        let (rows, columns) = matrices.first().map_or((0, 0), DMatrix::shape);
        let column = |row, column| {
            let values = matrices.iter().map(|matrix| matrix[(row, column)]);
            self.column(values.collect())
        };
        let row = |r| (0..columns).map(|c| column(r, c)).collect();
        Coefficients((0..rows).map(row).collect())
    }
}

/// A matrix of columns.
#[derive(Clone, Debug)]
pub(crate) struct Coefficients(Vec<Vec<Column>>);

impl Coefficients {
    /// The entries of a column, if they are the same for all cells.
    fn column_of_all<N: Neuron>(&self, column: usize) -> Option<N::PerState<f64>> {
        let mut entries: N::PerState<f64> = Array::filled(0.0);
        for (entry, row) in entries.as_mut().iter_mut().zip(&self.0) {
            *entry = row[column].of_all()?;
        }
        Some(entries)
    }
}

/// The matrix of a system, with rows and columns of held states at zero: such a state has
/// no increment, so nothing of it enters the increments of the others.
pub(crate) fn matrix(system: &System, held: &[bool]) -> DMatrix<f64> {
    let n = system.states.len();
    DMatrix::from_fn(n, n, |row, column| {
        if held[row] || held[column] {
            0.0
        } else {
            system.states[row][column]
        }
    })
}

/// How neurons of a linear model are advanced.
pub(crate) struct ExactPlan {
    free: Coefficients,
    /// For refractory cells, if some of their states go on.
    held: Option<Coefficients>,
}

impl ExactPlan {
    pub(crate) fn new<N: Neuron>(systems: &Systems, step: f64) -> Result<Self, PropagatorError> {
        let integrals = |held: &[bool]| {
            let integrals = systems
                .distinct
                .iter()
                .map(|s| integral(&matrix(s, held), step));
            Ok(systems.columns(&integrals.collect::<Result<Vec<_>, _>>()?))
        };
        let nothing = vec![false; N::STATES.len()];
        let held = has_mixed_hold::<N>().then(|| integrals(N::HELD.as_ref()));
        Ok(ExactPlan {
            free: integrals(&nothing)?,
            held: held.transpose()?,
        })
    }
}

impl ExactPlan {
    /// The integral of the propagator, row by row, if it is the same for all cells at all times.
    pub(crate) fn of_all<N: Neuron>(&self) -> Option<N::PerState<N::PerState<f64>>> {
        if self.held.is_some() {
            return None;
        }
        let mut rows: N::PerState<N::PerState<f64>> = Array::filled(Array::filled(0.0));
        for (row, columns) in rows.as_mut().iter_mut().zip(&self.free.0) {
            for (entry, column) in row.as_mut().iter_mut().zip(columns) {
                *entry = column.of_all()?;
            }
        }
        Some(rows)
    }
}

/// Whether refractoriness holds some states and lets others go on.
pub(super) fn has_mixed_hold<N: Neuron>() -> bool {
    let held = N::HELD;
    N::REFRACTORY && !held.as_ref().iter().all(|held| *held)
}

/// How the states of a linear synapse enter the neurons over a step.
pub(crate) struct CouplingPlan {
    free: Coefficients,
    held: Option<Coefficients>,
}

impl CouplingPlan {
    /// Of a synapse with the matrix `synapse`, of which `gains` times the states act on the input `port`.
    pub(crate) fn new<N: Neuron>(
        systems: &Systems,
        port: usize,
        synapse: &DMatrix<f64>,
        gains: &[f64],
        step: f64,
    ) -> Result<Self, PropagatorError> {
        let couplings = |held: &[bool]| {
            let couplings = systems.distinct.iter().map(|system| {
                coupling(
                    &matrix(system, held),
                    system,
                    held,
                    port,
                    synapse,
                    gains,
                    step,
                )
            });
            Ok(systems.columns(&couplings.collect::<Result<Vec<_>, _>>()?))
        };
        let nothing = vec![false; N::STATES.len()];
        let held = has_mixed_hold::<N>().then(|| couplings(N::HELD.as_ref()));
        Ok(CouplingPlan {
            free: couplings(&nothing)?,
            held: held.transpose()?,
        })
    }

    /// By how much a synaptic state of one contributes, if that is the same for all cells at all times.
    pub(crate) fn of_all<N: Neuron>(&self, state: usize) -> Option<N::PerState<f64>> {
        match self.held {
            Some(_) => None,
            None => self.free.column_of_all::<N>(state),
        }
    }

    /// Adds what the synaptic states of a block contribute.
    #[inline(always)]
    pub(crate) fn apply<'a>(
        &self,
        base: usize,
        refractory: &Lanes,
        states: impl IntoIterator<Item = &'a Lanes> + Clone,
        increments: &mut [Lanes],
    ) {
        multiply_add(
            &self.free,
            self.held.as_ref(),
            base,
            refractory,
            states,
            increments,
        );
    }
}

/// The block of the joint exponential that leads from synapse to neuron.
fn coupling(
    neuron: &DMatrix<f64>,
    system: &System,
    held: &[bool],
    port: usize,
    synapse: &DMatrix<f64>,
    gains: &[f64],
    step: f64,
) -> Result<DMatrix<f64>, PropagatorError> {
    let (k, n) = (synapse.nrows(), neuron.nrows());
    let joint = DMatrix::from_fn(k + n, k + n, |row, column| match (row < k, column < k) {
        (true, true) => synapse[(row, column)],
        (true, false) => 0.0,
        (false, true) if held[row - k] => 0.0,
        (false, true) => system.inputs[row - k][port] * gains[column],
        (false, false) => neuron[(row - k, column - k)],
    });
    Ok(propagator(&joint, step)?.view((k, 0), (n, k)).into_owned())
}

/// `increments += M states`, with the matrix of refractory cells where there is one.
#[inline(always)]
pub(super) fn multiply_add<'a>(
    free: &Coefficients,
    held: Option<&Coefficients>,
    base: usize,
    refractory: &Lanes,
    states: impl IntoIterator<Item = &'a Lanes> + Clone,
    increments: &mut [Lanes],
) {
    for (row, increment) in increments.iter_mut().enumerate() {
        for (column, state) in states.clone().into_iter().enumerate() {
            let coefficient = &free.0[row][column];
            match held {
                None => add_product(increment, coefficient, base, state),
                Some(held) => {
                    let (free, held) = (coefficient.block(base), held.0[row][column].block(base));
                    for lane in 0..LANES {
                        let c = if refractory[lane] > 0.0 {
                            held[lane]
                        } else {
                            free[lane]
                        };
                        increment[lane] = c.mul_add(state[lane], increment[lane]);
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn add_product(increment: &mut Lanes, coefficient: &Column, base: usize, state: &Lanes) {
    match coefficient {
        Column::Uniform(c) => {
            for lane in 0..LANES {
                increment[lane] = c.mul_add(state[lane], increment[lane]);
            }
        }
        Column::PerCell(values) => {
            let values = &values[base..base + LANES];
            for lane in 0..LANES {
                increment[lane] = values[lane].mul_add(state[lane], increment[lane]);
            }
        }
    }
}

/// One step of a block.
pub(crate) struct Exact<'a, N: Neuron, P> {
    pub(crate) parameters: P,
    pub(crate) block: &'a mut Block<N>,
    pub(crate) work: &'a mut Workspace<N>,
    pub(crate) plan: &'a ExactPlan,
    pub(crate) base: usize,
}

impl<N: Neuron, P: Parameters> Kernel for Exact<'_, N, P> {
    #[inline(always)]
    fn run(self) {
        let (block, work, parameters) = (self.block, self.work, self.parameters);
        let mut rates: N::PerState<Lanes> = Array::filled(Lanes::ZERO);
        for lane in 0..LANES {
            let rate = N::rates(&load(&parameters, block, work, lane));
            for (k, rate) in rate.as_ref().iter().enumerate() {
                rates.as_mut()[k][lane] = *rate;
            }
        }
        let (free, held) = (&self.plan.free, self.plan.held.as_ref());
        multiply_add(
            free,
            held,
            self.base,
            &work.refractory,
            rates.as_ref(),
            work.increments.as_mut(),
        );
        let mut ends = Ends::default();
        for lane in 0..LANES {
            let mut x = load(&parameters, block, work, lane);
            let held = work.is_held(lane);
            let mut states = N::states(&x);
            for (k, state) in states.as_mut().iter_mut().enumerate() {
                let stands = held && N::HELD.as_ref()[k];
                let next = *state + work.increments.as_ref()[k][lane];
                *state = if stands { *state } else { next };
            }
            N::set_states(&mut x, &states);
            ends.join(block.settle::<P>(work, x, held, lane));
        }
        work.ends = ends;
    }
}
