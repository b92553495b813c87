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

/// What arrives at the states of a block at the end of a step.
pub(super) struct Arrivals<'a> {
    /// By how much an arrival of one raises each state; empty where each state has arrivals of its own.
    pub(super) jumps: &'a [f64],
    pub(super) inbox: &'a mut [Lanes],
    pub(super) block: usize,
    /// From the arrivals of one state to those of the next, in blocks.
    pub(super) stride: usize,
    /// Whether anything has arrived.
    pub(super) are_any: bool,
}

/// `x = M x`, with what arrives, for the states of a block.
#[inline(always)]
pub(super) fn propagate(states: &mut [Lanes], propagator: &[f64], arrivals: Arrivals<'_>) {
    macro_rules! of_size {
        ($($size:literal)*) => {
            match states.len() {
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
    if !arrivals.are_any {
        for lane in 0..LANES {
            multiply(&matrix, states, lane, |_| 0.0);
        }
        return;
    }
    if let Ok(jumps) = <[f64; COUNT]>::try_from(arrivals.jumps) {
        let inbox = &mut arrivals.inbox[arrivals.block];
        for lane in 0..LANES {
            let arrived = inbox[lane];
            inbox[lane] = 0.0;
            multiply(&matrix, states, lane, |k| jumps[k] * arrived);
        }
    } else {
        let mut added = [Lanes::ZERO; COUNT];
        take(arrivals, &mut added);
        for lane in 0..LANES {
            multiply(&matrix, states, lane, |k| added[k][lane]);
        }
    }
}

/// `x = M x + added` in one lane.
#[inline(always)]
fn multiply<const COUNT: usize>(
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
    if arrivals.are_any {
        take(arrivals, &mut after);
    }
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
    let Arrivals { jumps, inbox, .. } = arrivals;
    if jumps.is_empty() {
        let inboxes = inbox.iter_mut().skip(arrivals.block);
        for (added, inbox) in added.iter_mut().zip(inboxes.step_by(arrivals.stride)) {
            *added = std::mem::take(inbox);
        }
        return;
    }
    let arrived = std::mem::take(&mut inbox[arrivals.block]);
    for (added, jump) in added.iter_mut().zip(jumps) {
        for lane in 0..LANES {
            added[lane] = jump * arrived[lane];
        }
    }
}
