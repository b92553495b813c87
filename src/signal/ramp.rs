//! A straight line.

use super::{Course, Levels, Place, Rule, Samples, Signal};
use crate::dispatch::Level;
use crate::quantity::{Measured, Time};
use crate::simulation::SimulationError;
use crate::values::Values;

/// A straight line from one value to another, and zero after it.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// // Rises from 10 ms on, for a second.
/// let ramp = Ramp::new(0.0 * nA, 0.3 * nA, 1.0 * second).from(10.0 * ms);
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(1, lif).stimulus(Lif::I, ramp))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(1.1 * second)?;
/// // The rheobase of 0.15 nA is passed after half a second, and the membrane lags behind.
/// let first = simulation.read(&spikes).of(0)[0];
/// assert!(first > 520.0 * ms && first < 540.0 * ms);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ramp<Q> {
    ends: [Rule<Q>; 2],
    duration: Time,
}

impl<Q: Measured> Ramp<Q> {
    /// From the first value to the last in this time, a whole number of time steps.
    #[must_use]
    pub fn new(first: impl Values<Q>, last: impl Values<Q>, duration: Time) -> Self {
        Ramp {
            ends: [
                Rule::new("first value", first),
                Rule::new("last value", last),
            ],
            duration,
        }
    }
}

impl<Q: Measured> Course for Ramp<Q> {
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        if !(self.duration.si() > 0.0 && self.duration.is_finite()) {
            return Some(format!(
                "the duration of {what} must be positive and finite, but it is {}",
                self.duration
            ));
        }
        self.ends.iter().find_map(|end| end.fault(what, cells))
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        let [first, last] = &self.ends;
        Ok(Box::new(RampInRun {
            steps: place.steps("the duration", self.duration)?,
            first: first.levels(place, 0)?,
            last: last.levels(place, 1)?,
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> Signal<Q> for Ramp<Q> {}

struct RampInRun {
    steps: u64,
    first: Levels,
    last: Levels,
}

impl Samples for RampInRun {
    fn add(&mut self, _level: Level, step: u64, first: usize, lanes: &mut [f64]) {
        if step < self.steps {
            let done = Place::middle(step, 1.0 / self.steps as f64);
            self.first.add(1.0 - done, first, lanes);
            self.last.add(done, first, lanes);
        }
    }
}
