//! Outputs: how a synaptic variable becomes an input of the neuron.

use super::Model;
use crate::quantity::Measured;

/// An output model, implemented by `#[derive(Output)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an output",
    label = "not an output",
    note = "an output is a struct with `#[derive(Output)]`, such as `Coba` or `Cuba`; a projection with a synapse needs one: `.output(Coba {{ e: 0.0 * mV }})`"
)]
pub trait Output: Model {
    /// The synaptic variable that it takes.
    type Drive: Measured;

    /// The membrane state that it reads, or `()`.
    type Post;

    /// What it hands to the neuron.
    type Current: Measured;

    /// Whether the current is the drive times a constant, so that it can be part of a linear system.
    #[doc(hidden)]
    const LINEAR: bool;

    /// Whether the current is the drive times something affine in the membrane state, with constant coefficients.
    #[doc(hidden)]
    const PROPORTIONAL: bool;

    /// The current, as written.
    #[doc(hidden)]
    const CURRENT: &'static str;

    /// The variables with this drive and this membrane state.
    #[doc(hidden)]
    fn bind(x: &Self::Variables, drive: f64, post: f64) -> Self::Variables;

    #[doc(hidden)]
    fn current(x: &Self::Variables) -> f64;

    /// The derivative of the current by the membrane state.
    #[doc(hidden)]
    fn slope(x: &Self::Variables) -> f64;

    /// The derivative of the current by the drive.
    #[doc(hidden)]
    fn gain(x: &Self::Variables) -> f64;
}

/// An output that takes what a synapse hands on.
#[diagnostic::on_unimplemented(
    message = "the synapse hands on `{Drive}`, which the output `{Self}` does not take",
    label = "this synapse and this output do not fit together",
    note = "`Coba` takes a conductance and `Cuba` a current; the synapse hands on what its `#[output(...)]` says, and a projection with a synapse needs `.output(...)`"
)]
pub trait Accepts<Drive>: Output {}
