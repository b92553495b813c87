//! Why a record cannot be analysed as asked.

use std::fmt::{self, Display, Formatter};

/// Why a record cannot be analysed as asked.
///
/// ```
/// use nernst::analysis::AnalysisError;
/// use nernst::prelude::*;
///
/// let mut network = Network::new();
/// let source = network.source("source", Poisson::new(10, 20.0 * Hz))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(source.spikes())?;
/// simulation.run(100.0 * ms)?;
/// let factor = simulation.read(&spikes).fano_factor(80.0 * ms);
/// assert!(matches!(factor, Err(AnalysisError::Short { needed: 2, .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnalysisError {
    /// A length of time is not positive or not finite.
    Length {
        /// Of what.
        what: &'static str,
        /// The length.
        length: String,
    },
    /// A time is no whole number of time steps or samples.
    OffGrid {
        /// Of what.
        what: &'static str,
        /// The time.
        time: String,
        /// The time step, or the time from sample to sample.
        step: String,
    },
    /// The record has too few windows of this length.
    Short {
        /// Which windows.
        what: &'static str,
        /// Their length.
        length: String,
        /// How many of them are needed, one or two.
        needed: usize,
        /// The length of the record.
        record: String,
    },
    /// A window around events ends before it begins, or is not finite.
    Window {
        /// When it begins.
        from: String,
        /// When it ends.
        to: String,
    },
    /// A window around events is no whole number of bins.
    Bins {
        /// The length of the window.
        window: String,
        /// The width of a bin.
        bin: String,
    },
    /// The record holds the whole window of none of the events.
    Events {
        /// The number of events.
        events: usize,
        /// When their windows begin.
        from: String,
        /// When they end.
        to: String,
    },
    /// There is no such cell in the record.
    Cell {
        /// The cell.
        cell: usize,
        /// The number of cells.
        cells: usize,
    },
    /// A spectrum up to this frequency has no value, or more than the record can tell.
    Range {
        /// The highest frequency asked for.
        up_to: String,
        /// The lowest of the spectrum.
        lowest: String,
        /// The highest that the record can tell.
        highest: String,
    },
}

impl Display for AnalysisError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { what, length } => write!(
                f,
                "the length of {what} must be positive and finite, but it is {length}"
            ),
            Self::OffGrid { what, time, step } => write!(
                f,
                "{what} must be a whole number of steps of {step}, but it is {time}"
            ),
            Self::Short {
                what,
                length,
                needed,
                record,
            } => {
                let times = if *needed == 1 { "once" } else { "twice" };
                write!(
                    f,
                    "{what} of {length} must fit {times} into the record of {record}; take less or record for longer"
                )
            }
            Self::Window { from, to } => write!(
                f,
                "a window around events must be finite and not end before it begins, but it goes from {from} to {to}"
            ),
            Self::Bins { window, bin } => write!(
                f,
                "a window of {window} is no whole number of bins of {bin}"
            ),
            Self::Events { events: 0, .. } => {
                write!(f, "there are no events around which to average")
            }
            Self::Events { events, from, to } => write!(
                f,
                "none of the {events} events has its window from {from} to {to} within the record; take a shorter window or record for longer"
            ),
            Self::Cell { cell, cells } => {
                write!(f, "there is no cell {cell} in a record of {cells} cells")
            }
            Self::Range {
                up_to,
                lowest,
                highest,
            } => write!(
                f,
                "a spectrum must go up to a frequency from {lowest}, one period in a segment, to {highest}, half of one per time step, but it is {up_to}"
            ),
        }
    }
}

impl std::error::Error for AnalysisError {}
