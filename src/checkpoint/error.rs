//! Why a checkpoint cannot be saved or loaded.

use std::fmt::{self, Display, Formatter};

/// Why a checkpoint cannot be saved or loaded.
///
/// ```
/// use nernst::checkpoint::CheckpointError;
/// use nernst::prelude::*;
///
/// let mut simulation = Simulation::new(&Network::new(), 0.1 * ms, 1)?;
/// let error = simulation.load("there is none").unwrap_err();
/// assert!(matches!(error, CheckpointError::Read { .. }));
/// # Ok::<(), SimulationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The file cannot be written.
    Write {
        /// The file.
        path: String,
        /// Why.
        fault: String,
    },
    /// The file cannot be read.
    Read {
        /// The file.
        path: String,
        /// Why.
        fault: String,
    },
    /// The file is something else.
    NoCheckpoint {
        /// The file.
        path: String,
    },
    /// The file was written by another version of the format.
    Version {
        /// The file.
        path: String,
        /// Its version.
        version: u32,
        /// The version that is read.
        expected: u32,
    },
    /// The file is not what was written.
    Damaged {
        /// The file.
        path: String,
        /// How that is seen.
        fault: String,
    },
    /// The checkpoint is one of another simulation.
    Other {
        /// The file.
        path: String,
        /// The first difference.
        difference: String,
    },
}

impl Display for CheckpointError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write { path, fault } => write!(
                f,
                "the checkpoint cannot be written to `{path}`: {fault}; what was there before is as it was"
            ),
            Self::Read { path, fault } => {
                write!(f, "the checkpoint `{path}` cannot be read: {fault}")
            }
            Self::NoCheckpoint { path } => write!(f, "`{path}` is no checkpoint of nernst"),
            Self::Version {
                path,
                version,
                expected,
            } => write!(
                f,
                "the checkpoint `{path}` has version {version} of the format, and version {expected} is read; load it with the release of nernst that wrote it"
            ),
            Self::Damaged { path, fault } => {
                write!(f, "the checkpoint `{path}` is damaged: {fault}")
            }
            Self::Other { path, difference } => write!(
                f,
                "the checkpoint `{path}` is one of another simulation: {difference}; load it into one that is made in the same way"
            ),
        }
    }
}

impl std::error::Error for CheckpointError {}
