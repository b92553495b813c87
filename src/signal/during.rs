//! A signal with a beginning and an end.

use super::{Course, Place, Samples, Signal};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::quantity::Time;
use crate::simulation::SimulationError;

/// A signal with a beginning, an end or both, made by [`Signal::from`] and [`Signal::until`].
///
/// ```
/// use nernst::prelude::*;
///
/// let pulse = Step::new(0.3 * nA).from(10.0 * ms).until(12.0 * ms);
/// let error = {
///     let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///         v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
///     let mut network = Network::new();
///     network.population("cells", Population::new(1, lif).stimulus(Lif::I, pulse.from(20.0 * ms)))
/// };
/// assert_eq!(
///     error.unwrap_err().to_string(),
///     "population `cells`: the end of the stimulus of `i` of `Lif` is 12 ms, and it must lie after the start, 20 ms"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct During<S> {
    signal: S,
    from: Option<Time>,
    until: Option<Time>,
}

impl<S> During<S> {
    pub(super) fn always(signal: S) -> Self {
        During {
            signal,
            from: None,
            until: None,
        }
    }

    /// The signal from this time on, a whole number of time steps: zero before it, and with time zero there.
    #[must_use]
    pub fn from(mut self, time: Time) -> Self {
        self.from = Some(time);
        self
    }

    /// The signal up to this time, a whole number of time steps, and zero afterwards.
    #[must_use]
    pub fn until(mut self, time: Time) -> Self {
        self.until = Some(time);
        self
    }
}

impl<S: Course> Course for During<S> {
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        let start = self.from.unwrap_or_default();
        // A time that is none is refused as such once there is a grid.
        if let Some(end) = self.until.filter(|end| *end <= start) {
            return Some(format!(
                "the end of {what} is {end}, and it must lie after the start, {start}"
            ));
        }
        self.signal.fault(what, cells)
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        let steps = |part, time: Option<Time>| time.map(|time| place.steps(part, time)).transpose();
        Ok(Box::new(DuringInRun {
            from: steps("the start", self.from)?.unwrap_or(0),
            until: steps("the end", self.until)?,
            signal: self.signal.begin(place)?,
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q, S: Signal<Q>> Signal<Q> for During<S> {}

struct DuringInRun {
    from: u64,
    until: Option<u64>,
    signal: Box<dyn Samples>,
}

impl Samples for DuringInRun {
    fn add(&mut self, level: Level, step: u64, first: usize, lanes: &mut [f64]) {
        if self.until.is_some_and(|until| step >= until) {
            return;
        }
        if let Some(since) = step.checked_sub(self.from) {
            self.signal.add(level, since, first, lanes);
        }
    }

    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        self.signal.carry(tape, cells)
    }
}
