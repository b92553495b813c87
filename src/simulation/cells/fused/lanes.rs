//! The loop over the cells of a block in a fused step, and what it starts from and leads to.

use super::ways::Advance;
use crate::model::{Affine, Columns, LANES, Neuron};
use crate::simulation::receptor::FEW;
use crate::solver::block::{Alike, BIT, Block, Parameters, arrive, is_finite, reset, unfit};
use crate::solver::column::Lanes;

/// How a step ended for the cells of a block, a bit for each.
#[derive(Clone, Copy, Default)]
pub(super) struct BlockEnds {
    /// Those at which the condition of the spike holds.
    above: u64,
    /// Some bit beside the sign where a state is not finite or beyond its bounds.
    unfit: u64,
}

impl BlockEnds {
    /// Takes in a cell; sums, since the compiler makes them SIMD code where it does not with a choice of bits.
    #[inline(always)]
    pub(super) fn join<N: Neuron>(&mut self, x: &N::Variables, lane: usize) {
        if N::FIRES {
            self.above += if N::fires(x) { BIT[lane] } else { 0 };
        }
        self.unfit |= unfit::<N>(x);
    }

    /// Whether a state is not finite or beyond its bounds, before resets.
    pub(super) fn is_unfit(self) -> bool {
        // All but the sign of zero.
        self.unfit << 1 != 0
    }
}

/// The cells whose bits are set.
pub(super) fn cells(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(lane)
    })
}

/// What is the same for all cells in a step; by value in each loop, so that the compiler sees that no column overlaps it.
pub(super) struct Uniform<N: Neuron> {
    pub(super) parameters: Alike<N>,
    /// In steps from the beginning.
    pub(super) now: f64,
    pub(super) period: f64,
    /// The time that equations see.
    pub(super) time: f64,
    pub(super) nothing: Nothing,
}

impl<N: Neuron> Uniform<N> {
    /// Advances the cells of a block, with what acts directly and the synapses at the start of the step.
    #[inline(always)]
    pub(super) fn advance<W: Advance<N, COUNT, STATES>, const COUNT: usize, const STATES: usize>(
        &self,
        way: W,
        block: &mut Block<N>,
        gains: &mut Lanes,
        direct: Option<&Lanes>,
        synapses: OfBlock<'_, COUNT, STATES>,
    ) -> BlockEnds {
        if W::AHEAD {
            let mut far = 0;
            for lane in 0..LANES {
                let x = self.load(block, way.input(&synapses.drives(lane)), lane);
                let (gain, is_near) = way.near_gain(&x);
                gains[lane] = gain;
                far |= u64::from(!is_near);
            }
            if far != 0 {
                for lane in 0..LANES {
                    let x = self.load(block, way.input(&synapses.drives(lane)), lane);
                    gains[lane] = way.gain(&x);
                }
            }
        }
        let mut ends = BlockEnds::default();
        for lane in 0..LANES {
            let drives = synapses.drives(lane);
            let mut x = self.load(block, way.input(&drives), lane);
            let held = block.is_held(self.now, lane);
            way.advance(&mut x, &drives, held, gains[lane]);
            if let Some(direct) = direct {
                arrive::<N>(&mut x, direct[lane], held);
            }
            for (k, state) in N::states(&x).as_ref().iter().enumerate() {
                block.states.as_mut()[k][lane] = self.nothing.with(*state);
            }
            ends.join::<N>(&x, lane);
        }
        ends
    }

    /// Resets the cells of a block that fired: a bit for each of them.
    ///
    /// One by one, since in most blocks there is none: the loop over all cells is spared the choice. Events do not see the input.
    #[inline(always)]
    pub(super) fn end(&self, block: &mut Block<N>, ends: BlockEnds) -> u64 {
        if !N::FIRES {
            return 0;
        }
        let mut fired = ends.above & !block.above;
        block.above = ends.above;
        if N::REFRACTORY {
            for lane in cells(fired) {
                if block.is_held(self.now, lane) {
                    fired &= !BIT[lane];
                }
            }
        }
        if !N::RESETS && !N::REFRACTORY {
            return fired;
        }
        for lane in cells(fired) {
            let mut x = self.load(block, Affine::default(), lane);
            if !is_finite::<N>(&x) {
                continue;
            }
            reset::<N>(&mut x, false);
            for (lanes, state) in block.states.as_mut().iter_mut().zip(N::states(&x).as_ref()) {
                lanes[lane] = *state;
            }
            if !N::fires(&x) {
                block.above &= !BIT[lane];
            }
            if N::REFRACTORY {
                block.held_until[lane] = self.now + 1.0 + self.period;
            }
        }
        fired
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
}

/// Bits that are zero, which the compiler does not know.
///
/// What is chosen between old and new and goes to where the old is, it would write to the lanes of the new alone, by an instruction that
/// takes ten times as long on machines with AVX2 as one that writes all.
#[derive(Clone, Copy)]
pub(super) struct Nothing(u64);

impl Nothing {
    #[inline(always)]
    pub(super) fn new() -> Self {
        Nothing(core::hint::black_box(0))
    }

    #[inline(always)]
    pub(super) fn with(self, value: f64) -> f64 {
        f64::from_bits(value.to_bits() | self.0)
    }
}

/// The states of the synapses of a cell at the start of the step.
pub(super) type Drives<const COUNT: usize, const STATES: usize> = [[f64; STATES]; COUNT];

/// The states of the synapses of a block.
#[derive(Clone, Copy)]
pub(super) struct OfBlock<'a, const COUNT: usize, const STATES: usize>(
    [[&'a Lanes; STATES]; COUNT],
);

impl<'a, const COUNT: usize, const STATES: usize> OfBlock<'a, COUNT, STATES> {
    /// From the columns of two synapses, of which there may be fewer.
    #[inline(always)]
    pub(super) fn new(columns: [[&'a [Lanes]; FEW]; 2], index: usize) -> Self {
        const { assert!(COUNT <= 2 && STATES <= FEW) };
        OfBlock(core::array::from_fn(|synapse| {
            core::array::from_fn(|state| &columns[synapse][state][index])
        }))
    }

    #[inline(always)]
    pub(super) fn drives(&self, lane: usize) -> Drives<COUNT, STATES> {
        self.0.map(|states| states.map(|state| state[lane]))
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
