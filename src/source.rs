//! Where spikes come from that no cell of the network fires.

mod poisson;
mod spike_times;

use std::fmt::Debug;
use std::ops::Range;

pub use poisson::Poisson;
pub(crate) use poisson::Steady;
pub use spike_times::SpikeTimes;

use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::network::Address;
use crate::positions::Positions;
use crate::quantity::{Frequency, Measured, Time};
use crate::record::{RateProbe, SpikeProbe};
use crate::simulation::SimulationError;

/// Cells whose spikes come from outside of the network: [`SpikeTimes`] or [`Poisson`].
///
/// [`Network::source`](crate::network::Network::source) adds them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no source of spikes",
    label = "expected `SpikeTimes` or `Poisson`",
    note = "cells of a model are added with `network.population(...)`"
)]
pub trait SpikeSource: Debug + Send + Sync + 'static {
    /// The number of cells.
    fn count(&self) -> usize;

    /// Where the cells are, if that is known.
    #[doc(hidden)]
    fn positions(&self) -> Option<&Positions> {
        None
    }

    /// What it is called in a report.
    #[doc(hidden)]
    fn kind(&self) -> &'static str;

    /// What is wrong with it, in words.
    #[doc(hidden)]
    fn fault(&self) -> Option<String>;

    /// How often its cells fire in every step, if that can be known for any step by itself.
    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn steady(&self, place: &SourcePlace<'_>) -> Option<Steady> {
        let _ = place;
        None
    }

    /// The source in a run.
    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn begin(&self, place: &SourcePlace<'_>) -> Result<Box<dyn Emit>, SimulationError>;
}

/// A source's place in a simulation.
#[derive(Clone, Debug)]
pub(crate) struct SourcePlace<'a> {
    pub(crate) name: &'a str,
    /// Among the sources and populations of the network.
    pub(crate) index: u32,
    /// The time step, in seconds.
    pub(crate) step: f64,
    pub(crate) seed: u64,
    /// Which of its cells.
    pub(crate) cells: Range<usize>,
}

/// A source of spikes in a run.
pub(crate) trait Emit: Send {
    /// Appends the cells that fire in the step that ends at the time with this number, cell after cell and each as often as it fires.
    ///
    /// Asked once for each time, from zero on.
    fn emit(&mut self, level: Level, now: u64, fired: &mut Vec<u32>) -> Result<(), WrongRate>;

    /// Saves or loads what it keeps from step to step, of these cells.
    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch>;
}

/// A rate that is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct WrongRate {
    pub(crate) cell: usize,
    pub(crate) rate: f64,
    /// The greatest rate that is allowed.
    pub(crate) most: f64,
}

impl WrongRate {
    /// As an error of a run, in the step with its middle at this time, in seconds.
    pub(crate) fn error(self, source: &str, time: f64) -> SimulationError {
        SimulationError::Rate {
            source: source.to_owned(),
            cell: self.cell,
            rate: Frequency::show(self.rate),
            most: Frequency::show(self.most),
            time: Time::show(time),
        }
    }
}

/// A spike source in a network, to connect and to record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceId {
    pub(crate) address: Address,
}

impl SourceId {
    /// The spikes, to be recorded.
    #[must_use]
    pub fn spikes(self) -> SpikeProbe {
        SpikeProbe::new(self.address)
    }

    /// How often its cells fire on average, counted in bins of this length, to be recorded.
    #[must_use]
    pub fn rate(self, bin: Time) -> RateProbe {
        RateProbe::new(self.address, bin)
    }
}

#[diagnostic::do_not_recommend]
impl crate::population::Source for SourceId {
    fn address(&self) -> Address {
        self.address
    }
}
