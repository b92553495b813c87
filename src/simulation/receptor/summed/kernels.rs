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
    pub(super) arrived: Option<&'a mut Lanes>,
}

impl Kernel for Advance<'_> {
    #[inline(always)]
    fn run(self) {
        self.summed.advance(self.base, self.arrived);
    }
}

/// What arrives at the states of a block at the end of a step.
pub(super) enum Arrivals<'a> {
    None,
    /// By how much a weight of one raises each state, and the weights.
    Weights(&'a [f64], &'a mut Lanes),
    /// Changes of each state, in blocks so far apart.
    Changes {
        inbox: &'a mut [Lanes],
        block: usize,
        stride: usize,
    },
}

/// `x = M x`, with what arrives, for the states of a block.
#[inline(always)]
pub(super) fn propagate(states: &mut [Lanes], propagator: &[f64], arrivals: Arrivals<'_>) {
    macro_rules! of_size {
        ($($size:literal)*) => {
            match states.len() {
                0 => {}
                $($size => sized::<$size>(states, propagator, arrivals),)*
                _ => of_any_size(states, propagator, arrivals),
            }
        };
    }
    of_size!(1 2 3 4);
}

/// The number of states known, so that the loop over them is unrolled.
#[inline(always)]
fn sized<const COUNT: usize>(states: &mut [Lanes], propagator: &[f64], arrivals: Arrivals<'_>) {
    let mut matrix = [[0.0; COUNT]; COUNT];
    for (row, values) in matrix.iter_mut().zip(propagator.chunks_exact(COUNT)) {
        row.copy_from_slice(values);
    }
    let Ok(states) = <&mut [Lanes; COUNT]>::try_from(states) else {
        return;
    };
    match arrivals {
        Arrivals::None => {
            for lane in 0..LANES {
                multiply(&matrix, states, lane, |_| 0.0);
            }
        }
        Arrivals::Weights(jumps, inbox) => {
            let Ok(jumps) = <[f64; COUNT]>::try_from(jumps) else {
                return;
            };
            for lane in 0..LANES {
                let arrived = inbox[lane];
                inbox[lane] = 0.0;
                multiply(&matrix, states, lane, |k| jumps[k] * arrived);
            }
        }
        Arrivals::Changes { .. } => {
            let mut added = [Lanes::ZERO; COUNT];
            take(arrivals, &mut added);
            for lane in 0..LANES {
                multiply(&matrix, states, lane, |k| added[k][lane]);
            }
        }
    }
}

/// `x = M x + added` in one lane.
#[inline(always)]
pub(super) fn multiply<const COUNT: usize>(
    matrix: &[[f64; COUNT]; COUNT],
    states: &mut [Lanes; COUNT],
    lane: usize,
    added: impl Fn(usize) -> f64,
) {
    let mut before = [0.0; COUNT];
    for (k, state) in before.iter_mut().enumerate() {
        *state = states[k][lane];
    }
    for (k, row) in matrix.iter().enumerate() {
        let mut next = added(k);
        for (coefficient, state) in row.iter().zip(&before) {
            next = coefficient.mul_add(*state, next);
        }
        states[k][lane] = next;
    }
}

#[inline(always)]
fn of_any_size(states: &mut [Lanes], propagator: &[f64], arrivals: Arrivals<'_>) {
    let count = states.len();
    let mut after = vec![Lanes::ZERO; count];
    take(arrivals, &mut after);
    for (after, row) in after.iter_mut().zip(propagator.chunks_exact(count)) {
        for (coefficient, state) in row.iter().zip(&*states) {
            for lane in 0..LANES {
                after[lane] = coefficient.mul_add(state[lane], after[lane]);
            }
        }
    }
    states.copy_from_slice(&after);
}

/// Takes what arrived at each state of a block.
#[inline(always)]
fn take(arrivals: Arrivals<'_>, added: &mut [Lanes]) {
    match arrivals {
        Arrivals::None => {}
        Arrivals::Weights(jumps, inbox) => {
            let arrived = std::mem::take(inbox);
            for (added, jump) in added.iter_mut().zip(jumps) {
                for lane in 0..LANES {
                    added[lane] = jump * arrived[lane];
                }
            }
        }
        Arrivals::Changes {
            inbox,
            block,
            stride,
        } => {
            let inboxes = inbox.iter_mut().skip(block).step_by(stride);
            for (added, inbox) in added.iter_mut().zip(inboxes) {
                *added = std::mem::take(inbox);
            }
        }
    }
}
