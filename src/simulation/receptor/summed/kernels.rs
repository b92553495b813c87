//! The loops over the cells of a block.

use crate::dispatch::{Kernel, Level};
use crate::model::{LANES, Output};
use crate::solver::column::Lanes;
use crate::solver::exact::CouplingPlan;

/// Adds the current that an output makes of its drive, `offset - slope * v`.
pub(in super::super) fn current<O: Output>(
    level: Level,
    output: O::Variables,
    drive: &Lanes,
    post: &Lanes,
    offset: &mut Lanes,
    slope: &mut Lanes,
) {
    let drive = move |lane: usize| drive[lane];
    level.run(Current::<O, _> {
        output,
        drive,
        post,
        offset,
        slope,
    });
}

// Functions that know nothing of an output are compiled once, not again with every model. What they work on is handed over by reference: to put it
// together anew for each block costs a tenth of the step.

/// Adds what is handed on of the states of a block.
pub(super) fn read(level: Level, states: &[Lanes], readout: &[f64], drive: &mut Lanes) {
    level.run(Drive {
        states,
        readout,
        drive,
    });
}

pub(super) fn couple(level: Level, step: &mut Couple<'_>) {
    level.run(step);
}

pub(super) fn propagate(level: Level, step: &mut Propagate<'_>) {
    macro_rules! of_size {
        ($($size:literal)*) => {
            match step.states.len() {
                $($size => level.run(Sized::<$size>(step)),)*
                _ => level.run(step),
            }
        };
    }
    of_size!(1 2 3 4);
}

struct Drive<'a> {
    states: &'a [Lanes],
    readout: &'a [f64],
    drive: &'a mut Lanes,
}

impl Kernel for Drive<'_> {
    #[inline(always)]
    fn run(self) {
        for (coefficient, state) in self.readout.iter().zip(self.states) {
            for lane in 0..LANES {
                self.drive[lane] = coefficient.mul_add(state[lane], self.drive[lane]);
            }
        }
    }
}

pub(super) struct Current<'a, O: Output, D> {
    pub(super) output: O::Variables,
    /// What is handed on in a lane.
    pub(super) drive: D,
    pub(super) post: &'a Lanes,
    pub(super) offset: &'a mut Lanes,
    pub(super) slope: &'a mut Lanes,
}

impl<O: Output, D: Fn(usize) -> f64> Kernel for Current<'_, O, D> {
    #[inline(always)]
    fn run(self) {
        for lane in 0..LANES {
            // The tangent at the membrane state at the start of the step; for an affine output the output itself.
            let post = self.post[lane];
            let x = O::bind(&self.output, (self.drive)(lane), post);
            let (current, slope) = (O::current(&x), O::slope(&x));
            self.offset[lane] += slope.mul_add(-post, current);
            self.slope[lane] -= slope;
        }
    }
}

pub(super) struct Couple<'a> {
    pub(super) plan: &'a CouplingPlan,
    pub(super) base: usize,
    pub(super) refractory: &'a Lanes,
    pub(super) states: &'a [Lanes],
    pub(super) increments: &'a mut [Lanes],
}

impl Kernel for &mut Couple<'_> {
    #[inline(always)]
    fn run(self) {
        self.plan
            .apply(self.base, self.refractory, self.states, self.increments);
    }
}

pub(super) struct Propagate<'a> {
    pub(super) states: &'a mut [Lanes],
    pub(super) propagator: &'a [f64],
    pub(super) jumps: &'a [f64],
    pub(super) arrivals: &'a mut [f64],
    pub(super) has_arrivals: bool,
    pub(super) base: usize,
    /// From the arrivals of one state to those of the next.
    pub(super) stride: usize,
}

/// The number of states known, so that the loop over them is unrolled.
struct Sized<'a, 'b, const COUNT: usize>(&'a mut Propagate<'b>);

impl<const COUNT: usize> Kernel for Sized<'_, '_, COUNT> {
    #[inline(always)]
    fn run(self) {
        let Propagate {
            states,
            propagator,
            jumps,
            arrivals,
            has_arrivals,
            base,
            stride,
        } = self.0;
        let mut matrix = [[0.0; COUNT]; COUNT];
        for (row, values) in matrix.iter_mut().zip(propagator.chunks_exact(COUNT)) {
            row.copy_from_slice(values);
        }
        let Ok(states) = <&mut [Lanes; COUNT]>::try_from(&mut **states) else {
            return;
        };
        if let Ok(jumps) = <[f64; COUNT]>::try_from(*jumps) {
            let arrivals = &mut arrivals[*base..*base + LANES];
            for lane in 0..LANES {
                let arrived = arrivals[lane];
                arrivals[lane] = 0.0;
                multiply(&matrix, states, lane, |k| jumps[k] * arrived);
            }
        } else {
            if !*has_arrivals {
                for lane in 0..LANES {
                    multiply(&matrix, states, lane, |_| 0.0);
                }
                return;
            }
            let mut added = [[0.0; LANES]; COUNT];
            take(jumps, arrivals, *base, *stride, &mut added);
            for lane in 0..LANES {
                multiply(&matrix, states, lane, |k| added[k][lane]);
            }
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

impl Kernel for &mut Propagate<'_> {
    #[inline(always)]
    fn run(self) {
        let count = self.states.len();
        let mut after = vec![[0.0; LANES]; count];
        if self.has_arrivals {
            take(
                self.jumps,
                self.arrivals,
                self.base,
                self.stride,
                &mut after,
            );
        }
        for (k, after) in after.iter_mut().enumerate() {
            let row = &self.propagator[k * count..(k + 1) * count];
            for (coefficient, state) in row.iter().zip(&*self.states) {
                for lane in 0..LANES {
                    after[lane] = coefficient.mul_add(state[lane], after[lane]);
                }
            }
        }
        self.states.copy_from_slice(&after);
    }
}

/// Takes what arrived at each state of a block.
#[inline(always)]
fn take(jumps: &[f64], arrivals: &mut [f64], base: usize, stride: usize, added: &mut [Lanes]) {
    if jumps.is_empty() {
        for (k, added) in added.iter_mut().enumerate() {
            let first = k * stride + base;
            let arrived = &mut arrivals[first..first + LANES];
            added.copy_from_slice(arrived);
            arrived.fill(0.0);
        }
        return;
    }
    let arrived = &mut arrivals[base..base + LANES];
    for (added, jump) in added.iter_mut().zip(jumps) {
        for lane in 0..LANES {
            added[lane] = jump * arrived[lane];
        }
    }
    arrived.fill(0.0);
}
