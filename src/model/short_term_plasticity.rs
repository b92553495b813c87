//! Short-term plasticity: how much of a spike a synapse releases.

use super::Dynamics;

/// A model of short-term plasticity, implemented by `#[derive(ShortTermPlasticity)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a short-term plasticity",
    label = "not a short-term plasticity",
    note = "a short-term plasticity is a struct with `#[derive(ShortTermPlasticity)]`, such as `Stp` or `Std`"
)]
pub trait ShortTermPlasticity: Dynamics {
    /// Lets a presynaptic spike act on the states and returns the part of it that is released.
    #[doc(hidden)]
    fn spike(x: &mut Self::Variables) -> f64;
}
