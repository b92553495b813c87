//! What happens around events.

use crate::quantity::{Measured, Time};

/// A mean over events, at times relative to them.
///
/// A rate around stimuli is one of [`Frequency`](crate::quantity::Frequency), see [`Spikes::psth`](crate::record::Spikes::psth); the
/// [average](crate::record::Trace::triggered_average) of a membrane potential around spikes one of
/// [`ElectricPotential`](crate::quantity::ElectricPotential).
///
/// ```
/// use nernst::analysis::EventAverage;
/// use nernst::prelude::*;
///
/// /// The time at which the rate is highest, after how many events it may be.
/// fn peak(response: &EventAverage<Frequency>) -> Option<Time> {
///     let (time, _) = response.iter().max_by(|a, b| a.1.partial_cmp(&b.1).unwrap())?;
///     Some(time)
/// }
///
/// let mut network = Network::new();
/// let source = network.source("source", SpikeTimes::new(1, [(0, 14.5 * ms)]))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(source.spikes())?;
/// simulation.run(20.0 * ms)?;
/// let response = simulation.read(&spikes).psth(&[10.0 * ms], 0.0 * ms..10.0 * ms, 1.0 * ms)?;
/// assert!((peak(&response).unwrap() - 4.5 * ms).abs() < 1e-9 * ms);
/// assert_eq!(response.events(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct EventAverage<Q> {
    times: Vec<Time>,
    values: Vec<Q>,
    events: usize,
}

impl<Q: Measured> EventAverage<Q> {
    /// Of so many events; times in seconds and values in SI units.
    pub(super) fn new(points: impl Iterator<Item = (f64, f64)>, events: usize) -> Self {
        let (times, values) = points
            .map(|(time, value)| (Time::from_si(time), Q::from_si(value)))
            .unzip();
        EventAverage {
            times,
            values,
            events,
        }
    }

    /// When, relative to the event.
    #[must_use]
    pub fn times(&self) -> &[Time] {
        &self.times
    }

    /// The mean at each of these times.
    #[must_use]
    pub fn values(&self) -> &[Q] {
        &self.values
    }

    /// Times and means.
    pub fn iter(&self) -> impl Iterator<Item = (Time, Q)> + '_ {
        self.times.iter().copied().zip(self.values.iter().copied())
    }

    /// Over how many events: those whose whole window lies in the record.
    #[must_use]
    pub fn events(&self) -> usize {
        self.events
    }
}
