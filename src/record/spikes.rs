//! Spikes of a run.

use super::{Place, Probe, Record, Recorder};
use crate::network::Address;
use crate::quantity::{Frequency, Measured, Time};
use crate::simulation::{Simulation, SimulationError};

/// The spikes of all cells of a population, to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct SpikeProbe {
    pub(crate) source: Address,
}

impl Probe for SpikeProbe {
    type Record = Spikes<'static>;

    #[allow(private_interfaces)]
    fn place(&self, simulation: &Simulation) -> Result<Place, SimulationError> {
        let Some((_, cells)) = simulation.cells_of(self.source) else {
            return Err(SimulationError::Record {
                fault: "the population to be recorded belongs to another network".to_owned(),
            });
        };
        Ok(Place::Spikes {
            source: self.source.index,
            cells,
        })
    }
}

/// Recorded spikes, in the order of time and then of cells.
#[derive(Clone, Copy, Debug)]
pub struct Spikes<'a> {
    spikes: &'a [(u64, u32)],
    /// How long before the end of its step each was fired; empty if all are on the grid.
    early: &'a [f64],
    cells: usize,
    start: u64,
    steps: u64,
    step: f64,
}

impl<'a> Record<'a> for Spikes<'static> {
    type View = Spikes<'a>;

    #[allow(private_interfaces)]
    fn view(recorder: &'a Recorder, step: f64) -> Spikes<'a> {
        let cells = match &recorder.place {
            Place::Spikes { cells, .. } => *cells,
            Place::Trace { .. } => 0,
        };
        Spikes {
            spikes: &recorder.spikes,
            early: &recorder.early,
            cells,
            start: recorder.start,
            steps: recorder.end - recorder.start,
            step,
        }
    }
}

impl Spikes<'_> {
    /// The number of spikes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spikes.len()
    }

    /// Whether no cell has fired.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spikes.is_empty()
    }

    /// The number of cells recorded.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// From when to when was recorded.
    #[must_use]
    pub fn span(&self) -> (Time, Time) {
        (self.time(self.start), self.time(self.start + self.steps))
    }

    /// Time and cell of each spike.
    pub fn iter(&self) -> impl Iterator<Item = (Time, usize)> + '_ {
        let spikes = self.spikes.iter().enumerate();
        spikes.map(|(k, (step, cell))| (self.stamp(k, *step), *cell as usize))
    }

    /// The spike times of one cell.
    #[must_use]
    pub fn of(&self, cell: usize) -> Vec<Time> {
        let spikes = self.spikes.iter().enumerate();
        let own = spikes.filter(|(_, (_, c))| *c as usize == cell);
        own.map(|(k, (step, _))| self.stamp(k, *step)).collect()
    }

    /// The mean firing rate of all cells over the time recorded, zero if no time has passed.
    #[must_use]
    pub fn rate(&self) -> Frequency {
        let seconds = self.steps as f64 * self.step;
        let cells = self.cells as f64;
        Frequency::from_si(if seconds > 0.0 {
            self.len() as f64 / (cells * seconds)
        } else {
            0.0
        })
    }

    /// The coefficient of variation of the intervals between spikes, a mean over the cells
    /// with at least two intervals; nothing if there is no such cell.
    #[must_use]
    pub fn interval_cv(&self) -> Option<f64> {
        let mut trains = vec![Vec::new(); self.cells];
        for (k, (step, cell)) in self.spikes.iter().enumerate() {
            trains[*cell as usize].push(*step as f64 - self.early(k) / self.step);
        }
        let cvs: Vec<f64> = trains.iter().filter_map(|train| cv(train)).collect();
        (!cvs.is_empty()).then(|| cvs.iter().sum::<f64>() / cvs.len() as f64)
    }

    #[cfg(test)]
    pub(crate) fn of_steps<'a>(
        spikes: &'a [(u64, u32)],
        cells: usize,
        (start, end): (u64, u64),
        step: f64,
    ) -> Spikes<'a> {
        Spikes {
            spikes,
            early: &[],
            cells,
            start,
            steps: end - start,
            step,
        }
    }

    /// The number of spikes at each time of the grid at which there are any, counted in steps from the start of the record.
    pub(super) fn on_grid(&self) -> impl Iterator<Item = (f64, usize)> + '_ {
        let spikes = if self.early.is_empty() {
            self.spikes
        } else {
            &[]
        };
        let together = spikes.chunk_by(|a, b| a.0 == b.0);
        together.map(|spikes| (spikes.len() as f64, (spikes[0].0 - self.start) as usize))
    }

    /// How long before the end of its step each spike off the grid was fired, and that end in steps from the start of the record.
    pub(super) fn off_grid(&self) -> impl Iterator<Item = (f64, usize)> + '_ {
        let spikes = self.early.iter().zip(self.spikes);
        spikes.map(|(early, (step, _))| (*early, (step - self.start) as usize))
    }

    /// The time step, in seconds.
    pub(super) fn step(&self) -> f64 {
        self.step
    }

    /// The number of steps of the record.
    pub(super) fn steps(&self) -> usize {
        self.steps as usize
    }

    fn early(&self, index: usize) -> f64 {
        self.early.get(index).copied().unwrap_or(0.0)
    }

    /// The time of a spike of the step.
    fn stamp(&self, index: usize, step: u64) -> Time {
        Time::from_si(step as f64 * self.step - self.early(index))
    }

    fn time(&self, step: u64) -> Time {
        Time::from_si(step as f64 * self.step)
    }
}

fn cv(train: &[f64]) -> Option<f64> {
    let intervals: Vec<f64> = train.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if intervals.len() < 2 {
        return None;
    }
    let n = intervals.len() as f64;
    let mean = intervals.iter().sum::<f64>() / n;
    let variance = intervals.iter().map(|i| (i - mean).powi(2)).sum::<f64>() / n;
    Some(variance.sqrt() / mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spikes(spikes: &[(u64, u32)], cells: usize) -> Spikes<'_> {
        Spikes::of_steps(spikes, cells, (0, 1000), 1e-3)
    }

    #[test]
    fn a_regular_train_has_no_variation() {
        let train: Vec<(u64, u32)> = (1..=10).map(|k| (100 * k, 0)).collect();
        let record = spikes(&train, 2);
        assert_eq!(record.interval_cv(), Some(0.0));
        assert_eq!(record.rate().si(), 5.0);
    }

    #[test]
    fn variation_is_that_of_the_intervals() {
        // Intervals 1 and 3: mean 2, standard deviation 1.
        let record = [(0, 0), (1, 0), (4, 0)];
        assert_eq!(spikes(&record, 1).interval_cv(), Some(0.5));
        assert_eq!(spikes(&[(0, 0), (1, 0)], 1).interval_cv(), None);
    }
}
