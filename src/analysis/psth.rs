//! Rates around stimuli.

use std::ops::Range;

use super::event_window::EventWindow;
use super::grid::whole_length;
use super::{AnalysisError, EventAverage};
use crate::quantity::{Frequency, Measured, Time};
use crate::record::Spikes;

impl Spikes<'_> {
    /// The firing rate of a cell around events, a mean over events and recorded cells: a peri-stimulus time histogram.
    ///
    /// The window is relative to the events, and each value stands at the middle of its bin. Events whose window reaches beyond the
    /// record are left out, and [`EventAverage::events`] says how many remain. Spikes of a cell may be the events, which
    /// makes it a cross-correlogram.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// // Stimuli at 100 ms, 200 ms and so on raise the rate for 10 ms.
    /// let stimuli: Vec<Time> = (1..10).map(|k| k as f64 * 100.0 * ms).collect();
    /// let rate = by_time(|t| if (t / (100.0 * ms)).fract() < 0.1 { 80.0 * Hz } else { 10.0 * Hz });
    /// let mut network = Network::new();
    /// let source = network.source("source", Poisson::following(200, rate))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(1.0 * second)?;
    /// let psth = simulation.read(&spikes).psth(&stimuli, -20.0 * ms..30.0 * ms, 10.0 * ms)?;
    /// assert_eq!(psth.events(), 9);
    /// for (rate, expected) in psth.values().iter().zip([10.0, 10.0, 80.0, 10.0, 10.0]) {
    ///     assert!((*rate - expected * Hz).abs() < 9.0 * Hz);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the bin or an end of the window is no whole number of time steps, the window is no whole number of bins, or no event has its window in the record.
    #[doc(alias = "peristimulus")]
    #[doc(alias = "correlogram")]
    pub fn psth(
        &self,
        events: &[Time],
        window: Range<Time>,
        bin: Time,
    ) -> Result<EventAverage<Frequency>, AnalysisError> {
        let step = self.step();
        let window = EventWindow::new(window.start, window.end, step)?;
        let width = whole_length("a bin", bin, step)?;
        let bins = whole_bins(window.length(), width, step)?;
        let begins = window.begins(events, self.span().0, self.steps() as f64)?;
        let mut counts = vec![0.0; bins];
        for begin in &begins {
            for (at, _) in self.within(*begin, begin + window.length()) {
                let bin = ((at - begin) / width).ceil() as usize - 1;
                // Of a spike off the grid the quotient may be rounded up at the end.
                counts[bin.min(bins - 1)] += 1.0;
            }
        }
        let scale = 1.0 / (begins.len() as f64 * self.recorded() as f64 * width * step);
        let middle = |bin: usize| (bin as f64 + 0.5).mul_add(width, window.from) * step;
        let rates = counts.iter().enumerate();
        let points = rates.map(|(bin, count)| (middle(bin), count * scale));
        Ok(EventAverage::new(points, begins.len()))
    }
}

/// The number of bins in a window, both in steps.
fn whole_bins(window: f64, bin: f64, step: f64) -> Result<usize, AnalysisError> {
    let bins = window / bin;
    if bins >= 1.0 && bins.fract() == 0.0 {
        return Ok(bins as usize);
    }
    Err(AnalysisError::Bins {
        window: Time::show(window * step),
        bin: Time::show(bin * step),
    })
}
