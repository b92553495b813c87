//! Symmetric exponential splitting, for models whose states each enter their own equation linearly.
//!
//! Each state is advanced by the exponential of its own equation while the others
//! stand still; the sequence of states is gone through forwards and backwards, with
//! the membrane in the middle (Strang 1968). What synapses contribute is taken at
//! the middle of the sub-step, where their own propagator has brought them. This is
//! second order, and bounded for every time step.
//!
//! States that depend on the membrane alone, such as gates, are advanced by the same
//! rates at the end of one step and at the start of the next, since the membrane does not
//! move in between: a Hodgkin-Huxley neuron costs ten exponentials, as with the first-order
//! exponential Euler method.
//!
//! Where the rates of gates change little in a step but those of the membrane and of fast
//! gates do, the slow ones take half steps around the sub-steps of the others.

use super::block::{Block, Ends, Parameters, Workspace, choose, load};
use super::column::Lanes;
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Kernel;
use crate::function::{integrated_exp, integrated_exp_near, is_near};
use crate::model::{Advance, Array, LANES, Neuron};

/// The half step of the reused states of a block, `x += offset + factor * x`.
pub(crate) struct Reused<N: Neuron> {
    offset: N::PerState<Lanes>,
    factor: N::PerState<Lanes>,
    /// Whether it belongs to the present membrane state, which events move.
    pub(crate) is_current: bool,
}

impl<N: Neuron> Reused<N> {
    pub(crate) fn new() -> Self {
        Reused {
            offset: Array::filled(Lanes::ZERO),
            factor: Array::filled(Lanes::ZERO),
            is_current: false,
        }
    }
}

impl<N: Neuron> Reused<N> {
    /// Of all blocks: found anew they would have other roundings.
    pub(super) fn carry(
        blocks: &mut [Self],
        tape: &mut Tape,
        cells: Slice,
    ) -> Result<(), Mismatch> {
        if blocks.is_empty() {
            return Ok(());
        }
        for (k, state) in N::STATES.iter().enumerate() {
            if N::REUSED[k] {
                let offset = blocks
                    .iter_mut()
                    .flat_map(|b| b.offset.as_mut()[k].iter_mut());
                tape.part(&format!("offset of {}", state.name), cells, offset)?;
                let factor = blocks
                    .iter_mut()
                    .flat_map(|b| b.factor.as_mut()[k].iter_mut());
                tape.part(&format!("factor of {}", state.name), cells, factor)?;
            }
        }
        let current = blocks.iter_mut().map(|block| &mut block.is_current);
        tape.part("known half steps", cells.in_blocks(), current)
    }

    /// Takes the half step of those that `moves`, at the start of a step.
    #[inline(always)]
    pub(crate) fn open(
        &self,
        x: &mut N::Variables,
        held: bool,
        lane: usize,
        moves: impl Fn(usize) -> bool,
    ) {
        let mut states = N::states(x);
        for (k, state) in states.as_mut().iter_mut().enumerate() {
            if N::REUSED[k] && moves(k) {
                let (factor, offset) =
                    (self.factor.as_ref()[k][lane], self.offset.as_ref()[k][lane]);
                let next = factor.mul_add(*state, *state + offset);
                let stands = held & N::HELD.as_ref()[k];
                *state = choose(stands, *state, next);
            }
        }
        N::set_states(x, &states);
    }

    /// Takes the half step at the end of a step, and keeps it for the start of the next.
    #[inline(always)]
    pub(crate) fn close<const CLOSES: bool>(
        &mut self,
        x: &mut N::Variables,
        lengths: Lengths,
        held: bool,
        lane: usize,
    ) {
        let mut recording = Recording::<N, CLOSES>::new(lengths, held);
        N::gates(x, &mut recording);
        for k in 0..N::STATES.len() {
            if N::REUSED[k] && (CLOSES || !N::SLOW[k]) {
                self.offset.as_mut()[k][lane] = recording.offset.as_ref()[k];
                self.factor.as_mut()[k][lane] = recording.factor.as_ref()[k];
            }
        }
    }
}

/// The lengths of a sub-step and of the step that it is part of, in seconds.
#[derive(Clone, Copy)]
pub(crate) struct Lengths {
    pub(crate) part: f64,
    pub(crate) whole: f64,
}

impl Lengths {
    /// Half of what the state takes at once.
    #[inline(always)]
    fn half<N: Neuron>(self, state: usize) -> f64 {
        0.5 * if N::SLOW[state] {
            self.whole
        } else {
            self.part
        }
    }
}

/// One sub-step of a block. Slow states are advanced where it `OPENS` and where it `CLOSES` a step.
pub(crate) struct Splitting<'a, N: Neuron, P, const OPENS: bool, const CLOSES: bool> {
    pub(crate) parameters: P,
    pub(crate) block: &'a mut Block<N>,
    pub(crate) work: &'a mut Workspace<N>,
    pub(crate) lengths: Lengths,
    /// Absent where there are no such states.
    pub(crate) reused: Option<&'a mut Reused<N>>,
}

impl<N: Neuron, P: Parameters, const OPENS: bool, const CLOSES: bool> Kernel
    for Splitting<'_, N, P, OPENS, CLOSES>
{
    #[inline(always)]
    fn run(self) {
        let (block, work, parameters) = (self.block, self.work, self.parameters);
        let Lengths { part, .. } = self.lengths;
        let mut reused = self.reused;
        let mut ends = Ends::default();
        for lane in 0..LANES {
            let mut x = load(&parameters, block, work, lane);
            let held = work.is_held(lane);
            if let Some(reused) = &reused {
                reused.open(&mut x, held, lane, |k| OPENS || !N::SLOW[k]);
            }
            let mut half = Exponential::new(0.5 * part, held);
            let mut whole = Exponential::of_membrane::<N>(part, held);
            N::outer(&mut x, &mut half);
            let about = x;
            N::centre(&mut x, &about, &mut whole);
            N::outer_reversed(&mut x, &mut half);
            if let Some(reused) = &mut reused {
                reused.close::<CLOSES>(&mut x, self.lengths, held, lane);
            }
            ends.join(block.settle::<P>(work, x, held, lane));
        }
        work.ends = ends;
    }
}

/// Finds the half steps of reused states anew, after events have moved the membrane.
pub(crate) struct Refresh<'a, N: Neuron, P> {
    pub(crate) parameters: P,
    pub(crate) block: &'a Block<N>,
    pub(crate) work: &'a Workspace<N>,
    pub(crate) lengths: Lengths,
    pub(crate) reused: &'a mut Reused<N>,
}

impl<N: Neuron, P: Parameters> Kernel for Refresh<'_, N, P> {
    #[inline(always)]
    fn run(self) {
        for lane in 0..LANES {
            let mut x = load(&self.parameters, self.block, self.work, lane);
            self.reused.close::<true>(&mut x, self.lengths, false, lane);
        }
    }
}

/// The exponential of one equation, linearised in its own state: `x + h φ(h J) f`, with `φ(z) = (e^z - 1) / z`.
///
/// In this form a state at rest stays there to the bit.
pub(crate) struct Exponential {
    step: f64,
    held: bool,
    is_alone: bool,
}

impl Exponential {
    #[inline(always)]
    pub(crate) fn new(step: f64, held: bool) -> Self {
        Exponential {
            step,
            held,
            is_alone: false,
        }
    }

    /// Of the membrane of a neuron. Where it has no other states, the integral is mostly near, and a fused step need not look for others.
    #[inline(always)]
    pub(crate) fn of_membrane<N: Neuron>(step: f64, held: bool) -> Self {
        Exponential {
            step,
            held,
            is_alone: is_alone::<N>(),
        }
    }
}

/// The gain `h φ(h J)` of a membrane that is alone: mostly near, and then found without the other one in fused steps.
#[inline(always)]
pub(crate) fn gain_alone(step: f64, slope: f64) -> f64 {
    let near = integrated_exp_near(step, slope);
    choose(is_near(step, slope), near, integrated_exp(step, slope))
}

/// Whether the neuron has one state.
pub(crate) const fn is_alone<N: Neuron>() -> bool {
    N::STATES.len() == 1
}

impl Advance for Exponential {
    #[inline(always)]
    fn free(&mut self, _state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        let gain = if self.is_alone {
            gain_alone(self.step, slope)
        } else {
            integrated_exp(self.step, slope)
        };
        gain.mul_add(rate, value)
    }

    #[inline(always)]
    fn held(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        let free = self.free(state, value, rate, slope);
        choose(self.held, value, free)
    }
}

/// Finds the slope `J` of one equation in its own state, and leaves that as it is.
#[derive(Default)]
pub(crate) struct Slope(pub(crate) f64);

impl Advance for Slope {
    #[inline(always)]
    fn free(&mut self, _state: usize, value: f64, _rate: f64, slope: f64) -> f64 {
        self.0 = slope;
        value
    }

    #[inline(always)]
    fn held(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        self.free(state, value, rate, slope)
    }
}

/// The exponential whose gain `h φ(h J)` is known.
pub(crate) struct Gained {
    pub(crate) gain: f64,
    pub(crate) held: bool,
}

impl Advance for Gained {
    #[inline(always)]
    fn free(&mut self, _state: usize, value: f64, rate: f64, _slope: f64) -> f64 {
        self.gain.mul_add(rate, value)
    }

    #[inline(always)]
    fn held(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        let free = self.free(state, value, rate, slope);
        choose(self.held, value, free)
    }
}

/// Half steps that are kept for the next step; slow states move only where a step `CLOSES`.
struct Recording<N: Neuron, const CLOSES: bool> {
    lengths: Lengths,
    held: bool,
    offset: N::PerState<f64>,
    factor: N::PerState<f64>,
}

impl<N: Neuron, const CLOSES: bool> Recording<N, CLOSES> {
    #[inline(always)]
    fn new(lengths: Lengths, held: bool) -> Self {
        Recording {
            lengths,
            held,
            offset: Array::filled(0.0),
            factor: Array::filled(0.0),
        }
    }
}

impl<N: Neuron, const CLOSES: bool> Advance for Recording<N, CLOSES> {
    #[inline(always)]
    fn free(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        if N::SLOW[state] && !CLOSES {
            return value;
        }
        let half = self.lengths.half::<N>(state);
        let gain = integrated_exp(half, slope);
        self.factor.as_mut()[state] = gain * slope;
        self.offset.as_mut()[state] = gain * slope.mul_add(-value, rate);
        gain.mul_add(rate, value)
    }

    #[inline(always)]
    fn held(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        let free = self.free(state, value, rate, slope);
        choose(self.held, value, free)
    }
}
