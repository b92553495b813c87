//! States at each cell of a population to which all inputs of the cell add.

mod kernels;

use std::ops::Range;

use nalgebra::DMatrix;

pub(super) use kernels::current;
use kernels::{Advance, Alone, Arrivals, Couple, Read, multiply, propagate};

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
    /// By how much an arrival of one raises each state; empty where each state has arrivals of its own.
    jumps: Vec<f64>,
    pub(super) coupling: Option<CouplingPlan>,
    /// Block by block, all states of a block together.
    states: Vec<Lanes>,
    /// What arrives at states that have arrivals of their own: a place for each cell, state behind state.
    arrivals: Vec<Lanes>,
    /// The blocks at which something has arrived, for states with arrivals of their own.
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
const FEW: usize = 2;

/// Few states by which a drive decays, and how they act on the neuron in a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Few {
    pub(crate) states: usize,
    /// From those of a block to those of the next.
    stride: usize,
    propagator: [[f64; FEW]; FEW],
    jumps: [f64; FEW],
    /// The current is `offset - slope * v` for a state of one.
    offsets: [f64; FEW],
    slopes: [f64; FEW],
}

impl Few {
    /// Where the states of some blocks are.
    pub(crate) fn blocks(&self, blocks: &Range<usize>) -> Range<usize> {
        blocks.start * self.stride..blocks.end * self.stride
    }

    /// The same, their number known when loops are compiled.
    pub(crate) fn sized<const STATES: usize>(&self) -> Simple<STATES> {
        const { assert!(STATES <= FEW) };
        let first = |values: &[f64; FEW]| {
            let mut some = [0.0; STATES];
            some.copy_from_slice(&values[..STATES]);
            some
        };
        let mut propagator = [[0.0; STATES]; STATES];
        for (row, values) in propagator.iter_mut().zip(&self.propagator) {
            *row = first(values);
        }
        Simple {
            stride: self.stride,
            propagator,
            jumps: first(&self.jumps),
            offsets: first(&self.offsets),
            slopes: first(&self.slopes),
        }
    }
}

/// [`Few`] of a known number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Simple<const STATES: usize> {
    pub(crate) stride: usize,
    propagator: [[f64; STATES]; STATES],
    jumps: [f64; STATES],
    pub(crate) offsets: [f64; STATES],
    pub(crate) slopes: [f64; STATES],
}

impl<const STATES: usize> Simple<STATES> {
    /// The states of a block at the end of a step, by what is in the inbox, which is left empty.
    #[inline(always)]
    pub(crate) fn advance(&self, states: &mut [Lanes], inbox: Option<&mut Lanes>) {
        let Some(states) = states.first_chunk_mut::<STATES>() else {
            return;
        };
        match inbox {
            Some(inbox) => {
                for lane in 0..LANES {
                    let arrived = inbox[lane];
                    inbox[lane] = 0.0;
                    multiply(&self.propagator, states, lane, |k| self.jumps[k] * arrived);
                }
            }
            None => {
                for lane in 0..LANES {
                    multiply(&self.propagator, states, lane, |_| 0.0);
                }
            }
        }
    }
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
                let mut lanes = Lanes::ZERO;
                let values = &column[base..cells.min(base + LANES)];
                lanes[..values.len()].copy_from_slice(values);
                states.push(lanes);
            }
        }
        let gains = O::LINEAR.then(|| {
            let gain = O::gain(output);
            readout.iter().map(|c| c * gain).collect()
        });
        let own = if jumps.is_empty() { start.len() } else { 0 };
        Ok(Summed {
            port,
            tangent: Tangent::of::<O>(output),
            gains,
            first: (
                first,
                row_by_row(&whole.view((0, 0), (first, first)).into()),
            ),
            propagator: row_by_row(&whole),
            whole: vec![first == start.len(); padded / LANES],
            opened: vec![0; padded / LANES],
            matrix,
            readout,
            moments: Vec::new(),
            jumps,
            coupling: None,
            states,
            arrivals: places(padded * own),
            reached: vec![false; padded / LANES],
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
            stride: self.readout.len(),
            propagator: [[0.0; FEW]; FEW],
            jumps: [0.0; FEW],
            offsets: [0.0; FEW],
            slopes: [0.0; FEW],
        };
        let rows = few.propagator.iter_mut();
        for (row, values) in rows.zip(self.first.1.chunks(states.max(1))) {
            row[..states].copy_from_slice(values);
        }
        for k in 0..states {
            few.jumps[k] = self.jumps.get(k).copied().unwrap_or(0.0);
            few.offsets[k] = at_middle[k] * tangent.offset;
            few.slopes[k] = at_middle[k] * tangent.slope;
        }
        Some(few)
    }

    /// The states, block by block.
    pub(crate) fn column(&self) -> &[Lanes] {
        &self.states
    }

    pub(crate) fn column_mut(&mut self) -> &mut [Lanes] {
        &mut self.states
    }

    /// Whether more happens at a block in this step than that its first states decay and take what is in an inbox.
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
        for (state, c) in self.block(base).iter().zip(&self.moments[moment]) {
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
        for (state, c) in self.block(base).iter().zip(&self.moments[moment]) {
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

    /// Advances the states of a block over a step and adds what arrived.
    #[inline(always)]
    pub(crate) fn advance(&mut self, base: usize, arrived: Option<&mut Lanes>) {
        let (block, range) = (base / LANES, self.range(base));
        let (first, of_first) = &self.first;
        let propagator = if range.len() == *first {
            of_first
        } else {
            &self.propagator
        };
        let was_reached = std::mem::take(&mut self.reached[block]);
        let arrivals = match arrived {
            Some(arrived) => Arrivals::Weights(&self.jumps, arrived),
            None if was_reached => Arrivals::Changes {
                inbox: &mut self.arrivals,
                block,
                stride: self.reached.len(),
            },
            None => Arrivals::None,
        };
        propagate(&mut self.states[range], propagator, arrivals);
        if self.whole[block] && self.first.0 < self.readout.len() && self.opened[block] == 0 {
            self.close(base);
        }
    }

    /// The same by itself.
    pub(super) fn advance_at(&mut self, level: Level, base: usize, arrived: Option<&mut Lanes>) {
        level.run(Advance {
            summed: self,
            base,
            arrived,
        });
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
    fn close(&mut self, base: usize) {
        self.whole[base / LANES] = false;
        let mut others = self.start(base)..self.start(base + LANES);
        others.start += self.first.0;
        self.states[others].fill(Lanes::ZERO);
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
            let of_blocks = self.states.iter_mut().skip(k).step_by(count);
            let states = of_blocks.flat_map(|lanes| lanes.iter_mut());
            tape.part(&format!("state {k}"), cells, states)?;
        }
        if self.first.0 < count {
            tape.part("blocks with all states", cells.in_blocks(), &mut self.whole)?;
            tape.part("pulses at blocks", cells.in_blocks(), &mut self.opened)?;
        }
        Ok(())
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
    #[inline(always)]
    fn block(&self, base: usize) -> &[Lanes] {
        &self.states[self.range(base)]
    }

    #[inline(always)]
    fn range(&self, base: usize) -> Range<usize> {
        let start = self.start(base);
        let count = if self.whole[base / LANES] {
            self.readout.len()
        } else {
            self.first.0
        };
        start..start + count
    }

    #[inline(always)]
    fn start(&self, base: usize) -> usize {
        base / LANES * self.readout.len()
    }
}

fn row_by_row(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().iter().copied().collect()
}
