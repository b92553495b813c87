//! Exponential splitting with coefficients at a predicted mid-step, for membranes whose conductances depend on the potential
//! at once, such as `m_inf(v)`.
//!
//! The membrane is brought to the middle of the sub-step by its own exponential with coefficients as at the start; gates take
//! half a step with the rates of that potential; the membrane takes the whole step with the coefficients found there; gates
//! take their other half. Second order, and bounded for every sub-step. The difference to the first-order exponential step
//! estimates the error.

use super::block::{Block, Mixed, choose};
use super::paced::Track;
use super::splitting::Exponential;
use crate::dispatch::Kernel;
use crate::function::integrated_exp;
use crate::model::{Advance, Array, LANES, Neuron};

/// One sub-step of a block.
pub(crate) struct Predicted<'a, N: Neuron> {
    pub(crate) parameters: Mixed<N>,
    pub(crate) block: &'a Block<N>,
    pub(crate) track: &'a mut Track<N>,
    pub(crate) tolerance: f64,
}

impl<N: Neuron> Kernel for Predicted<'_, N> {
    #[inline(always)]
    fn run(self) {
        let track = self.track;
        track.stage.states = self.block.states;
        track.arrive(0.5);
        // Results stand here until the loop is over: the compiler sees that they overlap nothing.
        let mut next = track.stage.states;
        let mut errors = next;
        for lane in 0..LANES {
            let x = track.load(&self.parameters, lane);
            let (length, held) = (track.length(lane), track.is_held(lane));
            let mut half = Exponential::new(0.5 * length, held);
            let mut whole = Exponential::new(length, held);
            let mut prediction = Prediction::<N> {
                half: 0.5 * length,
                held,
                whole: Array::filled(0.0),
            };
            let mut middle = x;
            N::centre(&mut middle, &x, &mut prediction);
            N::gates(&mut middle, &mut half);
            N::outer(&mut middle, &mut half);
            let mut centre = x;
            N::centre(&mut centre, &middle, &mut whole);
            let mut outer = middle;
            N::outer_reversed(&mut outer, &mut half);
            N::gates(&mut outer, &mut half);

            let (centre, outer) = (N::states(&centre), N::states(&outer));
            for k in 0..N::STATES.len() {
                let is_centre = N::CENTRE[k];
                let (whole, state) = (prediction.whole.as_ref()[k], centre.as_ref()[k]);
                errors.as_mut()[k][lane] = if is_centre { state - whole } else { 0.0 };
                next.as_mut()[k][lane] = if is_centre { state } else { outer.as_ref()[k] };
            }
        }
        track.next = next;
        track.judge(self.tolerance, self.block, &errors);
    }
}

/// The half step, and the whole one with the same coefficients, from one exponential.
struct Prediction<N: Neuron> {
    half: f64,
    held: bool,
    whole: N::PerState<f64>,
}

impl<N: Neuron> Advance for Prediction<N> {
    #[inline(always)]
    fn free(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        let gain = integrated_exp(self.half, slope);
        // φ(2z) = φ(z) (1 + e^z) / 2 and e^z = 1 + z φ(z).
        let twice = gain * slope.mul_add(gain, 2.0);
        self.whole.as_mut()[state] = twice.mul_add(rate, value);
        gain.mul_add(rate, value)
    }

    #[inline(always)]
    fn held(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64 {
        let free = self.free(state, value, rate, slope);
        self.whole.as_mut()[state] = choose(self.held, value, self.whole.as_ref()[state]);
        choose(self.held, value, free)
    }
}
