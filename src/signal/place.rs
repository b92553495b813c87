//! Where a signal acts.

use std::ops::Range;

use crate::quantity::{Measured, Time};
use crate::random::{Key, Purpose, Stream};
use crate::simulation::{SimulationError, whole_steps};

/// A signal's place in a simulation.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    /// What it is, for sentences: "the stimulus of `i` of population `cells`".
    pub(crate) what: &'a str,
    pub(crate) cells: Range<usize>,
    /// The time step, in seconds.
    pub(crate) step: f64,
    pub(crate) seed: u64,
    /// Of which its random numbers are.
    pub(crate) purpose: Purpose,
    pub(crate) object: u32,
}

impl Place<'_> {
    /// The time of a part of the signal, as whole steps.
    pub(super) fn steps(&self, part: &str, time: Time) -> Result<u64, SimulationError> {
        whole_steps(|| format!("{part} of {}", self.what), time.si(), self.step)
    }

    /// The middle of the step, in seconds.
    pub(super) fn middle(step: u64, length: f64) -> f64 {
        (step as f64 + 0.5) * length
    }

    /// Of the numbers over time, one stream for each cell.
    pub(super) fn key(&self) -> Key {
        Key::new(self.seed, self.purpose, self.object)
    }

    /// Of the values that a cell keeps; `slot` tells the several values of a signal from each other.
    pub(super) fn stream(&self, slot: u8, cell: usize) -> Stream {
        // The numbers over time have the indices below 2³².
        let index = (u64::from(slot) + 1) << 32 | cell as u64;
        Stream::new(self.seed, self.purpose, self.object, index)
    }
}
