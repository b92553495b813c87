//! A record cut up into windows.

use super::AnalysisError;
use super::grid::whole_length;
use crate::quantity::{Measured, Time};
use crate::record::Spikes;

/// Windows of equal length from the start of a record on; what is left at its end is in none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Windows {
    /// In steps.
    pub(super) length: f64,
    pub(super) count: usize,
}

impl Windows {
    /// Of this length; so many must fit.
    pub(super) fn of(
        spikes: &Spikes<'_>,
        what: &'static str,
        length: Time,
        needed: usize,
    ) -> Result<Self, AnalysisError> {
        let steps = whole_length(what, length, spikes.step())?;
        let count = (spikes.steps() as f64 / steps).floor() as usize;
        if count < needed {
            let (start, end) = spikes.span();
            return Err(AnalysisError::Short {
                what,
                length: Time::show(length.si()),
                needed,
                record: Time::show((end - start).si()),
            });
        }
        Ok(Windows {
            length: steps,
            count,
        })
    }

    /// The window of a time, in steps from the start of the record.
    ///
    /// A window holds its end and not its start, so a spike at the very start of the record is in none: it ends the step before.
    pub(super) fn index(self, at: f64) -> Option<usize> {
        let number = (at / self.length).ceil();
        (number >= 1.0 && number <= self.count as f64).then(|| number as usize - 1)
    }
}
