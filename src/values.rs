//! Values for the cells of a population or the connections of a projection:
//! one for all, drawn, listed, or computed.

mod by_index;
mod constant;
mod distribution;
mod exponential;
mod gamma;
mod list;
mod log_normal;
mod normal;
mod truncated_normal;
mod uniform;

use std::fmt::Debug;

pub use by_index::{ByIndex, by_index};
pub use distribution::Distribution;
pub(crate) use distribution::Is;
pub use exponential::Exponential;
pub use gamma::Gamma;
pub use log_normal::LogNormal;
pub use normal::Normal;
pub use truncated_normal::TruncatedNormal;
pub use uniform::Uniform;

use crate::random::Stream;

/// A rule that gives one value of type `Q` for each cell.
///
/// A quantity is the same for all cells, a `Vec` lists one for each,
/// [`Normal`] and [`Uniform`] draw, [`by_index`] computes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give values of `{Q}`",
    label = "expected `{Q}`, or a distribution, list or closure of it"
)]
pub trait Values<Q>: Draw {}

/// A value that is `mean + sd z` for the first normal number z of a stream, if z is not below or above a score; else more has to be drawn.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Scored {
    pub mean: f64,
    pub sd: f64,
    pub low_score: f64,
    pub high_score: f64,
    /// Rounding must not lead out of these.
    pub low: f64,
    pub high: f64,
}

/// A rule of values, without its dimension.
#[doc(hidden)]
pub trait Draw: Debug + Send + Sync + 'static {
    /// The value for the cell, in SI base units.
    fn draw(&self, cell: usize, stream: &mut Stream) -> f64;

    /// The rule in words.
    fn describe(&self) -> String;

    /// Whether values come from the stream.
    fn is_random(&self) -> bool {
        false
    }

    /// How the values follow from normal numbers, if they mostly do.
    fn scored(&self) -> Option<Scored> {
        None
    }

    /// The one value of all cells.
    fn constant(&self) -> Option<f64> {
        None
    }

    /// How many cells the rule has values for, if not any number.
    fn length(&self) -> Option<usize> {
        None
    }

    /// What is wrong with the rule itself, such as a negative standard deviation.
    fn fault(&self) -> Option<String> {
        None
    }
}
