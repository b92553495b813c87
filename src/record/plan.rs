//! What a probe asks for, in steps.

use super::place::Place;
use super::sink::Sink;
use crate::quantity::{Measured, Time};
use crate::simulation::{Simulation, SimulationError, whole_steps};

/// What is to be recorded, when, and where it goes.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) place: Place,
    pub(crate) window: Window,
    pub(crate) keep: Keep,
    /// What it is, in words: ``the spikes of population `E` ``.
    pub(crate) what: String,
    /// The name of the population, source or projection that it is of.
    pub(crate) owner: String,
    /// The value of a row, if it has one beside time and cell.
    pub(crate) value: Option<Value>,
}

/// A column of values, named with its unit.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) column: String,
    pub(crate) unit: String,
    /// How many of the SI unit the unit is.
    pub(crate) factor: f64,
}

/// The steps from which something is kept, both ends included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Window {
    /// How many steps after its start a step is that lies in it.
    pub(super) fn steps(self, step: u64) -> Option<u64> {
        step.checked_sub(self.start).filter(|_| step <= self.end)
    }
}

/// Where it goes.
#[derive(Debug)]
pub(crate) enum Keep {
    All,
    /// Of so many steps.
    Latest(u64),
    In(Box<dyn Sink>),
    /// Nowhere, since its sink has failed or is closed.
    Nothing,
}

/// When something is recorded, as a modeler says it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct When {
    pub(super) between: Option<(Time, Time)>,
    pub(super) latest: Option<Time>,
}

impl When {
    /// The same in steps, for what is called so.
    pub(super) fn in_steps(
        self,
        what: &str,
        simulation: &Simulation,
    ) -> Result<(Window, Keep), SimulationError> {
        let (now, step) = (simulation.now(), simulation.time_step().si());
        let mut window = Window {
            start: now,
            end: u64::MAX,
        };
        if let Some((start, end)) = self.between {
            let of = |moment: &str| format!("the {moment} of recording {what}");
            window.end = whole_steps(|| of("end"), end.si(), step)?;
            window.start = now.max(whole_steps(|| of("start"), start.si(), step)?);
            if window.end < window.start {
                let (start, end) = (Time::show(start.si()), Time::show(end.si()));
                let now = Time::show(simulation.time().si());
                return Err(SimulationError::Record {
                    fault: format!(
                        "{what} cannot be recorded between {start} and {end}: at {now} no such time lies ahead"
                    ),
                });
            }
        }
        let Some(latest) = self.latest else {
            return Ok((window, Keep::All));
        };
        let of = || format!("the time for which {what} is kept");
        let steps = whole_steps(of, latest.si(), step)?;
        Ok((window, Keep::Latest(steps)))
    }
}
