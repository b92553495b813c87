//! A sine.

use std::f64::consts::TAU;

use super::{Course, Levels, Place, Rule, Samples, Signal};
use crate::dispatch::Level;
use crate::function;
use crate::quantity::{Frequency, Measured};
use crate::simulation::SimulationError;
use crate::values::Values;

/// `offset + amplitude · sin(2π frequency t + phase)`.
///
/// ```
/// use nernst::prelude::*;
///
/// // From 0 to 20 Hz, beginning at 0.
/// let rate = Sine::new(10.0 * Hz, 4.0 * Hz).phase(-0.5 * std::f64::consts::PI).offset(10.0 * Hz);
/// let mut network = Network::new();
/// let source = network.source("source", Poisson::following(100, rate))?;
/// # let _ = source;
/// # Simulation::new(&network, 0.1 * ms, 1)?.run(100.0 * ms)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sine<Q> {
    amplitude: Rule<Q>,
    offset: Option<Rule<Q>>,
    frequency: Frequency,
    /// In radians.
    phase: f64,
}

impl<Q: Measured> Sine<Q> {
    /// About zero, and rising from there at time zero.
    #[must_use]
    pub fn new(amplitude: impl Values<Q>, frequency: Frequency) -> Self {
        Sine {
            amplitude: Rule::new("amplitude", amplitude),
            offset: None,
            frequency,
            phase: 0.0,
        }
    }

    /// The same with this phase at time zero, in radians.
    #[must_use]
    pub fn phase(mut self, phase: f64) -> Self {
        self.phase = phase;
        self
    }

    /// The same about this value.
    #[must_use]
    pub fn offset(mut self, offset: impl Values<Q>) -> Self {
        self.offset = Some(Rule::new("offset", offset));
        self
    }
}

impl<Q: Measured> Course for Sine<Q> {
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        if !self.frequency.is_finite() || !self.phase.is_finite() {
            return Some(format!(
                "the frequency and the phase of {what} must be finite, but they are {} and {}",
                self.frequency, self.phase
            ));
        }
        let rules = self.offset.iter().chain([&self.amplitude]);
        rules.into_iter().find_map(|rule| rule.fault(what, cells))
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        let offset = self.offset.as_ref().map(|rule| rule.levels(place, 1));
        Ok(Box::new(SineInRun {
            amplitude: self.amplitude.levels(place, 0)?,
            offset: offset.transpose()?,
            turn: TAU * self.frequency.si() * place.step,
            phase: self.phase,
            latest: None,
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> Signal<Q> for Sine<Q> {}

struct SineInRun {
    amplitude: Levels,
    offset: Option<Levels>,
    /// Radians in a time step.
    turn: f64,
    phase: f64,
    /// The latest step and its sine, which is that of all blocks.
    latest: Option<(u64, f64)>,
}

impl Samples for SineInRun {
    fn add(&mut self, _level: Level, step: u64, first: usize, lanes: &mut [f64]) {
        let sine = match self.latest {
            Some((at, sine)) if at == step => sine,
            _ => function::sin(Place::middle(step, self.turn) + self.phase),
        };
        self.latest = Some((step, sine));
        self.amplitude.add(sine, first, lanes);
        if let Some(offset) = &self.offset {
            offset.add(1.0, first, lanes);
        }
    }
}
