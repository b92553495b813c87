//! Times as numbers of steps.

use super::AnalysisError;
use crate::quantity::{Measured, Time};

/// How far from a whole number of steps a time may lie to be one; rounding of long times lies below.
const TOLERANCE: f64 = 1e-6;

/// The number of steps in a time: whole, if it is that but for rounding.
pub(super) fn steps(time: f64, step: f64) -> f64 {
    let steps = time / step;
    let nearest = steps.round();
    if (steps - nearest).abs() <= TOLERANCE {
        nearest
    } else {
        steps
    }
}

/// The same of a time that must be a whole number of them.
pub(super) fn whole_steps(what: &'static str, time: Time, step: f64) -> Result<f64, AnalysisError> {
    let steps = steps(time.si(), step);
    if steps.fract() == 0.0 {
        return Ok(steps);
    }
    Err(AnalysisError::OffGrid {
        what,
        time: Time::show(time.si()),
        step: Time::show(step),
    })
}

/// The same of a length, which must be positive.
pub(super) fn whole_length(
    what: &'static str,
    length: Time,
    step: f64,
) -> Result<f64, AnalysisError> {
    if !(length.si() > 0.0 && length.is_finite()) {
        return Err(AnalysisError::Length {
            what,
            length: Time::show(length.si()),
        });
    }
    match whole_steps(what, length, step)? {
        // Much shorter than a step.
        0.0 => Err(AnalysisError::OffGrid {
            what,
            time: Time::show(length.si()),
            step: Time::show(step),
        }),
        steps => Ok(steps),
    }
}
