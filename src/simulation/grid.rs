//! Times as whole steps.

use super::SimulationError;
use crate::quantity::{Measured, Time};

/// How far from a whole number of steps a time may lie, relative to the time; rounding of decimal numbers lies far below.
const TOLERANCE: f64 = 1e-9;

/// The number of steps of a time, or the error that names the two nearest times on the grid.
pub(crate) fn whole_steps(
    what: impl FnOnce() -> String,
    time: f64,
    step: f64,
) -> Result<u64, SimulationError> {
    let ratio = time / step;
    let nearest = ratio.round();
    if ratio.is_finite() && ratio >= 0.0 && (ratio - nearest).abs() <= TOLERANCE * nearest.max(1.0)
    {
        return Ok(nearest as u64);
    }
    let show = |time| Time::show(time);
    if !ratio.is_finite() || ratio < 0.0 {
        return Err(SimulationError::NotATime {
            what: what(),
            time: show(time),
        });
    }
    Err(SimulationError::OffGrid {
        what: what(),
        time: show(time),
        step: show(step),
        below: show(ratio.floor() * step),
        above: show(ratio.ceil() * step),
    })
}
