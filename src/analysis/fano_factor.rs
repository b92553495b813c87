//! How variable the counts of spikes are.

use super::counts::Counts;
use super::windows::Windows;
use super::{AnalysisError, mean_of_existing};
use crate::quantity::Time;
use crate::record::Spikes;

impl Spikes<'_> {
    /// The Fano factor of each cell: the variance of its number of spikes in a window over their mean.
    ///
    /// One for a Poisson process, and close to zero for a regular train in windows of many spikes. The variance is the unbiased one. Nothing for
    /// a cell that is silent.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let times = SpikeTimes::new(2, [(0, 5.0 * ms), (0, 6.0 * ms), (0, 17.0 * ms)]);
    /// let mut network = Network::new();
    /// let source = network.source("source", times)?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(20.0 * ms)?;
    /// // Two spikes and one: variance 1/2, mean 3/2.
    /// assert_eq!(simulation.read(&spikes).fano_factors(10.0 * ms)?, [Some(1.0 / 3.0), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the window is no positive whole number of time steps, or does not fit twice into the record.
    pub fn fano_factors(&self, window: Time) -> Result<Vec<Option<f64>>, AnalysisError> {
        let windows = Windows::of(self, "a window of counts", window, 2)?;
        let freedom = windows.count as f64 - 1.0;
        let factor = |counts: &Counts| {
            let mean = counts.mean();
            (mean > 0.0).then(|| counts.squares() / freedom / mean)
        };
        Ok(Counts::of(self, windows).iter().map(factor).collect())
    }

    /// The mean of [`fano_factors`](Self::fano_factors) over the cells that fire; nothing if all are silent.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let regular = (0..20).map(|k| (0, k as f64 * 5.0 * ms + 1.0 * ms));
    /// let mut network = Network::new();
    /// let source = network.source("source", SpikeTimes::new(1, regular))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(100.0 * ms)?;
    /// assert_eq!(simulation.read(&spikes).fano_factor(25.0 * ms)?, Some(0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`fano_factors`](Self::fano_factors).
    pub fn fano_factor(&self, window: Time) -> Result<Option<f64>, AnalysisError> {
        Ok(mean_of_existing(&self.fano_factors(window)?))
    }
}
