//! What a simulation is: the lines that must be the same for a checkpoint to be loaded.

use std::fmt::Debug;

use crate::model::Model;
use crate::quantity::{Measured, Time};
use crate::simulation::Simulation;

/// What must be the same, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    lines: Vec<Line>,
}

/// Something, and what of it must be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) of: String,
    pub(super) text: String,
}

impl Identity {
    pub(super) fn of_lines(lines: Vec<Line>) -> Self {
        Identity { lines }
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What a simulation is.
    pub(super) fn of(simulation: &Simulation) -> Self {
        let mut identity = Identity::default();
        let step = Time::show(simulation.time_step().si());
        identity.push("the simulation", format!("time steps of {step}"));
        simulation.identify(&mut identity);
        identity
    }

    pub(crate) fn push(&mut self, of: impl Into<String>, text: impl Into<String>) {
        self.lines.push(Line {
            of: of.into(),
            text: text.into(),
        });
    }

    /// Something that is told from others by a number, since it may be long.
    pub(crate) fn push_number(&mut self, of: &str, what: &str, which: &impl Debug) {
        let number = crc32fast::hash(format!("{which:?}").as_bytes());
        self.push(of, format!("{what}, number {number:08x}"));
    }

    /// The equations of a model that has this place in the network.
    pub(crate) fn push_equations<M: Model>(&mut self, place: &str) {
        let of = format!("`{}` of {place}", M::NAME);
        for equation in M::EQUATIONS {
            self.push(&of, *equation);
        }
    }

    /// The same, and its parameters.
    pub(crate) fn push_model<M: Model>(&mut self, place: &str, model: &M) {
        self.push_equations::<M>(place);
        let of = format!("`{}` of {place}", M::NAME);
        let values = model.values();
        for (parameter, value) in M::PARAMETERS.iter().zip(&values.parameters) {
            self.push(
                &of,
                format!("{} = {}", parameter.name, parameter.show(*value)),
            );
        }
    }

    /// The first difference to what was saved, in words.
    pub(super) fn difference(&self, saved: &Identity) -> Option<String> {
        let lines = self.lines.len().max(saved.lines.len());
        let places = (0..lines).map(|k| (self.lines.get(k), saved.lines.get(k)));
        let (own, known) = places.into_iter().find(|(own, known)| own != known)?;
        Some(match (own, known) {
            (Some(own), Some(known)) if own.of == known.of => {
                format!(
                    "{} has `{}` here, and `{}` there",
                    own.of, own.text, known.text
                )
            }
            (Some(own), Some(known)) => format!(
                "here follows {} with `{}`, and there {} with `{}`",
                own.of, own.text, known.of, known.text
            ),
            (Some(line), None) => format!("{} with `{}` is only here", line.of, line.text),
            (None, Some(line)) => format!("{} with `{}` is only there", line.of, line.text),
            (None, None) => String::new(),
        })
    }
}
