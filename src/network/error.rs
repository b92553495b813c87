//! What cannot be added to a network.

use std::fmt::{self, Display, Formatter};

/// Why something cannot be added to a network.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkError {
    /// The name is empty or taken.
    Name {
        /// The name.
        name: String,
    },
    /// A population has a value that is not allowed.
    Population {
        /// The population.
        population: String,
        /// What is wrong, naming model, variable and value.
        fault: String,
    },
    /// A source of spikes has a value that is not allowed.
    Source {
        /// The source.
        source: String,
        /// What is wrong, naming value and cell.
        fault: String,
    },
    /// A projection has a value that is not allowed.
    Projection {
        /// The projection.
        projection: String,
        /// What is wrong, naming field and value.
        fault: String,
    },
    /// Gap junctions have a value that is not allowed.
    GapJunctions {
        /// The gap junctions.
        gap_junctions: String,
        /// What is wrong, naming field and value.
        fault: String,
    },
}

impl Display for NetworkError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { name } if name.is_empty() => f.write_str("a name must not be empty"),
            Self::Name { name } => write!(f, "the name `{name}` is taken"),
            Self::Population { population, fault } => {
                write!(f, "population `{population}`: {fault}")
            }
            Self::Source { source, fault } => write!(f, "source `{source}`: {fault}"),
            Self::GapJunctions {
                gap_junctions,
                fault,
            } => write!(f, "gap junctions `{gap_junctions}`: {fault}"),
            Self::Projection { projection, fault } => {
                write!(f, "projection `{projection}`: {fault}")
            }
        }
    }
}

impl std::error::Error for NetworkError {}
