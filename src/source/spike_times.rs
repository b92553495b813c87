//! Spikes given in advance.

use super::{Emit, SourcePlace, SpikeSource, WrongRate};
use crate::checkpoint::{Mismatch, Slice, Tape, Way};
use crate::dispatch::Level;
use crate::positions::Positions;
use crate::quantity::{Measured, Time};
use crate::simulation::{SimulationError, whole_steps};

/// Cells that spike at given times, each a whole number of time steps.
///
/// ```
/// use nernst::prelude::*;
///
/// // Two cells; the first spikes at 5 ms and 7 ms, the second at 6 ms.
/// let times = SpikeTimes::new(2, [(0, 5.0 * ms), (1, 6.0 * ms), (0, 7.0 * ms)]);
/// let mut network = Network::new();
/// let source = network.source("source", times)?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(source.spikes())?;
/// simulation.run(10.0 * ms)?;
/// assert_eq!(simulation.read(&spikes).of(1), [6.0 * ms]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeTimes {
    count: usize,
    spikes: Vec<(usize, Time)>,
    positions: Option<Positions>,
}

impl SpikeTimes {
    /// So many cells, and which of them spikes when.
    #[must_use]
    pub fn new(count: usize, spikes: impl IntoIterator<Item = (usize, Time)>) -> Self {
        SpikeTimes {
            count,
            spikes: spikes.into_iter().collect(),
            positions: None,
        }
    }

    /// The same, with where the cells are, for connections, weights and delays that depend on distance.
    #[must_use]
    pub fn positions(mut self, positions: Positions) -> Self {
        self.positions = Some(positions);
        self
    }
}

#[diagnostic::do_not_recommend]
impl SpikeSource for SpikeTimes {
    fn count(&self) -> usize {
        self.count
    }

    fn positions(&self) -> Option<&Positions> {
        self.positions.as_ref()
    }

    fn kind(&self) -> &'static str {
        "SpikeTimes"
    }

    fn fault(&self) -> Option<String> {
        let missing = self.spikes.iter().find(|(cell, _)| *cell >= self.count);
        missing.map(|(cell, time)| {
            format!(
                "the spike at {time} belongs to cell {cell}, and there are {} cells",
                self.count
            )
        })
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &SourcePlace<'_>) -> Result<Box<dyn Emit>, SimulationError> {
        let mut spikes = Vec::with_capacity(self.spikes.len());
        for (cell, time) in &self.spikes {
            let what = || format!("the time of a spike of cell {cell} of `{}`", place.name);
            let now = whole_steps(what, time.si(), place.step)?;
            spikes.push((now, *cell as u32));
        }
        spikes.retain(|(_, cell)| place.cells.contains(&(*cell as usize)));
        spikes.sort_unstable();
        Ok(Box::new(SpikeTimesInRun { spikes, past: 0 }))
    }
}

struct SpikeTimesInRun {
    /// In the order of time, and then of cells.
    spikes: Vec<(u64, u32)>,
    /// How many of them are past.
    past: usize,
}

impl Emit for SpikeTimesInRun {
    fn emit(&mut self, _level: Level, now: u64, fired: &mut Vec<u32>) -> Result<(), WrongRate> {
        let ahead = &self.spikes[self.past..];
        let due = ahead.iter().take_while(|(at, _)| *at <= now);
        let before = fired.len();
        fired.extend(due.map(|(_, cell)| cell));
        self.past += fired.len() - before;
        Ok(())
    }

    fn carry(&mut self, tape: &mut Tape, _cells: Slice) -> Result<(), Mismatch> {
        if tape.way() == Way::Load {
            let now = tape.now();
            self.past = self.spikes.partition_point(|(at, _)| *at <= now);
        }
        Ok(())
    }
}
