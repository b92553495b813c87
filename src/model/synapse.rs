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

    /// Whether the states of presynaptic synapses can be added at the postsynaptic cell, apart for those with and without a pulse.
    #[doc(hidden)]
    const IS_LUMPED: bool;

    /// Whether a spike starts a square pulse.
    #[doc(hidden)]
    const HAS_PULSE: bool;

    /// By how much each state rises with an arriving spike of weight one, where states are added at the cell.
    #[doc(hidden)]
    fn jumps(x: &Self::Variables) -> Self::PerState<f64>;

    /// The coefficient of each state in what is handed on with weight one, where states are added at the cell.
    #[doc(hidden)]
    fn readout(x: &Self::Variables) -> Self::PerState<f64>;

    /// What an arriving spike does to a synapse of its own; one that is released in part acts in part.
    #[doc(hidden)]
    fn spike(x: &mut Self::Variables, weight: f64, release: f64);

    /// How high the pulse is.
    #[doc(hidden)]
    fn pulse_height(x: &Self::Variables) -> f64;

    /// How long the pulse is, in seconds.
    #[doc(hidden)]
    fn pulse_duration(x: &Self::Variables) -> f64;

    /// Puts the present value of the pulse among the variables.
    #[doc(hidden)]
    fn set_pulse(x: &mut Self::Variables, height: f64);

    /// What the synapse hands on for a connection of this weight.
    #[doc(hidden)]
    fn handed_on(x: &Self::Variables, weight: f64) -> f64;
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
