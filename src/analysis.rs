//! Statistics of recorded spikes, as quantities.
//!
//! They are methods of [`Spikes`](crate::record::Spikes) and [`Trace`](crate::record::Trace), where a modeler looks for them; their
//! room is this one since keeping a record and judging it are two notions, and a record knows nothing of its statistics.
//!
//! | | |
//! |---|---|
//! | [`Spikes::psth`](crate::record::Spikes::psth) | the rate around stimuli |
//! | [`Spikes::intervals`](crate::record::Spikes::intervals), [`interval_cvs`](crate::record::Spikes::interval_cvs), [`interval_cv`](crate::record::Spikes::interval_cv), [`local_variations`](crate::record::Spikes::local_variations) | intervals between spikes, and how irregular they are |
//! | [`Spikes::fano_factors`](crate::record::Spikes::fano_factors), [`fano_factor`](crate::record::Spikes::fano_factor) | how variable counts are |
//! | [`Spikes::correlations`](crate::record::Spikes::correlations), [`mean_correlation`](crate::record::Spikes::mean_correlation) | how counts of two cells vary together |
//! | [`Spikes::power_spectrum`](crate::record::Spikes::power_spectrum), [`population_spectrum`](crate::record::Spikes::population_spectrum) | rhythms of single cells, and of all together |
//! | [`Trace::triggered_average`](crate::record::Trace::triggered_average) | a state around spikes |
//!
//! ```
//! use nernst::prelude::*;
//!
//! let mut network = Network::new();
//! let source = network.source("source", Poisson::new(100, 20.0 * Hz))?;
//! let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
//! simulation.run(100.0 * ms)?; // what a network needs to settle is not recorded
//! let spikes = simulation.record(source.spikes())?;
//! simulation.run(10.0 * second)?;
//!
//! let spikes = simulation.read(&spikes);
//! let cv = spikes.interval_cv().unwrap();
//! let fano = spikes.fano_factor(100.0 * ms)?.unwrap();
//! assert!((cv - 1.0).abs() < 0.05 && (fano - 1.0).abs() < 0.05);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Edges
//!
//! A spike belongs to the time step at whose end it is stamped. So windows and bins, which are whole numbers of time steps, hold
//! their end and not their start, and spikes off the grid where they are. Windows that cut up a record are laid out from its start; a spike
//! at that very time and what is left at the end are in none. Of events, those count whose whole window lies in the record.
//!
//! Cells for which a statistic does not exist (no spike, no variance) have none, and are left out of means.

mod correlation;
mod counts;
mod error;
mod event_average;
mod event_window;
mod fano_factor;
mod grid;
mod intervals;
mod psth;
mod spectrum;
mod triggered_average;
mod windows;

pub use error::AnalysisError;
pub use event_average::EventAverage;

/// The mean of those that exist, if any does.
fn mean_of_existing(values: &[Option<f64>]) -> Option<f64> {
    let values: Vec<f64> = values.iter().flatten().copied().collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
