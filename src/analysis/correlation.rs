//! How the counts of two cells vary together.

use super::AnalysisError;
use super::counts::Counts;
use super::windows::Windows;
use crate::quantity::Time;
use crate::record::Spikes;

impl Spikes<'_> {
    /// The correlation coefficient (Pearson's) of the numbers of spikes in bins of this width, of each of these pairs of cells.
    ///
    /// Nothing for a pair with a cell that has the same number in every bin, as one that is silent.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let times = SpikeTimes::new(4, [(0, 3.0 * ms), (1, 4.0 * ms), (2, 12.0 * ms)]);
    /// let mut network = Network::new();
    /// let source = network.source("source", times)?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(20.0 * ms)?;
    /// let pairs = simulation.read(&spikes).correlations([(0, 1), (0, 2), (0, 3)], 10.0 * ms)?;
    /// assert_eq!(pairs, [Some(1.0), Some(-1.0), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the bin is no positive whole number of time steps, does not fit twice into the record, or if there is no such cell.
    pub fn correlations(
        &self,
        pairs: impl IntoIterator<Item = (usize, usize)>,
        bin: Time,
    ) -> Result<Vec<Option<f64>>, AnalysisError> {
        let counts = Counts::of(self, Windows::of(self, "a bin", bin, 2)?);
        let squares: Vec<f64> = counts.iter().map(Counts::squares).collect();
        let correlation = |(a, b): (usize, usize)| {
            check(self, a.max(b))?;
            let squares = squares[a] * squares[b];
            let products = || counts[a].products(&counts[b]);
            Ok((squares > 0.0).then(|| products() / squares.sqrt()))
        };
        pairs.into_iter().map(correlation).collect()
    }

    /// The mean of [`correlations`](Self::correlations) over all pairs of these cells.
    ///
    /// Cells that have the same number of spikes in every bin, as those that are silent, are left out; nothing if less than two remain. A cell
    /// given twice counts once. The time it takes grows with the number of spikes and not of pairs, since the mean follows from the variance of the sum
    /// of all standardised counts.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let mut network = Network::new();
    /// let source = network.source("source", Poisson::new(50, 20.0 * Hz))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(2.0 * second)?;
    /// let mean = simulation.read(&spikes).mean_correlation(0..50, 10.0 * ms)?.unwrap();
    /// assert!(mean.abs() < 0.01);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`correlations`](Self::correlations).
    pub fn mean_correlation(
        &self,
        cells: impl IntoIterator<Item = usize>,
        bin: Time,
    ) -> Result<Option<f64>, AnalysisError> {
        let windows = Windows::of(self, "a bin", bin, 2)?;
        let counts = Counts::of(self, windows);
        let mut cells: Vec<usize> = cells.into_iter().collect();
        cells.sort_unstable();
        cells.dedup();
        cells.iter().try_for_each(|cell| check(self, *cell))?;
        cells.retain(|cell| counts[*cell].squares() > 0.0);
        let n = cells.len() as f64;
        let mut sums = vec![0.0; windows.count];
        let mut offset = 0.0;
        for cell in cells {
            let counts = &counts[cell];
            let scale = 1.0 / counts.squares().sqrt();
            offset += counts.mean() * scale;
            for (window, count) in &counts.filled {
                sums[*window] += count * scale;
            }
        }
        let squares: f64 = sums.iter().map(|sum| (sum - offset).powi(2)).sum();
        Ok((n >= 2.0).then(|| (squares - n) / (n * (n - 1.0))))
    }
}

fn check(spikes: &Spikes<'_>, cell: usize) -> Result<(), AnalysisError> {
    let cells = spikes.cells();
    if cell < cells {
        return Ok(());
    }
    Err(AnalysisError::Cell { cell, cells })
}
