//! How often a cell fires in each window.

use super::windows::Windows;
use crate::record::Spikes;

/// The spikes of a cell in the windows of a record.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    /// Of the windows with spikes, in their order, and how many.
    pub(super) filled: Vec<(usize, f64)>,
    windows: f64,
}

impl Counts {
    /// Of all cells.
    pub(super) fn of(spikes: &Spikes<'_>, windows: Windows) -> Vec<Self> {
        let silent = Counts {
            filled: Vec::new(),
            windows: windows.count as f64,
        };
        let mut counts = vec![silent; spikes.cells()];
        for (at, cell) in spikes.within(f64::NEG_INFINITY, f64::INFINITY) {
            if let Some(window) = windows.index(at) {
                counts[cell].add(window);
            }
        }
        counts
    }

    fn add(&mut self, window: usize) {
        match self.filled.last_mut() {
            Some((latest, count)) if *latest == window => *count += 1.0,
            _ => self.filled.push((window, 1.0)),
        }
    }

    pub(super) fn mean(&self) -> f64 {
        self.filled.iter().map(|(_, count)| count).sum::<f64>() / self.windows
    }

    /// The sum of squares of the deviations from the mean.
    pub(super) fn squares(&self) -> f64 {
        let mean = self.mean();
        let filled = self.filled.iter().map(|(_, count)| (count - mean).powi(2));
        let empty = self.windows - self.filled.len() as f64;
        filled.sum::<f64>() + empty * mean * mean
    }

    /// The sum of the products of the deviations of two cells from their means.
    pub(super) fn products(&self, other: &Self) -> f64 {
        let mut others = other.filled.iter().peekable();
        let mut sum = 0.0;
        for (window, count) in &self.filled {
            while others.next_if(|(at, _)| at < window).is_some() {}
            if let Some((_, both)) = others.next_if(|(at, _)| at == window) {
                sum += count * both;
            }
        }
        sum - self.windows * self.mean() * other.mean()
    }
}
