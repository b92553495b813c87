//! What is kept of a run, read back as quantities or written to files.
//!
//! There is one verb, [`Simulation::record`], and a probe says of what: [`spikes`](crate::population::PopulationId::spikes), a
//! [state](crate::population::PopulationId::trace), a [definition](crate::population::PopulationId::definition), what a synapse
//! [holds](crate::projection::ProjectionId::trace) or [hands on](crate::projection::ProjectionId::readout), or how often a population
//! [fires](crate::population::PopulationId::rate); of which cells, how often and [when](TraceProbe::between).
//!
//! What is recorded stays in memory, all of it or [the latest part](SpikeProbe::latest), or goes [to](Probe::to) a [`Sink`]: [`Csv`], [`Npz`], a
//! [`Callback`], or one of your own.
//! With the feature `arrow` there is `Arrow`, for polars and pandas, and with `hdf5` there is `Sonata`, for libsonata and BMTK.
//!
//! Weights and delays do not change in a run: they are read with [`Simulation::connections`].
//!
//! ```
//! use nernst::prelude::*;
//!
//! # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
//! #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
//! # let folder = std::env::temp_dir().join(format!("nernst-record-{}", std::process::id()));
//! let mut network = Network::new();
//! let cells = network.population("cells", Population::new(100, lif).with(Lif::I, 0.2 * nA))?;
//! let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
//!
//! let spikes = simulation.record(cells.spikes())?;
//! let v = simulation.record(cells.trace(Lif::V).cells([0, 99]).every(1.0 * ms).between(50.0 * ms, 80.0 * ms))?;
//! let rate = simulation.record(cells.rate(5.0 * ms))?;
//! let file = simulation.record(cells.trace(Lif::V).every(1.0 * ms).to(Csv::new(folder.join("v.csv"))))?;
//! simulation.run(100.0 * ms)?;
//!
//! assert_eq!(simulation.read(&v).len(), 31);
//! let fired: f64 = simulation.read(&rate).iter().map(|(_, rate)| rate * 5.0 * ms * 100.0).sum();
//! assert_eq!(fired.round() as usize, simulation.read(&spikes).len());
//!
//! // Long tables, whose columns are named with their units.
//! assert_eq!(simulation.read(&file).rows(), 101 * 100);
//! let text = std::fs::read_to_string(folder.join("v.csv"))?;
//! assert!(text.starts_with("time_ms,cell,v_mV\n0.0,0,-65.0\n"));
//! # drop(simulation);
//! # std::fs::remove_dir_all(folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "arrow")]
mod arrow;
mod callback;
mod column;
mod csv;
mod kernel;
mod npz;
mod place;
mod plan;
mod population_rate;
mod rate;
mod recorder;
mod sampler;
mod sink;
#[cfg(all(feature = "hdf5", any(unix, windows)))]
mod sonata;
mod spikes;
mod trace;
mod written;

use std::marker::PhantomData;

#[cfg(feature = "arrow")]
pub use arrow::Arrow;
pub use callback::Callback;
pub use csv::Csv;
pub use kernel::{Kernel, KernelError};
pub use npz::Npz;
pub use rate::{PopulationRate, RateProbe};
pub use sink::{Column, Rows, Samples, Sink, Table};
#[cfg(all(feature = "hdf5", any(unix, windows)))]
pub use sonata::Sonata;
pub use spikes::{SpikeProbe, Spikes};
pub use trace::{Trace, TraceProbe};
pub use written::{To, Written};

pub(crate) use place::{Place, RecordedPlace, TracePlace};
pub(crate) use plan::Plan;
pub(crate) use recorder::{Recorder, Recorders};
pub(crate) use sampler::{Sampler, Sight};
pub(crate) use trace::Cells;

use crate::network::Address;
use crate::simulation::{Simulation, SimulationError};

/// Something that can be recorded: `population.spikes()`, `population.trace(Lif::V)`.
pub trait Probe: Sized {
    /// What is read back.
    type Record;

    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn plan(self, simulation: &Simulation) -> Result<Plan, SimulationError>;

    /// The same, written to a sink instead of being kept in memory.
    fn to(self, sink: impl Sink + 'static) -> To<Self> {
        To::new(self, sink)
    }
}

/// A record of a simulation, to be read with [`Simulation::read`].
#[derive(Debug)]
pub struct Recorded<R> {
    pub(crate) address: Address,
    of: PhantomData<fn() -> R>,
}

/// A kind of record.
pub trait Record<'a> {
    /// How it is read.
    type View;

    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn view(recorder: &'a Recorder, step: f64) -> Self::View;
}
