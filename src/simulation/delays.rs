//! Delays as whole steps.

use super::{SimulationError, whole_steps};
use crate::connections::{Kind, PerConnection, Place, Rule, pairs};
use crate::connectivity::Rows;
use crate::quantity::{Measured, Time};

/// Spikes are kept for as many steps as the longest delay has, so it must have an end.
const LONGEST: u64 = 10_000_000;

/// The delays of all connections of a projection in steps; one step if there is no rule.
///
/// Delays that are drawn or computed by distance are rounded to the nearest step. All others must be whole steps.
pub(super) fn delays(
    name: &str,
    rule: Option<&Rule>,
    rows: &Rows,
    place: &Place<'_>,
    step: f64,
) -> Result<PerConnection<u32>, SimulationError> {
    let Some(rule) = rule else {
        return Ok(PerConnection::All(1));
    };
    let projection = |fault| SimulationError::Values {
        name: format!("projection `{name}`"),
        fault,
    };
    let values = match rule.values(rows, place).map_err(projection)? {
        PerConnection::All(delay) => {
            let what = || format!("the delay of projection `{name}`");
            return exact(name, what, delay, step).map(PerConnection::All);
        }
        PerConnection::Each(values) => values,
    };
    let steps = values.iter().zip(pairs(rows)).map(|(delay, (pre, post))| {
        let connection = || format!("the delay of the connection from cell {pre} to cell {post}");
        let remedy = match rule.kind {
            Kind::Drawn(_) => "truncate the distribution, such as with `.within(low..=high)`",
            Kind::ByDistance(_) => "add a least delay to the function of distance",
            Kind::Same(_) | Kind::Listed(_) | Kind::ByPair(_) => {
                let what = || format!("{} of projection `{name}`", connection());
                return exact(name, what, *delay, step);
            }
        };
        let nearest = (delay / step).round();
        if nearest < 1.0 {
            return Err(projection(format!(
                "{} is {} ({}), less than half a time step of {}; {remedy}",
                connection(),
                Time::show(*delay),
                rule.describe(),
                Time::show(step)
            )));
        }
        not_too_long(name, *delay, nearest)
    });
    steps.collect::<Result<_, _>>().map(PerConnection::Each)
}

fn exact(
    name: &str,
    what: impl Fn() -> String,
    delay: f64,
    step: f64,
) -> Result<u32, SimulationError> {
    if delay < step * (1.0 - 1e-9) {
        return Err(SimulationError::DelayTooShort {
            what: what(),
            delay: Time::show(delay),
            step: Time::show(step),
        });
    }
    let steps = whole_steps(what, delay, step)?;
    not_too_long(name, delay, steps as f64)
}

fn not_too_long(name: &str, delay: f64, steps: f64) -> Result<u32, SimulationError> {
    if steps > LONGEST as f64 {
        return Err(SimulationError::Values {
            name: format!("projection `{name}`"),
            fault: format!(
                "the delay of {} has {steps} time steps, and {LONGEST} is the most",
                Time::show(delay)
            ),
        });
    }
    Ok(steps as u32)
}
