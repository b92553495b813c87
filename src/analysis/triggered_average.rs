//! States around spikes.

use std::ops::RangeInclusive;

use super::event_window::EventWindow;
use super::{AnalysisError, EventAverage};
use crate::quantity::{Measured, Time};
use crate::record::Trace;

impl<Q: Measured> Trace<'_, Q> {
    /// The average of the state of one recorded cell around events: a spike-triggered average, if these are spikes.
    ///
    /// The window is relative to the events, and the times are those from sample to sample in it, its ends included. At an event between
    /// two samples the state is taken to be linear from one to the next. Events whose window reaches beyond the samples are left out, and
    /// [`EventAverage::events`] says how many remain.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// // One of 20 inputs per second, each an exponential of 10 ms, is seen among all others.
    /// let mut network = Network::new();
    /// let source = network.source("source", Poisson::new(1, 20.0 * Hz))?;
    /// let readout = LeakyReadout { tau: 10.0 * ms, r: 0.0 };
    /// let readout = network.population("readout", Population::new(1, readout))?;
    /// network.projection("out", Projection::new(source, readout).weight(1.0).delay(1.0 * ms))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// let r = simulation.record(readout.trace(LeakyReadout::R))?;
    /// simulation.run(100.0 * second)?;
    /// let inputs = simulation.read(&spikes).of(0);
    /// let average = simulation.read(&r).triggered_average(0, &inputs, -10.0 * ms..=20.0 * ms)?;
    /// for (time, r) in average.iter() {
    ///     let since = (time - 1.0 * ms) / (10.0 * ms);
    ///     let own = if since > -1e-9 { (-since).exp() } else { 0.0 };
    ///     assert!((r - (0.2 + own)).abs() < 0.03);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such cell, an end of the window is no whole number of samples, or no event has its window in the record.
    #[doc(alias = "spike-triggered average")]
    pub fn triggered_average(
        &self,
        cell: usize,
        events: &[Time],
        window: RangeInclusive<Time>,
    ) -> Result<EventAverage<Q>, AnalysisError> {
        let cells = self.cells();
        if cell >= cells {
            return Err(AnalysisError::Cell { cell, cells });
        }
        let interval = self.interval().si();
        let window = EventWindow::new(*window.start(), *window.end(), interval)?;
        let samples: Vec<f64> = self.of(cell).map(Measured::si).collect();
        let began = self.times().next().unwrap_or_default();
        let begins = window.begins(events, began, samples.len() as f64 - 1.0)?;
        let mut sums = vec![0.0; window.length() as usize + 1];
        for begin in &begins {
            add_samples(&samples, *begin, &mut sums);
        }
        let time = |k: usize| (window.from + k as f64) * interval;
        let averages = sums.iter().map(|sum| sum / begins.len() as f64);
        let points = averages.enumerate().map(|(k, average)| (time(k), average));
        Ok(EventAverage::new(points, begins.len()))
    }
}

/// Adds samples from this place on, between two of them if it is not whole.
fn add_samples(samples: &[f64], from: f64, sums: &mut [f64]) {
    let first = from.floor() as usize;
    let part = from.fract();
    let own = &samples[first..];
    for (k, sum) in sums.iter_mut().enumerate() {
        *sum += if part == 0.0 {
            own[k]
        } else {
            part.mul_add(own[k + 1] - own[k], own[k])
        };
    }
}
