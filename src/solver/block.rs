//! A block of cells: what it keeps from step to step, and what it needs during one.

use super::column::{Column, Lanes};
use super::kick::kicked;
use crate::model::{Affine, Array, Columns, LANES, Neuron};

/// What `LANES` cells keep, close together, so that a step reads and writes one stretch of memory.
pub(crate) struct Block<N: Neuron> {
    pub(crate) states: N::PerState<Lanes>,
    /// Steps of refractoriness left, from the end of the last step on.
    pub(crate) refractory: Lanes,
    /// One where the condition of the spike held at the end of the last step.
    pub(crate) above: Lanes,
}

/// What reaches and leaves the cells of a block during one step.
pub(crate) struct Workspace<N: Neuron> {
    /// What reaches each input: `offset - slope * v`.
    pub(crate) offsets: N::PerInput<Lanes>,
    pub(crate) slopes: N::PerInput<Lanes>,
    /// What linear synapses add to each state over the step.
    pub(crate) increments: N::PerState<Lanes>,
    /// The weights of the spikes that act on the neuron directly at the end of the step.
    pub(crate) arrivals: Lanes,
    /// What the noises add before and after the deterministic step, where it is not exact.
    pub(crate) before: N::PerNoise<Lanes>,
    pub(crate) after: N::PerNoise<Lanes>,
    pub(crate) is_shaken: bool,
    /// Whether a reset keeps what was beyond the threshold.
    pub(crate) is_soft: bool,
    /// Steps of refractoriness after a spike.
    pub(crate) period: Lanes,
    /// How often the cell fired during the step, or its part.
    pub(crate) fired: Lanes,
    /// Zero where all states are finite, else not a number.
    pub(crate) unfit: Lanes,
    /// The time that equations see.
    pub(crate) time: f64,
}

impl<N: Neuron> Block<N> {
    pub(crate) fn new() -> Self {
        Block {
            states: Array::filled([0.0; LANES]),
            refractory: [0.0; LANES],
            above: [0.0; LANES],
        }
    }

    /// Whether the cell is refractory during this step.
    #[inline(always)]
    pub(crate) fn is_held(&self, lane: usize) -> bool {
        N::REFRACTORY && self.refractory[lane] > 0.0
    }

    /// Ends the step of one cell: noise, arrivals, threshold, reset.
    ///
    /// The order is the contract of the step: states have been advanced over the
    /// step; now the rest of the noise and what arrives at its end is added, then the condition is tested
    /// there, then the reset is applied and refractoriness starts.
    #[inline(always)]
    pub(crate) fn settle<P: Parameters>(
        &mut self,
        work: &mut Workspace<N>,
        mut x: N::Variables,
        held: bool,
        lane: usize,
    ) {
        // Everything is read before it is chosen from: a read behind a condition would keep the loop from being vectorised.
        let (arrived, was_above) = (work.arrivals[lane], self.above[lane]);
        let (left, period) = (self.refractory[lane], work.period[lane]);
        if !N::NOISES.is_empty() && work.is_shaken {
            let states = kicked::<N>(&x, &work.after, held, lane);
            N::set_states(&mut x, &states);
        }
        let mut states = N::states(&x);
        let jumps = N::jumps(&x);
        for (k, state) in states.as_mut().iter_mut().enumerate() {
            // What acts on a held state is lost.
            let discarded = held & N::HELD.as_ref()[k];
            let jump = jumps.as_ref()[k] * arrived;
            *state += choose(discarded, 0.0, jump);
        }
        if N::FIRES {
            N::set_states(&mut x, &states);
            let condition = N::fires(&x);
            let fired = condition & (was_above == 0.0) & !held;
            let mut after = x;
            reset::<N>(&mut after, P::SOFT);
            // With soft resets it fires wherever it is beyond, until nothing is left to be reset.
            let above_after = N::fires(&after) & !P::SOFT;
            let condition = condition & !P::SOFT;
            let reset = N::states(&after);
            for (k, state) in states.as_mut().iter_mut().enumerate() {
                *state = choose(fired, reset.as_ref()[k], *state);
            }
            let above = (fired & above_after) | (!fired & condition);
            self.above[lane] = choose(above, 1.0, 0.0);
            work.fired[lane] = choose(fired, 1.0, 0.0);
            if N::REFRACTORY {
                let left = choose(left > 1.0, left - 1.0, 0.0);
                self.refractory[lane] = choose(fired, period, left);
            }
        }
        let mut unfit = 0.0;
        for (k, state) in states.as_ref().iter().enumerate() {
            unfit += *state * 0.0;
            self.states.as_mut()[k][lane] = *state;
        }
        work.unfit[lane] = unfit;
    }
}

impl<N: Neuron> Workspace<N> {
    pub(crate) fn new() -> Self {
        let zero = [0.0; LANES];
        Workspace {
            offsets: Array::filled(zero),
            slopes: Array::filled(zero),
            increments: Array::filled(zero),
            arrivals: zero,
            before: Array::filled(zero),
            after: Array::filled(zero),
            is_shaken: false,
            is_soft: false,
            period: zero,
            fired: zero,
            unfit: zero,
            time: 0.0,
        }
    }
}

/// Applies the reset; a soft one keeps by how much the state that it sets was beyond the threshold.
#[inline(always)]
pub(crate) fn reset<N: Neuron>(x: &mut N::Variables, is_soft: bool) {
    let Ok(state) = N::OVERSHOOT else {
        return N::reset(x);
    };
    let slope = N::margin_slopes(x).as_ref()[state];
    let beyond = choose(slope == 0.0, 0.0, N::margin(x) / slope);
    N::reset(x);
    let mut states = N::states(x);
    let soft = states.as_ref()[state] + beyond;
    states.as_mut()[state] = choose(is_soft, soft, states.as_ref()[state]);
    N::set_states(x, &states);
}

/// One of two values that are both at hand.
#[inline(always)]
pub(crate) fn choose(condition: bool, yes: f64, no: f64) -> f64 {
    if condition { yes } else { no }
}

/// The variables of one cell of a block.
#[inline(always)]
pub(crate) fn load<N: Neuron, P: Parameters>(
    parameters: &P,
    block: &Block<N>,
    work: &Workspace<N>,
    lane: usize,
) -> N::Variables {
    let view = View {
        parameters,
        block,
        work,
    };
    N::load(&view, lane)
}

/// Parameters and columns of a block, as generated code reads them.
struct View<'a, N: Neuron, P> {
    parameters: &'a P,
    block: &'a Block<N>,
    work: &'a Workspace<N>,
}

impl<N: Neuron, P: Parameters> Columns for View<'_, N, P> {
    #[inline(always)]
    fn parameter(&self, index: usize, lane: usize) -> f64 {
        self.parameters.get(index, lane)
    }

    #[inline(always)]
    fn state(&self, index: usize, lane: usize) -> f64 {
        self.block.states.as_ref()[index][lane]
    }

    #[inline(always)]
    fn input(&self, index: usize, lane: usize) -> Affine {
        Affine {
            offset: self.work.offsets.as_ref()[index][lane],
            slope: self.work.slopes.as_ref()[index][lane],
        }
    }

    #[inline(always)]
    fn time(&self, _lane: usize) -> f64 {
        self.work.time
    }
}

/// The parameters of a block.
pub(crate) trait Parameters: Copy {
    /// Whether resets are soft: known when the loops are compiled, so that those with hard resets do not pay for it.
    const SOFT: bool = false;

    fn get(&self, index: usize, lane: usize) -> f64;
}

/// All cells alike: each parameter is a constant of the loop.
///
/// By value, so that the compiler sees that no column overlaps it.
pub(crate) struct Alike<N: Neuron>(pub(crate) N::PerParameter<f64>);

impl<N: Neuron> Clone for Alike<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Neuron> Copy for Alike<N> {}

impl<N: Neuron> Parameters for Alike<N> {
    #[inline(always)]
    fn get(&self, index: usize, _lane: usize) -> f64 {
        self.0.as_ref()[index]
    }
}

/// Some parameters differ from cell to cell: a block of columns.
///
/// By value too, for the same reason.
pub(crate) struct Mixed<N: Neuron>(pub(crate) N::PerParameter<Lanes>);

impl<N: Neuron> Clone for Mixed<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Neuron> Copy for Mixed<N> {}

impl<N: Neuron> Parameters for Mixed<N> {
    #[inline(always)]
    fn get(&self, index: usize, lane: usize) -> f64 {
        self.0.as_ref()[index][lane]
    }
}

impl<N: Neuron> Mixed<N> {
    pub(crate) fn new() -> Self {
        Mixed(Array::filled([0.0; LANES]))
    }

    /// Takes the parameters of the block that starts at `base`.
    pub(crate) fn gather(&mut self, columns: &[Column], base: usize) {
        for (lanes, column) in self.0.as_mut().iter_mut().zip(columns) {
            column.copy_block(base, lanes);
        }
    }
}

/// The parameters of a block whose resets are soft.
pub(crate) struct Softly<N: Neuron>(pub(crate) Mixed<N>);

impl<N: Neuron> Clone for Softly<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Neuron> Copy for Softly<N> {}

impl<N: Neuron> Parameters for Softly<N> {
    const SOFT: bool = true;

    #[inline(always)]
    fn get(&self, index: usize, lane: usize) -> f64 {
        self.0.get(index, lane)
    }
}
