//! What stops a step.

use super::{CellsOf, Group, OneCell};
use crate::model::{LANES, Method, Neuron};
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
    /// As an error of the run, at the end of the step, with the projection `from` which the cell has it, if it is one.
    pub(crate) fn error(
        self,
        population: &str,
        time: f64,
        from: Option<String>,
    ) -> SimulationError {
        let (population, time) = (population.to_owned(), Time::show(time));
        let Unfit { cell, variable, .. } = self;
        match self.reason {
            Reason::NotFinite => SimulationError::NotFinite {
                population,
                cell,
                variable,
                time,
                from,
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

impl<N: Neuron> CellsOf<N> {
    /// The first cell of a block with a state that is not finite or beyond its bounds.
    pub(super) fn unfit(&self, base: usize) -> Option<Unfit> {
        let mut cells = base..self.count.min(base + LANES);
        cells.find_map(|cell| self.unfit_at(cell))
    }

    /// What is wrong with the states of a cell, if anything is.
    pub(super) fn unfit_at(&self, cell: usize) -> Option<Unfit> {
        let unfit = |variable, reason| Unfit {
            model: N::NAME,
            cell: self.first + cell,
            variable,
            reason,
        };
        let mut states = N::STATES.iter().enumerate();
        if let Some((_, state)) = states.find(|(k, _)| !self.state(*k, cell).is_finite()) {
            return Some(unfit(state.name, Reason::NotFinite));
        }
        let one = OneCell {
            cells: self,
            cell,
            time: 0.0,
        };
        let x = N::load(&one, 0);
        let bound = N::BOUNDS.iter().find(|bound| !(bound.holds)(&x))?;
        let states = N::STATES.iter().enumerate();
        let mut named = states.filter(|(_, state)| bound.variables.contains(&state.name));
        let (k, state) = named.next()?;
        let value = state.show(self.state(k, cell));
        let bound = bound.text;
        Some(unfit(state.name, Reason::OutOfRange { value, bound }))
    }
}
