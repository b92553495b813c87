//! Figures of a run, as SVG or, with the feature `png`, as PNG.
//!
//! A [`Figure`] stacks panels over one time axis: [`Lines`] for states and impulse responses, [`Traces`] for potentials with their
//! spikes, [`Raster`] for spikes, [`Rate`] for the activity of populations. Other panels have other axes: [`Relation`] draws one quantity
//! over another, [`PhasePlane`] two states with their nullclines, [`Histogram`] how often values occur, [`Matrix`] who is connected with
//! whom, [`Convergence`] errors over time steps.
//! Panels in [columns](Figure::columns) are small multiples. Curves take quantities, and the axis is labelled with the unit that was asked for:
//!
//! ```
//! use nernst::plot::{Figure, Lines};
//! use nernst::prelude::*;
//!
//! let times = || (0..1000).map(|k| k as f64 * 0.1 * ms);
//! let decay = |t: Time| 10.0 * mV * (-(t / (20.0 * ms))).exp();
//! let psp = Lines::new("depolarisation", mV)
//!     .curve("simulated", times(), times().map(decay))
//!     .reference("formula", times(), times().map(decay));
//! # let folder = std::env::temp_dir().join(format!("nernst-plot-{}", std::process::id()));
//! # let path = folder.join("psp.svg");
//! Figure::new().panel(psp).save(&path)?;
//! # std::fs::remove_dir_all(folder).unwrap();
//! # Ok::<(), nernst::plot::PlotError>(())
//! ```
//!
//! What shares an axis has the same dimension, since one curve of another does not compile:
//!
//! ```compile_fail,E0271
//! use nernst::plot::Lines;
//! use nernst::prelude::*;
//!
//! let lines = Lines::new("membrane potential", mV).curve("V", [0.0 * ms], [5.0 * nS]);
//! ```

mod axis;
mod bins;
#[cfg(feature = "png")]
mod bitmap;
mod canvas;
mod convergence;
mod curve;
mod error;
mod field;
mod figure;
mod graph;
mod histogram;
mod legend;
mod lines;
mod matrix;
mod nullcline;
mod panel;
mod phase_plane;
#[cfg(feature = "png")]
mod png;
mod raster;
mod rate;
mod relation;
#[cfg(test)]
mod tests;
mod thinned;
mod ticks;
mod traces;
mod unit;

pub use convergence::Convergence;
pub use error::PlotError;
pub use figure::Figure;
pub use histogram::Histogram;
pub use lines::Lines;
pub use matrix::Matrix;
pub use panel::Panel;
pub use phase_plane::PhasePlane;
pub use raster::Raster;
pub use rate::Rate;
pub use relation::Relation;
pub use traces::Traces;
