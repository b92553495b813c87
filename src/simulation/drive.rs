//! Steady sources that reach one cell each: what arrives is drawn where it arrives, and no spike is ever listed.

use super::delivery::Due;
use crate::dispatch::Kernel;
use crate::model::LANES;
use crate::solver::column::Lanes;
use crate::source::Steady;

/// A projection from a steady source, cell to cell, with one weight and one delay.
pub(super) struct Drive {
    /// The number of the projection.
    pub(super) projection: usize,
    pub(super) due: Due,
    pub(super) steady: Steady,
    pub(super) weight: f64,
    /// In steps.
    pub(super) delay: u64,
    /// The number of the first cell.
    pub(super) first: usize,
}

/// Adds all that arrives at the time of `step`: for each cell its weight times the number of spikes.
pub(super) struct Deliver<'a> {
    pub(super) drive: &'a Drive,
    pub(super) step: u64,
    pub(super) inbox: &'a mut [Lanes],
}

impl Kernel for Deliver<'_> {
    #[inline(always)]
    fn run(self) {
        let Drive {
            steady,
            weight,
            delay,
            first,
            ..
        } = self.drive;
        // The first spikes are those of the first step, stamped at its end.
        let Some(sent) = self.step.checked_sub(*delay).filter(|sent| *sent > 0) else {
            return;
        };
        // Bits are made one block ahead: the machine makes them while it still compares those in hand.
        let mut words = steady.words(*first, sent);
        for (block, inbox) in self.inbox.iter_mut().enumerate() {
            let cell = first + block * LANES;
            let next = steady.words(cell + LANES, sent);
            let numbers = steady.of_words(&words, cell, sent);
            words = next;
            for lane in 0..LANES {
                inbox[lane] = weight.mul_add(f64::from(numbers[lane]), inbox[lane]);
            }
        }
    }
}
