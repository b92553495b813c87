//! Synapses.

use super::Dynamics;
use crate::quantity::Measured;

/// A synapse model, implemented by `#[derive(Synapse)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a synapse",
    label = "not a synapse",
    note = "a synapse is a struct with `#[derive(Synapse)]`"
)]
pub trait Synapse: Dynamics {
    /// The weight of a connection.
    type Weight: Measured;

    /// What the synapse hands on to its output.
    type Out: Measured;

    /// Where the state lives, as found from the equations.
    const ALIGNMENT: Alignment;

    /// What is handed on, as written.
    #[doc(hidden)]
    const READOUT: &'static str;

    /// By how much each state rises with an arriving spike of weight one.
    #[doc(hidden)]
    fn jumps(x: &Self::Variables) -> Self::PerState<f64>;

    /// The coefficient of each state in what is handed on.
    #[doc(hidden)]
    fn readout(x: &Self::Variables) -> Self::PerState<f64>;
}

/// Where the state of a synapse lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// One state per postsynaptic neuron, to which all its inputs add: superposition holds.
    Post,
    /// One state per presynaptic neuron, weighted afterwards.
    Pre {
        /// Why inputs cannot be added.
        reason: &'static str,
    },
    /// One state per connection.
    Connection {
        /// Why inputs cannot be added.
        reason: &'static str,
    },
}
