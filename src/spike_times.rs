//! Spikes given in advance.

use crate::network::Address;
use crate::positions::Positions;
use crate::quantity::Time;
use crate::record::SpikeProbe;

/// Cells that spike at given times, each a whole number of time steps.
///
/// ```
/// use nernst::prelude::*;
///
/// // Two cells; the first spikes at 5 ms and 7 ms, the second at 6 ms.
/// let source = SpikeTimes::new(2, [(0, 5.0 * ms), (1, 6.0 * ms), (0, 7.0 * ms)]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeTimes {
    pub(crate) count: usize,
    pub(crate) spikes: Vec<(usize, Time)>,
    pub(crate) positions: Option<Positions>,
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

/// Spike times in a network, to connect and to record.
#[derive(Clone, Copy, Debug)]
pub struct SpikeTimesId {
    pub(crate) address: Address,
}

impl SpikeTimesId {
    /// The spikes, to be recorded.
    #[must_use]
    pub fn spikes(self) -> SpikeProbe {
        SpikeProbe {
            source: self.address,
        }
    }
}

impl crate::population::Source for SpikeTimesId {
    fn address(&self) -> Address {
        self.address
    }
}
