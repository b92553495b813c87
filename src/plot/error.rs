//! What cannot be drawn.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;

/// Why a figure has not been saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlotError {
    /// There is nothing to draw.
    Empty {
        /// The file of the figure.
        path: PathBuf,
        /// What is empty.
        what: String,
    },
    /// A panel was given something that it cannot draw.
    Panel {
        /// The file of the figure.
        path: PathBuf,
        /// What is wrong, naming the curve or population.
        fault: String,
    },
    /// The time axis does not run forwards, or the panels cannot share one.
    Axis {
        /// The file of the figure.
        path: PathBuf,
        /// The start and end asked for, or what does not fit.
        fault: String,
    },
    /// The file would be a PNG, and the feature that writes one is off.
    Png {
        /// The file of the figure.
        path: PathBuf,
    },
    /// The file cannot be written.
    Write {
        /// The file of the figure.
        path: PathBuf,
        /// What the system says.
        fault: String,
    },
}

impl Display for PlotError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (Self::Empty { path, .. }
        | Self::Panel { path, .. }
        | Self::Axis { path, .. }
        | Self::Png { path }
        | Self::Write { path, .. }) = self;
        write!(f, "figure `{}`: ", path.display())?;
        match self {
            Self::Empty { what, .. } => write!(f, "{what}"),
            Self::Panel { fault, .. } | Self::Axis { fault, .. } => write!(f, "{fault}"),
            Self::Png { .. } => write!(
                f,
                "PNG is written with the feature `png` of nernst, which is off; switch it on, or save the figure as `.svg`"
            ),
            Self::Write { fault, .. } => write!(f, "the file cannot be written: {fault}"),
        }
    }
}

impl std::error::Error for PlotError {}
