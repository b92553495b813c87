//! The loops over the cells of a block.

use super::Summed;
use crate::dispatch::{Kernel, Level};
use crate::model::{LANES, Output};
use crate::solver::column::Lanes;

/// Adds the current that an output makes of its drive, `offset - slope * v`.
pub(in super::super) fn current<O: Output>(
    level: Level,
    output: O::Variables,
    drive: &Lanes,
    post: &Lanes,
    offset: &mut Lanes,
    slope: &mut Lanes,
) {
    level.run(Current::<O> {
        output,
        drive,
        post,
        offset,
        slope,
    });
}

struct Current<'a, O: Output> {
    output: O::Variables,
    /// What is handed on.
    drive: &'a Lanes,
    post: &'a Lanes,
    offset: &'a mut Lanes,
    slope: &'a mut Lanes,
}

impl<O: Output> Kernel for Current<'_, O> {
    #[inline(always)]
    fn run(self) {
        for lane in 0..LANES {
            // The tangent at the membrane state at the start of the step; for an affine output the output itself.
            let post = self.post[lane];
            let x = O::bind(&self.output, self.drive[lane], post);
            let (current, slope) = (O::current(&x), O::slope(&x));
            self.offset[lane] += slope.mul_add(-post, current);
            self.slope[lane] -= slope;
        }
    }
}

/// [`Summed::current`] by itself.
pub(super) struct Alone<'a> {
    pub(super) summed: &'a Summed,
    pub(super) base: usize,
    pub(super) moment: usize,
    pub(super) offset: &'a mut Lanes,
    pub(super) slope: &'a mut Lanes,
}

impl Kernel for Alone<'_> {
    #[inline(always)]
    fn run(self) {
        let (base, moment) = (self.base, self.moment);
        self.summed.current(base, moment, self.offset, self.slope);
    }
}

/// [`Summed::read`] by itself.
pub(super) struct Read<'a> {
    pub(super) summed: &'a Summed,
    pub(super) base: usize,
    pub(super) moment: usize,
    pub(super) drive: &'a mut Lanes,
}

impl Kernel for Read<'_> {
    #[inline(always)]
    fn run(self) {
        self.summed.read(self.base, self.moment, self.drive);
    }
}

/// [`Summed::couple`] by itself.
pub(super) struct Couple<'a> {
    pub(super) summed: &'a Summed,
    pub(super) base: usize,
    pub(super) refractory: &'a Lanes,
    pub(super) increments: &'a mut [Lanes],
}

impl Kernel for Couple<'_> {
    #[inline(always)]
    fn run(self) {
        let (base, refractory) = (self.base, self.refractory);
        self.summed.couple(base, refractory, self.increments);
    }
}

/// [`Summed::advance`] by itself.
pub(super) struct Advance<'a> {
    pub(super) summed: &'a mut Summed,
    pub(super) base: usize,
}

impl Kernel for Advance<'_> {
    #[inline(always)]
    fn run(self) {
        self.summed.advance(self.base);
    }
}

/// `x = M x`, with what arrived, for the first states of a block, of which there are so many.
///
/// States and arrivals have a place for each block, state behind state; what arrived is taken.
#[inline(always)]
pub(super) fn propagate(
    states: &mut [Lanes],
    arrivals: Option<&mut [Lanes]>,
    block: usize,
    blocks: usize,
    count: usize,
    propagator: &[f64],
) {
    macro_rules! of_size {
        ($($size:literal)*) => {
            match count {
                0 => {}
                $($size => {
                    let before: [Lanes; $size] = core::array::from_fn(|k| states[k * blocks + block]);
                    from(&before, states, arrivals, block, blocks, propagator);
                })*
                _ => {
                    let before = (0..count).map(|k| states[k * blocks + block]);
                    let before: Vec<Lanes> = before.collect();
                    from(&before, states, arrivals, block, blocks, propagator);
                }
            }
        };
    }
    of_size!(1 2 3 4);
}

/// The same from the states that there were; their number known, the loop over them is unrolled.
#[inline(always)]
fn from(
    before: &[Lanes],
    states: &mut [Lanes],
    mut arrivals: Option<&mut [Lanes]>,
    block: usize,
    blocks: usize,
    propagator: &[f64],
) {
    for (k, row) in propagator.chunks_exact(before.len()).enumerate() {
        let place = k * blocks + block;
        let after = &mut states[place];
        match &mut arrivals {
            Some(arrivals) => *after = std::mem::take(&mut arrivals[place]),
            None => *after = Lanes::ZERO,
        }
        for lane in 0..LANES {
            let mut next = after[lane];
            for (coefficient, state) in row.iter().zip(before) {
                next = coefficient.mul_add(state[lane], next);
            }
            after[lane] = next;
        }
    }
}

/// A row of the matrix times the states, in the order of [`propagate`].
#[inline(always)]
pub(super) fn product(row: &[f64], states: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (coefficient, state) in row.iter().zip(states) {
        sum = coefficient.mul_add(*state, sum);
    }
    sum
}
