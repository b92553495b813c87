//! Symmetric exponential splitting.
//!
//! Each state is advanced by the exponential of its own equation while the others
//! stand still; the sequence of states is gone through forwards and backwards, with
//! the membrane in the middle (Strang 1968). What synapses contribute is taken at
//! the middle of the step, where their own propagator has brought them. This is
//! second order, and bounded for every time step where each equation is linear in
//! its own state.

use super::block::{Block, Parameters, View, Workspace};
use crate::dispatch::Kernel;
use crate::function::exprel;
use crate::model::{Advance, LANES, Neuron};

/// One step of a block.
pub(crate) struct Splitting<'a, N: Neuron, P> {
    pub(crate) parameters: P,
    pub(crate) block: &'a mut Block<N>,
    pub(crate) work: &'a mut Workspace<N>,
    /// The time step in seconds.
    pub(crate) step: f64,
}

impl<N: Neuron, P: Parameters> Kernel for Splitting<'_, N, P> {
    #[inline(always)]
    fn run(self) {
        let (block, work, parameters) = (self.block, self.work, self.parameters);
        for lane in 0..LANES {
            let view = View {
                parameters: &parameters,
                block: &*block,
                work: &*work,
            };
            let mut x = N::load(&view, lane);
            let held = block.is_held(lane);
            let half = Exponential {
                step: 0.5 * self.step,
                held,
            };
            let whole = Exponential {
                step: self.step,
                held,
            };
            N::outer(&mut x, &half);
            N::centre(&mut x, &whole);
            N::outer_reversed(&mut x, &half);
            block.settle(work, x, held, lane);
        }
    }
}

/// The exponential of one equation, linearised in its own state: `x + h φ(h J) f`, with `φ(z) = (e^z - 1) / z`.
///
/// In this form a state at rest stays there to the bit.
pub(crate) struct Exponential {
    pub(crate) step: f64,
    pub(crate) held: bool,
}

impl Advance for Exponential {
    #[inline(always)]
    fn free(&self, value: f64, rate: f64, slope: f64) -> f64 {
        (self.step * exprel(self.step * slope)).mul_add(rate, value)
    }

    #[inline(always)]
    fn held(&self, value: f64, rate: f64, slope: f64) -> f64 {
        let free = self.free(value, rate, slope);
        if self.held { value } else { free }
    }
}
