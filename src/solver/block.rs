//! A block of cells: what it keeps from step to step, and what it needs during one.

use super::column::{Column, Lanes};
use super::kick::kicked;
use crate::model::{Affine, Array, Columns, LANES, Neuron};

/// What `LANES` cells keep, close together, so that a step reads and writes one stretch of memory.
pub(crate) struct Block<N: Neuron> {
    pub(crate) states: N::PerState<Lanes>,
    /// When refractoriness ends, in steps from the beginning or in the parts into which they are cut: written when a cell fires, and else
    /// only compared with.
    pub(crate) held_until: Lanes,
    /// The cells at which the condition of the spike held at the end of the last step, a bit for each.
    pub(crate) above: u64,
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
    /// Steps of refractoriness left.
    pub(crate) refractory: Lanes,
    /// One where the condition of the spike held at last.
    pub(crate) above: Lanes,
    /// How often the cell fired during the step, or its part.
    pub(crate) fired: Lanes,
    /// Whether any cell of the block fired, and whether all states are finite and within their bounds.
    pub(crate) ends: Ends,
    /// The time that equations see.
    pub(crate) time: f64,
}

/// How a step ended for a cell, or for several.
///
/// Sums without a branch: the loop over cells stays SIMD code.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ends {
    /// How often any of them fired.
    fired: u64,
    /// Some bit beside the sign where a state is not finite or beyond its bounds.
    unfit: u64,
}

impl Ends {
    #[inline(always)]
    pub(crate) fn join(&mut self, other: Ends) {
        self.fired += other.fired;
        self.unfit |= other.unfit;
    }

    /// The cell fired so often within the step.
    #[inline(always)]
    pub(crate) fn fired_within(&mut self, times: f64) {
        self.fired += u64::from(times > 0.0);
    }

    /// Whether a cell fired.
    #[inline(always)]
    pub(crate) fn any_fired(self) -> bool {
        self.fired != 0
    }

    /// Whether a state of a cell is not finite or beyond its bounds.
    #[inline(always)]
    pub(crate) fn any_unfit(self) -> bool {
        // All but the sign of zero.
        self.unfit << 1 != 0
    }
}

impl<N: Neuron> Clone for Block<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Neuron> Copy for Block<N> {}

impl<N: Neuron> Block<N> {
    pub(crate) fn new() -> Self {
        Block {
            states: Array::filled(Lanes::ZERO),
            held_until: Lanes::ZERO,
            above: 0,
        }
    }

    /// Whether the cell is refractory during the step that starts now.
    #[inline(always)]
    pub(crate) fn is_held(&self, now: f64, lane: usize) -> bool {
        N::REFRACTORY && self.held_until[lane] > now
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
    ) -> Ends {
        // Everything is read before it is chosen from: a read behind a condition would keep the loop from being vectorised.
        let last = Last {
            arrived: work.arrivals[lane],
            above: work.above[lane] > 0.0,
            refractory: work.refractory[lane],
            period: work.period[lane],
        };
        if !N::NOISES.is_empty() && work.is_shaken {
            let states = kicked::<N>(&x, &work.after, held, lane);
            N::set_states(&mut x, &states);
        }
        let next = settled::<N, P>(x, held, last);
        N::set_states(&mut x, &next.states);
        for (k, state) in next.states.as_ref().iter().enumerate() {
            self.states.as_mut()[k][lane] = *state;
        }
        if N::FIRES {
            work.above[lane] = choose(next.above, 1.0, 0.0);
            work.fired[lane] = choose(next.fired, 1.0, 0.0);
            if N::REFRACTORY {
                work.refractory[lane] = next.refractory;
            }
        }
        Ends {
            fired: u64::from(next.fired),
            unfit: unfit::<N>(&x),
        }
    }
}

/// What decides the end of a step beside the states of a cell.
#[derive(Clone, Copy)]
struct Last {
    /// The weights that act directly.
    arrived: f64,
    /// As in the [`Block`].
    above: bool,
    refractory: f64,
    /// Steps of refractoriness after a spike.
    period: f64,
}

/// A cell at the end of a step.
struct Settled<N: Neuron> {
    states: N::PerState<f64>,
    above: bool,
    refractory: f64,
    fired: bool,
}

/// Some bit beside the sign where a state is not finite or beyond its bounds.
#[inline(always)]
pub(crate) fn unfit<N: Neuron>(x: &N::Variables) -> u64 {
    nothing::<N>(x).to_bits() | u64::from(!N::is_within(x))
}

/// Whether all states are finite.
///
/// A cell with one that is not does not fire, infinite though its membrane potential may be: the reset would hide it.
#[inline(always)]
pub(crate) fn is_finite<N: Neuron>(x: &N::Variables) -> bool {
    nothing::<N>(x) == 0.0
}

/// Zero where all states are finite, else not a number.
#[inline(always)]
fn nothing<N: Neuron>(x: &N::Variables) -> f64 {
    let states = N::states(x);
    let zeros = states.as_ref().iter().map(|state| state * 0.0);
    zeros.reduce(|sum, zero| sum + zero).unwrap_or(0.0)
}

/// Adds what acts on the states directly.
#[inline(always)]
pub(crate) fn arrive<N: Neuron>(x: &mut N::Variables, arrived: f64, held: bool) {
    let (jumps, mut states) = (N::jumps(x), N::states(x));
    for (k, state) in states.as_mut().iter_mut().enumerate() {
        // What acts on a held state is lost.
        let discarded = held & N::HELD.as_ref()[k];
        *state += choose(discarded, 0.0, jumps.as_ref()[k] * arrived);
    }
    N::set_states(x, &states);
}

/// Arrivals, threshold, reset: the end of a step of a cell whose states have been advanced.
#[inline(always)]
fn settled<N: Neuron, P: Parameters>(mut x: N::Variables, held: bool, last: Last) -> Settled<N> {
    arrive::<N>(&mut x, last.arrived, held);
    let mut next = Settled::<N> {
        states: N::states(&x),
        above: last.above,
        refractory: last.refractory,
        fired: false,
    };
    if N::FIRES {
        let condition = N::fires(&x);
        let fired = condition & !last.above & !held & is_finite::<N>(&x);
        let mut after = x;
        reset::<N>(&mut after, P::SOFT);
        // With soft resets it fires wherever it is beyond, until nothing is left to be reset.
        let above_after = N::fires(&after) & !P::SOFT;
        let condition = condition & !P::SOFT;
        let reset = N::states(&after);
        for (k, state) in next.states.as_mut().iter_mut().enumerate() {
            *state = choose(fired, reset.as_ref()[k], *state);
        }
        next.above = (fired & above_after) | (!fired & condition);
        next.fired = fired;
        if N::REFRACTORY {
            let left = last.refractory;
            let left = choose(left > 1.0, left - 1.0, 0.0);
            next.refractory = choose(fired, last.period, left);
        }
    }
    next
}

/// The bit of each lane, in a table: a shift by the lane would keep a loop from being vectorised.
pub(crate) const BIT: [u64; LANES] = {
    assert!(LANES == u64::BITS as usize);
    let mut bits = [0; LANES];
    let mut lane = 0;
    while lane < LANES {
        bits[lane] = 1 << lane;
        lane += 1;
    }
    bits
};

impl<N: Neuron> Workspace<N> {
    pub(crate) fn new() -> Self {
        let zero = Lanes::ZERO;
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
            refractory: zero,
            above: zero,
            fired: zero,
            ends: Ends::default(),
            time: 0.0,
        }
    }

    /// Whether the cell is refractory during this step.
    #[inline(always)]
    pub(crate) fn is_held(&self, lane: usize) -> bool {
        N::REFRACTORY && self.refractory[lane] > 0.0
    }

    /// Takes out of a block how its cells stand to their spikes, at the start of a step.
    pub(crate) fn take_up(&mut self, block: &Block<N>, now: f64) {
        if N::FIRES {
            for (above, bit) in self.above.iter_mut().zip(BIT) {
                *above = choose(block.above & bit != 0, 1.0, 0.0);
            }
        }
        if N::REFRACTORY {
            for (left, until) in self.refractory.iter_mut().zip(&*block.held_until) {
                *left = choose(*until > now, *until - now, 0.0);
            }
        }
    }

    /// Hands it back, at the end of the step.
    pub(crate) fn hand_back(&self, block: &mut Block<N>, now: f64) {
        if N::FIRES {
            let cells = self.above.iter().zip(BIT);
            block.above = cells
                .map(|(above, bit)| if *above > 0.0 { bit } else { 0 })
                .sum();
        }
        if N::REFRACTORY {
            for (left, until) in self.refractory.iter().zip(&mut *block.held_until) {
                *until = now + left;
            }
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
        Affine::new(
            self.work.offsets.as_ref()[index][lane],
            self.work.slopes.as_ref()[index][lane],
        )
    }

    #[inline(always)]
    fn time(&self, _lane: usize) -> f64 {
        self.work.time
    }
}

/// The parameters of the block in hand.
pub(crate) trait Parameters: Copy {
    /// Whether resets are soft: known when the loops are compiled, so that those with hard resets do not pay for it.
    const SOFT: bool = false;

    /// Takes those of the block that starts at `base`.
    fn gather(&mut self, columns: &[Column], base: usize);

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
    fn gather(&mut self, _columns: &[Column], _base: usize) {}

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
    fn gather(&mut self, columns: &[Column], base: usize) {
        for (lanes, column) in self.0.as_mut().iter_mut().zip(columns) {
            column.copy_block(base, lanes);
        }
    }

    #[inline(always)]
    fn get(&self, index: usize, lane: usize) -> f64 {
        self.0.as_ref()[index][lane]
    }
}

impl<N: Neuron> Mixed<N> {
    pub(crate) fn new() -> Self {
        Mixed(Array::filled(Lanes::ZERO))
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
    fn gather(&mut self, columns: &[Column], base: usize) {
        self.0.gather(columns, base);
    }

    #[inline(always)]
    fn get(&self, index: usize, lane: usize) -> f64 {
        self.0.get(index, lane)
    }
}
