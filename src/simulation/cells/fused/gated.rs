//! Fused steps of neurons with gates, in two loops.
//!
//! The rates of gates need the membrane at the end of the step, and both are long chains of operations. In one loop the machine waits for
//! them, since the next cells lie beyond what it looks ahead. With the membranes of a block before the gates of the same it does not.

use super::Step;
use super::lanes::{BlockEnds, OfBlock};
use super::ways::Advance;
use crate::model::{Affine, LANES, Neuron};
use crate::solver::block::Block;
use crate::solver::column::Lanes;
use crate::solver::splitting::{Lengths, Reused};

impl<N: Neuron, const COUNT: usize, const STATES: usize, const DIRECT: bool>
    Step<'_, N, COUNT, STATES, DIRECT>
{
    #[inline(always)]
    #[allow(clippy::too_many_arguments, reason = "as in `Sweep`")]
    pub(super) fn gated(
        mut self,
        way: impl Advance<N, COUNT, STATES>,
        blocks: &mut [Block<N>],
        reused: &mut [Reused<N>],
        g0: &mut [Lanes],
        g1: &mut [Lanes],
        h0: &mut [Lanes],
        h1: &mut [Lanes],
    ) {
        let (uniform, synapses) = (self.uniform(), self.synapses());
        let lengths = Lengths {
            part: self.step,
            whole: self.step,
        };
        let none = Affine::default();
        for (index, (block, reused)) in blocks.iter_mut().zip(reused).enumerate() {
            if !reused.is_current {
                for lane in 0..LANES {
                    let mut x = uniform.load(block, none, lane);
                    reused.close::<true>(&mut x, lengths, false, lane);
                }
            }
            let of_block = OfBlock::<COUNT, STATES>::new([[&*g0, &*g1], [&*h0, &*h1]], index);
            for lane in 0..LANES {
                let drives = of_block.drives(lane);
                let mut x = uniform.load(block, way.input(&drives), lane);
                let held = block.is_held(uniform.now, lane);
                reused.open(&mut x, held, lane, |_| true);
                way.advance(&mut x, &drives, held, 0.0);
                for (k, state) in N::states(&x).as_ref().iter().enumerate() {
                    block.states.as_mut()[k][lane] = *state;
                }
            }
            let mut ends = BlockEnds::default();
            for lane in 0..LANES {
                let mut x = uniform.load(block, none, lane);
                let held = block.is_held(uniform.now, lane);
                reused.close::<true>(&mut x, lengths, held, lane);
                for (k, state) in N::states(&x).as_ref().iter().enumerate() {
                    block.states.as_mut()[k][lane] = uniform.nothing.with(*state);
                }
                ends.join::<N>(&x, lane);
            }
            let fired = uniform.end(block, ends);
            reused.is_current = !(N::RESETS && fired != 0);
            if COUNT > 0 {
                synapses[0].advance::<STATES>(g0.get_mut(index), g1.get_mut(index));
            }
            if COUNT > 1 {
                synapses[1].advance::<STATES>(h0.get_mut(index), h1.get_mut(index));
            }
            if ends.is_unfit() && self.is_unfit(block, index) {
                return;
            }
            self.list(index, fired);
        }
    }
}
