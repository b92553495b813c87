//! A window around events.

use super::AnalysisError;
use super::grid::{steps, whole_steps};
use crate::quantity::{Measured, Time};

/// From when to when an event is looked at, in steps relative to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventWindow {
    pub(super) from: f64,
    to: f64,
    /// In seconds.
    step: f64,
}

impl EventWindow {
    pub(super) fn new(from: Time, to: Time, step: f64) -> Result<Self, AnalysisError> {
        if !(from.is_finite() && to.is_finite() && from <= to) {
            return Err(AnalysisError::Window {
                from: Time::show(from.si()),
                to: Time::show(to.si()),
            });
        }
        Ok(EventWindow {
            from: whole_steps("the start of a window", from, step)?,
            to: whole_steps("the end of a window", to, step)?,
            step,
        })
    }

    pub(super) fn length(self) -> f64 {
        self.to - self.from
    }

    /// Where the windows of events begin, in steps since the start of a record of so many steps: those that lie in it as a whole.
    pub(super) fn begins(
        self,
        events: &[Time],
        start: Time,
        record: f64,
    ) -> Result<Vec<f64>, AnalysisError> {
        let begins = events.iter().map(|event| {
            let at = steps((*event - start).si(), self.step);
            at + self.from
        });
        let whole = begins.filter(|begin| *begin >= 0.0 && begin + self.length() <= record);
        let whole: Vec<f64> = whole.collect();
        if whole.is_empty() {
            return Err(AnalysisError::Events {
                events: events.len(),
                from: Time::show(self.from * self.step),
                to: Time::show(self.to * self.step),
            });
        }
        Ok(whole)
    }
}
