//! States at each cell of a population to which all inputs of the cell add.

mod kernels;

use std::ops::Range;

use nalgebra::DMatrix;

pub(super) use kernels::current;
use kernels::{Advance, Alone, Couple, Read, product, propagate};

use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::model::{LANES, Output};
use crate::solver::column::{Lanes, places};
use crate::solver::exact::CouplingPlan;
use crate::solver::propagator::{PropagatorError, propagator};

/// A linear system at each cell, the same for all.
pub(crate) struct Summed {
    /// The input of the neuron on which it acts.
    pub(crate) port: usize,
    tangent: Option<Tangent>,
    matrix: DMatrix<f64>,
    /// What is handed on of each state.
    readout: Vec<f64>,
    /// By how much each state acts on the input of the neuron, where the output is linear.
    gains: Option<Vec<f64>>,
    /// Row by row: by how much the states enter each of them over the step.
    propagator: Vec<f64>,
    /// The same of the first states alone, which know nothing of the others.
    first: (usize, Vec<f64>),
    /// The blocks in which other states than the first are not zero.
    whole: Vec<bool>,
    /// How often these other states of a block were opened and not closed yet.
    opened: Vec<u32>,
    /// What is handed on at each moment of a step, of the states at its start.
    moments: Vec<Vec<f64>>,
    pub(super) coupling: Option<CouplingPlan>,
    /// State behind state, a place for each cell.
    states: Vec<Lanes>,
    /// What arrives at each state, where something does.
    arrivals: Vec<Lanes>,
    /// The blocks at which something has arrived.
    reached: Vec<bool>,
}

/// The current of an output that is its drive times something affine in the membrane state, for a drive of one: `offset - slope * v`.
#[derive(Clone, Copy)]
pub(crate) struct Tangent {
    offset: f64,
    slope: f64,
}

impl Tangent {
    fn of<O: Output>(output: &O::Variables) -> Option<Self> {
        let one = O::bind(output, 1.0, 0.0);
        O::PROPORTIONAL.then(|| Tangent {
            offset: O::gain(&one),
            slope: -O::slope(&one),
        })
    }
}

/// So many states at most has what takes part in fused steps.
pub(crate) const FEW: usize = 2;

/// Few states by which a drive decays, and how they act on the neuron in a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Few {
    pub(crate) states: usize,
    propagator: [[f64; FEW]; FEW],
    /// The current is `offset - slope * v` for a state of one.
    pub(crate) offsets: [f64; FEW],
    pub(crate) slopes: [f64; FEW],
}

impl Few {
    /// Advances the states of a block over a step: the first, and the second if `STATES` are two.
    #[inline(always)]
    pub(crate) fn advance<const STATES: usize>(
        &self,
        first: Option<&mut Lanes>,
        second: Option<&mut Lanes>,
    ) {
        let [to_first, to_second] = &self.propagator;
        let Some(x) = first else { return };
        match second {
            Some(y) if STATES == FEW => {
                for lane in 0..LANES {
                    let before = [x[lane], y[lane]];
                    x[lane] = product(to_first, &before);
                    y[lane] = product(to_second, &before);
                }
            }
            _ => {
                for lane in 0..LANES {
                    x[lane] = product(&to_first[..1], &[x[lane]]);
                }
            }
        }
    }
}

/// What a system of states is.
pub(super) struct Form {
    pub(super) matrix: DMatrix<f64>,
    pub(super) readout: Vec<f64>,
    /// Whether something arrives at the states one by one.
    pub(super) takes_changes: bool,
    /// Of each state, the values of all cells.
    pub(super) start: Vec<Vec<f64>>,
    /// How many states come first: the others do not enter them, nor they the others, which start at zero.
    pub(super) first: usize,
}

impl Summed {
    pub(super) fn new<O: Output>(
        form: Form,
        output: &O::Variables,
        port: usize,
        step: f64,
    ) -> Result<Self, PropagatorError> {
        let Form {
            matrix,
            readout,
            takes_changes,
            start,
            first,
        } = form;
        let whole = propagator(&matrix, step)?;
        let cells = start.first().map_or(0, Vec::len);
        let padded = cells.next_multiple_of(LANES);
        let blocks = padded / LANES;
        let mut states = places(padded * start.len());
        for (k, column) in start.iter().enumerate() {
            for (lanes, values) in states[k * blocks..].iter_mut().zip(column.chunks(LANES)) {
                lanes[..values.len()].copy_from_slice(values);
            }
        }
        let gains = O::LINEAR.then(|| {
            let gain = O::gain(output);
            readout.iter().map(|c| c * gain).collect()
        });
        Ok(Summed {
            port,
            tangent: Tangent::of::<O>(output),
            gains,
            first: (
                first,
                row_by_row(&whole.view((0, 0), (first, first)).into()),
            ),
            propagator: row_by_row(&whole),
            whole: vec![first == start.len(); blocks],
            opened: vec![0; blocks],
            matrix,
            readout,
            moments: Vec::new(),
            coupling: None,
            states,
            arrivals: places(if takes_changes {
                padded * start.len()
            } else {
                0
            }),
            reached: vec![false; blocks],
        })
    }

    /// The linear system and its gains, if the output is linear.
    pub(super) fn linear(&self) -> Option<(&DMatrix<f64>, &[f64])> {
        Some((&self.matrix, self.gains.as_deref()?))
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

    /// The first states in numbers, if they are few and asked for once in a step.
    pub(super) fn few(&self) -> Option<Few> {
        let (states, tangent) = (self.first.0, self.tangent?);
        let at_middle = match &*self.moments {
            [] => &[0.0; FEW],
            [moment] => &moment[..],
            _ => return None,
        };
        if states > FEW {
            return None;
        }
        let mut few = Few {
            states,
            propagator: [[0.0; FEW]; FEW],
            offsets: [0.0; FEW],
            slopes: [0.0; FEW],
        };
        let rows = few.propagator.iter_mut();
        for (row, values) in rows.zip(self.first.1.chunks(states.max(1))) {
            row[..states].copy_from_slice(values);
        }
        for k in 0..states {
            few.offsets[k] = at_middle[k] * tangent.offset;
            few.slopes[k] = at_middle[k] * tangent.slope;
        }
        Some(few)
    }

    /// The first columns of states at some blocks; where there are fewer, nothing.
    pub(crate) fn columns(&mut self, blocks: &Range<usize>) -> [&mut [Lanes]; FEW] {
        let count = self.reached.len();
        let mut columns = self.states.chunks_mut(count.max(1));
        core::array::from_fn(|_| match columns.next() {
            Some(column) => &mut column[blocks.clone()],
            None => &mut [],
        })
    }

    /// A state of all cells.
    pub(crate) fn column(&self, index: usize) -> &[Lanes] {
        let count = self.reached.len();
        &self.states[index * count..][..count]
    }

    pub(crate) fn column_mut(&mut self, index: usize) -> &mut [Lanes] {
        let count = self.reached.len();
        &mut self.states[index * count..][..count]
    }

    /// Whether more happens at a block in this step than that its first states decay.
    pub(crate) fn is_busy(&self, block: usize) -> bool {
        self.reached[block] || self.first.0 < self.readout.len() && self.whole[block]
    }

    /// Whether the current follows from the states alone, by [`current`](Self::current).
    pub(super) fn acts_alone(&self) -> bool {
        self.tangent.is_some()
    }

    /// Adds the current at one of the moments, `offset - slope * v`.
    #[inline(always)]
    pub(crate) fn current(
        &self,
        base: usize,
        moment: usize,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        let Some(tangent) = self.tangent else { return };
        for (state, c) in self.block(base).zip(&self.moments[moment]) {
            let (by_offset, by_slope) = (c * tangent.offset, c * tangent.slope);
            for lane in 0..LANES {
                offset[lane] = by_offset.mul_add(state[lane], offset[lane]);
                slope[lane] = by_slope.mul_add(state[lane], slope[lane]);
            }
        }
    }

    /// Adds the current through any output.
    #[allow(clippy::too_many_arguments, reason = "what a receptor is asked for")]
    pub(super) fn current_through<O: Output>(
        &self,
        output: &O::Variables,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        if self.acts_alone() {
            return level.run(Alone {
                summed: self,
                base,
                moment,
                offset,
                slope,
            });
        }
        let mut drive = Lanes::ZERO;
        level.run(Read {
            summed: self,
            base,
            moment,
            drive: &mut drive,
        });
        current::<O>(level, *output, &drive, post, offset, slope);
    }

    /// Adds what is handed on at one of the moments.
    #[inline(always)]
    fn read(&self, base: usize, moment: usize, drive: &mut Lanes) {
        for (state, c) in self.block(base).zip(&self.moments[moment]) {
            for lane in 0..LANES {
                drive[lane] = c.mul_add(state[lane], drive[lane]);
            }
        }
    }

    /// Adds what the states contribute to a linear neuron over the step.
    #[inline(always)]
    pub(crate) fn couple(&self, base: usize, refractory: &Lanes, increments: &mut [Lanes]) {
        if let Some(plan) = &self.coupling {
            plan.apply(base, refractory, self.block(base), increments);
        }
    }

    /// The same by itself.
    pub(super) fn couple_at(
        &self,
        level: Level,
        base: usize,
        refractory: &Lanes,
        increments: &mut [Lanes],
    ) {
        level.run(Couple {
            summed: self,
            base,
            refractory,
            increments,
        });
    }

    /// Advances the states of a block over a step and adds what arrived at them one by one.
    #[inline(always)]
    pub(crate) fn advance(&mut self, base: usize) {
        let (block, blocks) = (base / LANES, self.reached.len());
        let (first, of_first) = &self.first;
        let count = self.count(block);
        let propagator = if count == *first {
            of_first
        } else {
            &self.propagator
        };
        let was_reached = std::mem::take(&mut self.reached[block]);
        let arrivals = was_reached.then_some(&mut *self.arrivals);
        propagate(&mut self.states, arrivals, block, blocks, count, propagator);
        if self.whole[block] && self.first.0 < self.readout.len() && self.opened[block] == 0 {
            self.close(block);
        }
    }

    /// The same by itself.
    pub(super) fn advance_at(&mut self, level: Level, base: usize) {
        level.run(Advance { summed: self, base });
    }

    /// Says that all states of a cell are needed from now on, until it is said once more that they are not.
    pub(super) fn open(&mut self, cell: u32) {
        self.whole[cell as usize / LANES] = true;
        self.opened[cell as usize / LANES] += 1;
    }

    pub(super) fn no_longer(&mut self, cell: u32) {
        self.opened[cell as usize / LANES] -= 1;
    }

    /// Sets all states of a block but the first to zero, which they are up to rounding.
    fn close(&mut self, block: usize) {
        self.whole[block] = false;
        let of_block = self.states.iter_mut().skip(block);
        let of_block = of_block.step_by(self.reached.len());
        of_block
            .skip(self.first.0)
            .for_each(|lanes| *lanes = Lanes::ZERO);
    }

    /// Adds to each state of a cell, at the end of the step.
    pub(super) fn add(&mut self, cell: u32, change: &[f64], factor: f64) {
        let (block, lane) = (cell as usize / LANES, cell as usize % LANES);
        self.reached[block] = true;
        for (k, change) in change.iter().enumerate() {
            self.arrivals[k * self.reached.len() + block][lane] += factor * change;
        }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.states) + size_of_val(&*self.arrivals)
    }

    /// Between steps nothing is on its way to the states.
    pub(super) fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        let count = self.readout.len();
        for k in 0..count {
            let column = self.column_mut(k).iter_mut();
            let states = column.flat_map(|lanes| lanes.iter_mut());
            tape.part(&format!("state {k}"), cells, states)?;
        }
        if self.first.0 < count {
            tape.part("blocks with all states", cells.in_blocks(), &mut self.whole)?;
            tape.part("pulses at blocks", cells.in_blocks(), &mut self.opened)?;
        }
        Ok(())
    }

    pub(crate) fn state(&self, index: usize, cell: usize) -> f64 {
        self.column(index)[cell / LANES][cell % LANES]
    }

    pub(crate) fn set_state(&mut self, index: usize, cell: usize, value: f64) {
        self.column_mut(index)[cell / LANES][cell % LANES] = value;
    }

    pub(super) fn readout(&self, cell: usize) -> f64 {
        let coefficients = self.readout.iter().enumerate();
        coefficients.map(|(k, c)| c * self.state(k, cell)).sum()
    }

    /// The states of a block that may be other than zero.
    #[inline(always)]
    fn block(&self, base: usize) -> impl Iterator<Item = &Lanes> + Clone {
        let of_block = self.states.iter().skip(base / LANES);
        let of_block = of_block.step_by(self.reached.len());
        of_block.take(self.count(base / LANES))
    }

    /// How many these are.
    #[inline(always)]
    fn count(&self, block: usize) -> usize {
        if self.whole[block] {
            self.readout.len()
        } else {
            self.first.0
        }
    }
}

fn row_by_row(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().iter().copied().collect()
}
