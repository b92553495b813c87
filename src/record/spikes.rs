//! Spikes of a run.

use super::plan::{Plan, When};
use super::{Place, Probe, Record, Recorder};
use crate::network::Address;
use crate::quantity::{Frequency, Measured, Time};
use crate::simulation::{Simulation, SimulationError};

/// The spikes of a population or source, to be recorded.
#[derive(Clone, Debug)]
pub struct SpikeProbe {
    source: Address,
    cells: Option<Vec<usize>>,
    when: When,
}

impl SpikeProbe {
    pub(crate) fn new(source: Address) -> Self {
        SpikeProbe {
            source,
            cells: None,
            when: When::default(),
        }
    }

    /// Only those of these cells; of all cells if not called. They keep their numbers.
    #[must_use]
    pub fn cells(mut self, cells: impl IntoIterator<Item = usize>) -> Self {
        self.cells = Some(cells.into_iter().collect());
        self
    }

    /// Only between these times, whole numbers of time steps, both included.
    #[must_use]
    pub fn between(mut self, start: Time, end: Time) -> Self {
        self.when.between = Some((start, end));
        self
    }

    /// Only the latest are kept, over this time: a ring, which takes no more memory as the network runs.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let mut network = Network::new();
    /// let kicks = network.source("kicks", SpikeTimes::new(1, (1..100).map(|k| (0, k as f64 * ms))))?;
    /// let mut simulation = Simulation::new(&network, 0.5 * ms, 1)?;
    /// let latest = simulation.record(kicks.spikes().latest(2.0 * ms))?;
    /// simulation.run(50.0 * ms)?;
    /// assert_eq!(simulation.read(&latest).of(0), [48.0 * ms, 49.0 * ms, 50.0 * ms]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn latest(mut self, time: Time) -> Self {
        self.when.latest = Some(time);
        self
    }
}

impl Probe for SpikeProbe {
    type Record = Spikes<'static>;

    #[allow(private_interfaces)]
    fn plan(self, simulation: &Simulation) -> Result<Plan, SimulationError> {
        let owner = simulation.emitter(self.source)?;
        let what = format!("the spikes of {}", owner.owner());
        let only = self.cells.map(|mut cells| {
            cells.sort_unstable();
            cells.dedup();
            cells
        });
        owner.has(only.as_deref().unwrap_or_default())?;
        let (window, keep) = self.when.in_steps(&what, simulation)?;
        Ok(Plan {
            place: Place::Spikes {
                source: self.source.index,
                cells: owner.count,
                only,
            },
            window,
            keep,
            what,
            owner: owner.name,
            value: None,
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
    /// How many of them are recorded.
    recorded: usize,
    start: u64,
    steps: u64,
    step: f64,
}

impl<'a> Record<'a> for Spikes<'static> {
    type View = Spikes<'a>;

    #[allow(private_interfaces)]
    fn view(recorder: &'a Recorder, step: f64) -> Spikes<'a> {
        let (cells, recorded) = match &recorder.place {
            Place::Spikes { cells, only, .. } => (*cells, only.as_ref().map_or(*cells, Vec::len)),
            _ => (0, 0),
        };
        Spikes {
            spikes: &recorder.spikes,
            early: &recorder.early,
            cells,
            recorded,
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

    /// The number of cells of the population.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// How many of them are recorded.
    #[must_use]
    pub fn recorded(&self) -> usize {
        self.recorded
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
        let cells = self.recorded as f64;
        Frequency::from_si(if seconds > 0.0 {
            self.len() as f64 / (cells * seconds)
        } else {
            0.0
        })
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
            recorded: cells,
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

    /// Where the spikes after `from` and up to `to` are, in steps from the start of the record, and their cells.
    pub(crate) fn within(&self, from: f64, to: f64) -> impl Iterator<Item = (f64, usize)> + '_ {
        let since = |step: u64| (step - self.start) as f64;
        // A spike off the grid lies in the step at whose end it is stamped.
        let first = self
            .spikes
            .partition_point(|(step, _)| since(*step) <= from);
        let spikes = self.spikes[first..].iter().enumerate();
        let near = spikes.take_while(move |(_, (step, _))| since(*step) < to + 1.0);
        let early = move |k: usize| self.early(first + k) / self.step;
        let placed = near.map(move |(k, (step, cell))| (since(*step) - early(k), *cell as usize));
        placed.filter(move |(at, _)| *at > from && *at <= to)
    }

    /// The time step, in seconds.
    pub(crate) fn step(&self) -> f64 {
        self.step
    }

    /// The number of steps of the record.
    pub(crate) fn steps(&self) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn spikes(spikes: &[(u64, u32)], cells: usize) -> Spikes<'_> {
        Spikes::of_steps(spikes, cells, (0, 1000), 1e-3)
    }

    #[test]
    fn the_rate_is_a_mean_over_all_cells() {
        let train: Vec<(u64, u32)> = (1..=10).map(|k| (100 * k, 0)).collect();
        assert_eq!(spikes(&train, 2).rate().si(), 5.0);
    }

    #[test]
    fn a_window_holds_its_end_and_not_its_start() {
        let train = [(0, 0), (1, 1), (2, 0), (2, 1), (4, 0)];
        let within = |from, to| spikes(&train, 2).within(from, to).collect::<Vec<_>>();
        assert_eq!(within(1.0, 2.0), [(2.0, 0), (2.0, 1)]);
        assert_eq!(within(0.5, 1.5), [(1.0, 1)]);
        assert_eq!(within(4.0, 9.0), []);
        assert_eq!(within(f64::NEG_INFINITY, f64::INFINITY).len(), 5);
    }

    #[test]
    fn a_window_holds_spikes_off_the_grid_where_they_are() {
        let mut record = spikes(&[(1, 0), (2, 0), (3, 0)], 1);
        record.early = &[2.5e-4, 5e-4, 7.5e-4];
        let within = |from, to| {
            let within = record.within(from, to);
            within.map(|(at, _)| at).collect::<Vec<_>>()
        };
        assert_eq!(within(0.75, 2.25), [1.5, 2.25]);
        assert_eq!(within(0.5, 2.0), [0.75, 1.5]);
    }
}
