//! What stops a step.

use crate::model::Method;
use crate::quantity::{Measured, Time};
use crate::simulation::SimulationError;

/// The first variable that is in the way.
pub(crate) struct Unfit {
    pub(crate) model: &'static str,
    pub(crate) cell: usize,
    pub(crate) variable: &'static str,
    pub(crate) reason: Reason,
}

impl Unfit {
    /// As an error of the run, at the end of the step.
    pub(crate) fn error(self, population: &str, time: f64) -> SimulationError {
        let (population, time) = (population.to_owned(), Time::show(time));
        let Unfit { cell, variable, .. } = self;
        match self.reason {
            Reason::NotFinite => SimulationError::NotFinite {
                population,
                cell,
                variable,
                time,
            },
            Reason::OutOfRange { value, bound } => SimulationError::OutOfRange {
                population,
                cell,
                variable,
                value,
                bound,
                time,
            },
            Reason::Runaway => SimulationError::Runaway {
                population,
                cell,
                time,
            },
            Reason::Stimulus(value) => SimulationError::Stimulus {
                population,
                cell,
                input: variable,
                value,
                time,
            },
            Reason::Tolerance(method) => SimulationError::Tolerance {
                population,
                model: self.model,
                cell,
                variable,
                method,
                time,
            },
        }
    }
}

/// Why a step cannot be taken.
pub(crate) enum Reason {
    NotFinite,
    /// A condition on states does not hold.
    OutOfRange {
        value: String,
        bound: &'static str,
    },
    /// What drives an input from outside is not finite.
    Stimulus(String),
    /// The solver does not get its error small enough.
    Tolerance(Method),
    /// The cell fires without end.
    Runaway,
}
