//! Who is connected with whom.

mod all_to_all;
mod connected_if;
mod ends;
mod fixed_in_degree;
mod fixed_out_degree;
mod fixed_probability;
mod fixed_total;
mod listed;
mod one_to_one;
mod probability_by_distance;
mod repetition;
mod rows;
mod subset;

use std::fmt::Debug;

pub use all_to_all::AllToAll;
pub use connected_if::ConnectedIf;
pub use ends::Ends;
pub use fixed_in_degree::FixedInDegree;
pub use fixed_out_degree::FixedOutDegree;
pub use fixed_probability::FixedProbability;
pub use fixed_total::FixedTotal;
pub use one_to_one::OneToOne;
pub use probability_by_distance::ProbabilityByDistance;
pub use rows::Rows;

/// A rule that lists the targets of each source.
pub trait Connectivity: Debug + Send + Sync + 'static {
    /// The rule in words, for the report of a run.
    fn describe(&self) -> String;

    /// Whether the rule asks how far cells are from each other.
    fn uses_distance(&self) -> bool {
        false
    }

    /// How many connections are to be expected, where that is known before they are drawn.
    #[doc(hidden)]
    fn expected(&self, ends: &Ends<'_>) -> Option<f64> {
        let _ = ends;
        None
    }

    /// What says who is connected without a list, if something does.
    #[doc(hidden)]
    fn pattern(&self, ends: &Ends<'_>) -> Option<Pattern> {
        let _ = ends;
        None
    }

    /// What is wrong with the rule for these sources and targets, in words.
    fn fault(&self, ends: &Ends<'_>) -> Option<String> {
        let _ = ends;
        None
    }

    /// The targets of every source, in ascending order; the same for the same seed.
    ///
    /// `object` tells the projections of a network apart.
    ///
    /// # Errors
    ///
    /// In words, what is wrong with connections that could not be judged before, since they depend on what was drawn.
    fn rows(&self, ends: &Ends<'_>, seed: u64, object: u32) -> Result<Rows, String>;
}

/// Connections that follow from the numbers of source and target.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Source `k` with target `k` and nothing else.
    OneToOne,
    /// All with all, but for a cell with itself where that is skipped.
    AllToAll { skip_self: bool },
}

impl Pattern {
    /// The number of connections.
    pub(crate) fn len(self, ends: &Ends<'_>) -> usize {
        match self {
            Pattern::OneToOne => ends.sources(),
            Pattern::AllToAll { skip_self } => {
                ends.sources() * (ends.targets() - usize::from(skip_self))
            }
        }
    }
}

/// That a rule leaves out a cell's connection to itself, in words behind it.
fn self_connections(skip_self: bool) -> &'static str {
    if skip_self {
        ", no self-connections"
    } else {
        ""
    }
}
