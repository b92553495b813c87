//! Intervals between spikes.

use super::mean_of_existing;
use crate::quantity::{Measured, Time};
use crate::record::Spikes;

impl Spikes<'_> {
    /// The intervals from spike to spike of each cell, cell by cell; none where it fires less than twice.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let times = SpikeTimes::new(2, [(0, 5.0 * ms), (1, 6.0 * ms), (0, 7.0 * ms), (0, 10.0 * ms)]);
    /// let mut network = Network::new();
    /// let source = network.source("source", times)?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(20.0 * ms)?;
    /// let intervals = simulation.read(&spikes).intervals();
    /// assert_eq!(intervals[0], [2.0 * ms, 3.0 * ms]);
    /// assert!(intervals[1].is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn intervals(&self) -> Vec<Vec<Time>> {
        let time = |steps: &f64| Time::from_si(steps * self.step());
        let cells = intervals_in_steps(self);
        let times = cells.iter().map(|cell| cell.iter().map(time).collect());
        times.collect()
    }

    /// The coefficient of variation of the intervals of each cell: their standard deviation over their mean.
    ///
    /// Zero for a regular train, one for a Poisson process. Nothing for a cell with less than two intervals, or with all its spikes in one step.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let times = SpikeTimes::new(2, [(0, 5.0 * ms), (0, 6.0 * ms), (0, 9.0 * ms)]);
    /// let mut network = Network::new();
    /// let source = network.source("source", times)?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(20.0 * ms)?;
    /// // Intervals of 1 ms and 3 ms: mean 2 ms, standard deviation 1 ms.
    /// assert_eq!(simulation.read(&spikes).interval_cvs(), [Some(0.5), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn interval_cvs(&self) -> Vec<Option<f64>> {
        let cells = intervals_in_steps(self);
        cells.iter().map(|intervals| cv(intervals)).collect()
    }

    /// The mean of [`interval_cvs`](Self::interval_cvs) over the cells that have one; nothing if there is no such cell.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let regular = (1..20).map(|k| (0, k as f64 * 5.0 * ms));
    /// let mut network = Network::new();
    /// let source = network.source("source", SpikeTimes::new(1, regular))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(100.0 * ms)?;
    /// assert_eq!(simulation.read(&spikes).interval_cv(), Some(0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn interval_cv(&self) -> Option<f64> {
        mean_of_existing(&self.interval_cvs())
    }

    /// The local variation of the intervals of each cell: the mean of `3 ((a - b) / (a + b))²` over intervals `a` and `b` that follow each
    /// other.
    ///
    /// As the coefficient of variation it is zero for a regular train and one for a Poisson process, but it is hardly moved by a rate
    /// that changes slowly. Nothing for a cell with less than two intervals; intervals that are both zero are alike.
    ///
    /// Source: S. Shinomoto, K. Shima, J. Tanji, *Differences in spiking patterns among cortical neurons*, Neural Comput. 15 (2003), eq. 2.2.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let times = SpikeTimes::new(1, [(0, 5.0 * ms), (0, 6.0 * ms), (0, 9.0 * ms)]);
    /// let mut network = Network::new();
    /// let source = network.source("source", times)?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(20.0 * ms)?;
    /// // 3 (2 / 4)²
    /// assert_eq!(simulation.read(&spikes).local_variations(), [Some(0.75)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn local_variations(&self) -> Vec<Option<f64>> {
        let cells = intervals_in_steps(self);
        let variations = cells.iter().map(|intervals| local_variation(intervals));
        variations.collect()
    }
}

/// Of each cell; whole numbers on the grid, so that equal intervals are equal to the bit.
fn intervals_in_steps(spikes: &Spikes<'_>) -> Vec<Vec<f64>> {
    let mut latest = vec![None; spikes.cells()];
    let mut intervals = vec![Vec::new(); spikes.cells()];
    for (at, cell) in spikes.within(f64::NEG_INFINITY, f64::INFINITY) {
        if let Some(before) = latest[cell].replace(at) {
            intervals[cell].push(at - before);
        }
    }
    intervals
}

fn cv(intervals: &[f64]) -> Option<f64> {
    let n = intervals.len() as f64;
    let mean = intervals.iter().sum::<f64>() / n;
    let variance = intervals.iter().map(|i| (i - mean).powi(2)).sum::<f64>() / n;
    (intervals.len() >= 2 && mean > 0.0).then(|| variance.sqrt() / mean)
}

fn local_variation(intervals: &[f64]) -> Option<f64> {
    let term = |pair: &[f64]| {
        let sum = pair[0] + pair[1];
        if sum > 0.0 {
            3.0 * ((pair[0] - pair[1]) / sum).powi(2)
        } else {
            0.0
        }
    };
    let pairs = intervals.windows(2);
    let count = pairs.len();
    (count > 0).then(|| pairs.map(term).sum::<f64>() / count as f64)
}
