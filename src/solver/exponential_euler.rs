//! The exponential Euler method: each state by the exponential of its own equation, linearised in it, with everything else
//! as at the start of the step.
//!
//! First order, exact for linear equations that stand alone. What brainpy does; never chosen by default.

use super::block::{Block, Ends, Parameters, Workspace, load};
use super::splitting::Exponential;
use crate::dispatch::Kernel;
use crate::model::{Advance, LANES, Neuron};

/// One sub-step of a block.
pub(crate) struct ExponentialEuler<'a, N: Neuron, P> {
    pub(crate) parameters: P,
    pub(crate) block: &'a mut Block<N>,
    pub(crate) work: &'a mut Workspace<N>,
    /// In seconds.
    pub(crate) step: f64,
}

impl<N: Neuron, P: Parameters> Kernel for ExponentialEuler<'_, N, P> {
    #[inline(always)]
    fn run(self) {
        let (block, work, parameters) = (self.block, self.work, self.parameters);
        let mut ends = Ends::default();
        for lane in 0..LANES {
            let mut x = load(&parameters, block, work, lane);
            let held = work.is_held(lane);
            let mut whole = Exponential::new(self.step, held);
            let (rates, slopes) = (N::rates(&x), N::slopes(&x));
            let mut states = N::states(&x);
            for (k, state) in states.as_mut().iter_mut().enumerate() {
                let (rate, slope) = (rates.as_ref()[k], slopes.as_ref()[k]);
                *state = if N::HELD.as_ref()[k] {
                    whole.held(k, *state, rate, slope)
                } else {
                    whole.free(k, *state, rate, slope)
                };
            }
            N::set_states(&mut x, &states);
            ends.join(block.settle::<P>(work, x, held, lane));
        }
        work.ends = ends;
    }
}
