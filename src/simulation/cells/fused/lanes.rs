//! The loop over the cells of a block in a fused step, and what it starts from and leads to.

use super::ways::Advance;
use crate::model::{Affine, Columns, LANES, Neuron};
use crate::solver::block::{Alike, Block, Last, Parameters, Settled, settled, unfit};
use crate::solver::column::Lanes;

/// How a step ended for the cells of a block, a bit for each.
#[derive(Clone, Copy, Default)]
pub(super) struct BlockEnds {
    pub(super) fired: u64,
    /// Those whose step is too long for the way, and which have not been advanced.
    pub(super) left: u64,
    /// The bits of not-a-number where a state is not finite, else of a zero.
    unfit: u64,
}

/// The bit of each lane, in a table: a shift by the lane would keep the loop from being vectorised.
const BIT: [u64; LANES] = {
    assert!(LANES == u64::BITS as usize);
    let mut bits = [0; LANES];
    let mut lane = 0;
    while lane < LANES {
        bits[lane] = 1 << lane;
        lane += 1;
    }
    bits
};

impl BlockEnds {
    /// Takes in a cell; sums, since the compiler makes them SIMD code where it does not with a choice of bits.
    #[inline(always)]
    pub(super) fn join<N: Neuron>(
        &mut self,
        states: &N::PerState<f64>,
        fired: bool,
        is_left: bool,
        lane: usize,
    ) {
        self.fired += if fired { BIT[lane] } else { 0 };
        self.left += if is_left { BIT[lane] } else { 0 };
        self.unfit |= unfit::<N>(states);
    }

    /// With those of the cells that were left.
    pub(super) fn and(self, again: BlockEnds) -> Self {
        BlockEnds {
            fired: self.fired | again.fired,
            ..again
        }
    }

    pub(super) fn is_unfit(self) -> bool {
        // All but the sign of zero.
        self.unfit << 1 != 0
    }
}

/// What is the same for all cells in a step; by value in each loop, so that the compiler sees that no column overlaps it.
pub(super) struct Uniform<N: Neuron> {
    pub(super) parameters: Alike<N>,
    pub(super) period: f64,
    /// The time that equations see.
    pub(super) time: f64,
}

impl<N: Neuron> Uniform<N> {
    /// Advances the cells of a block, or where `AGAIN` those that were left, with what acts directly and the synapses at the start of
    /// the step.
    #[inline(always)]
    pub(super) fn advance<
        W: Advance<N, COUNT, STATES>,
        const COUNT: usize,
        const STATES: usize,
        const AGAIN: bool,
    >(
        &self,
        way: W,
        block: &mut Block<N>,
        direct: &Lanes,
        synapses: OfBlock<'_, STATES>,
        left: u64,
    ) -> BlockEnds {
        let mut ends = BlockEnds::default();
        for lane in 0..LANES {
            let drives = synapses.drives(lane);
            let mut x = self.load(block, way.input(&drives), lane);
            let held = block.is_held(lane);
            let is_left = way.advance(&mut x, &drives, held) & W::IS_SHORT;
            let next = self.settled(block, x, held, direct[lane], lane);
            let stays = if AGAIN {
                left & BIT[lane] == 0
            } else {
                is_left
            };
            let states = store(block, &next, stays, lane);
            ends.join::<N>(&states, (next.fired > 0.0) & !stays, is_left, lane);
        }
        ends
    }

    /// The variables of a cell at the start of the step.
    #[inline(always)]
    pub(super) fn load(&self, block: &Block<N>, input: Affine, lane: usize) -> N::Variables {
        let cell = Cell {
            parameters: &self.parameters,
            block,
            input,
            time: self.time,
        };
        N::load(&cell, lane)
    }

    /// A cell at the end of the step.
    #[inline(always)]
    pub(super) fn settled(
        &self,
        block: &Block<N>,
        x: N::Variables,
        held: bool,
        arrived: f64,
        lane: usize,
    ) -> Settled<N> {
        let last = Last {
            arrived,
            above: block.above[lane],
            refractory: block.refractory[lane],
            period: self.period,
        };
        settled::<N, Alike<N>>(x, held, last)
    }
}

/// Writes what a cell has at the end of the step, unless it `stays` as it is: its states from now on.
#[inline(always)]
pub(super) fn store<N: Neuron>(
    block: &mut Block<N>,
    next: &Settled<N>,
    stays: bool,
    lane: usize,
) -> N::PerState<f64> {
    let mut states = next.states;
    for (k, state) in states.as_mut().iter_mut().enumerate() {
        let place = &mut block.states.as_mut()[k][lane];
        *state = either(stays, *place, *state);
        *place = *state;
    }
    if N::FIRES {
        block.above[lane] = either(stays, block.above[lane], next.above);
        if N::REFRACTORY {
            block.refractory[lane] = either(stays, block.refractory[lane], next.refractory);
        }
    }
    states
}

/// As `choose`, of what is stored where `yes` came from: for a choice the compiler would write some lanes alone, which is slow on many
/// machines.
#[inline(always)]
fn either(condition: bool, yes: f64, no: f64) -> f64 {
    let mask = u64::from(condition).wrapping_neg();
    f64::from_bits(yes.to_bits() & mask | no.to_bits() & !mask)
}

/// The states of the synapses of a cell at the start of the step.
pub(super) type Drives<const COUNT: usize, const STATES: usize> = [[f64; STATES]; COUNT];

/// The states of the synapses of a block; those of a synapse that there is not are zero.
#[derive(Clone, Copy)]
pub(super) struct OfBlock<'a, const STATES: usize> {
    g: &'a [Lanes; STATES],
    h: &'a [Lanes; STATES],
}

impl<'a, const STATES: usize> OfBlock<'a, STATES> {
    /// From where each column has those of the block.
    #[inline(always)]
    pub(super) fn new(g: &'a [Lanes], h: &'a [Lanes]) -> Self {
        OfBlock {
            g: g.first_chunk().unwrap_or(&[Lanes::ZERO; STATES]),
            h: h.first_chunk().unwrap_or(&[Lanes::ZERO; STATES]),
        }
    }

    #[inline(always)]
    pub(super) fn drives<const COUNT: usize>(&self, lane: usize) -> Drives<COUNT, STATES> {
        let mut drives = [[0.0; STATES]; COUNT];
        for (drives, states) in drives.iter_mut().zip([self.g, self.h]) {
            for (drive, state) in drives.iter_mut().zip(states) {
                *drive = state[lane];
            }
        }
        drives
    }
}

/// The variables of one cell of a block.
struct Cell<'a, N: Neuron> {
    parameters: &'a Alike<N>,
    block: &'a Block<N>,
    input: Affine,
    time: f64,
}

impl<N: Neuron> Columns for Cell<'_, N> {
    #[inline(always)]
    fn parameter(&self, index: usize, lane: usize) -> f64 {
        self.parameters.get(index, lane)
    }

    #[inline(always)]
    fn state(&self, index: usize, lane: usize) -> f64 {
        self.block.states.as_ref()[index][lane]
    }

    #[inline(always)]
    fn input(&self, _index: usize, _lane: usize) -> Affine {
        self.input
    }

    #[inline(always)]
    fn time(&self, _lane: usize) -> f64 {
        self.time
    }
}
