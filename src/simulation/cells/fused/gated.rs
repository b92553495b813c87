//! Fused steps of neurons with gates, in two loops.
//!
//! The rates of gates need the membrane at the end of the step, and both are long chains of operations. In one loop the machine waits for
//! them, since the next cells lie beyond what it looks ahead. With the membranes of a block before the gates of the same it does not.

use super::lanes::{BlockEnds, OfBlock};
use super::ways::Advance;
use super::{Step, of_block};
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
        g: &mut [Lanes],
        g_inbox: &mut [Lanes],
        h: &mut [Lanes],
        h_inbox: &mut [Lanes],
    ) {
        let (uniform, synapses) = (self.uniform(), self.synapses());
        let lengths = Lengths {
            part: self.step,
            whole: self.step,
        };
        let none = Affine::default();
        let strides = synapses.map(|synapse| synapse.stride);
        for (index, (block, reused)) in blocks.iter_mut().zip(reused).enumerate() {
            if !reused.is_current {
                for lane in 0..LANES {
                    let mut x = uniform.load(block, none, lane);
                    reused.close::<true>(&mut x, lengths, false, lane);
                }
            }
            let (g, h) = (
                of_block(g, index, &strides, 0),
                of_block(h, index, &strides, 1),
            );
            let of_block = OfBlock::<STATES>::new(g, h);
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
                synapses[0].advance(g, g_inbox.get_mut(index));
            }
            if COUNT > 1 {
                synapses[1].advance(h, h_inbox.get_mut(index));
            }
            if ends.is_unfit() && self.is_unfit(block, index) {
                return;
            }
            self.list(index, fired);
        }
    }
}
