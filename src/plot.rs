//! Figures of a run, as SVG.
//!
//! A [`Figure`] stacks panels over one time axis: [`Lines`] for states and impulse responses, [`Raster`] for spikes, [`Rate`] for
//! the activity of populations; [`Convergence`] stands over an axis of time steps.
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
mod canvas;
mod convergence;
mod curve;
mod error;
mod figure;
mod graph;
mod legend;
mod lines;
mod panel;
mod raster;
mod rate;
#[cfg(test)]
mod tests;
mod ticks;
mod unit;

pub use convergence::Convergence;
pub use error::PlotError;
pub use figure::Figure;
pub use lines::Lines;
pub use panel::Panel;
pub use raster::Raster;
pub use rate::Rate;
