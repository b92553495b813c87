//! Neurons and their input ports.

use super::{Array, Dynamics, Requirement, Variable};

/// A neuron model, implemented by `#[derive(Neuron)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a neuron",
    label = "not a neuron",
    note = "a neuron is a struct with `#[derive(Neuron)]`"
)]
pub trait Neuron: Dynamics {
    /// One item for each input.
    #[doc(hidden)]
    type PerInput<T: Copy + Send>: Array<T>;

    /// The inputs, in the order of `#[input(...)]`.
    const INPUTS: &'static [InputPort];

    /// Which states stand still while the neuron is refractory.
    #[doc(hidden)]
    const HELD: Self::PerState<bool>;

    /// Whether there is a `#[spike(...)]`.
    #[doc(hidden)]
    const FIRES: bool;

    /// Whether there is a `#[refractory(...)]`.
    #[doc(hidden)]
    const REFRACTORY: bool;

    /// Whether there is a `#[reset(...)]`.
    #[doc(hidden)]
    const RESETS: bool;

    #[doc(hidden)]
    fn fires(x: &Self::Variables) -> bool;

    /// Why there is no `margin`: the condition of the spike is not one comparison that is affine in the states.
    #[doc(hidden)]
    const MARGIN_FAULT: Option<&'static str>;

    /// The state that a soft reset leaves as far beyond its value after a reset as it was beyond the threshold, or why there is none.
    #[doc(hidden)]
    const OVERSHOOT: Result<usize, &'static str>;

    /// By how much the condition of the spike holds: its left side minus its right side for `>` and `>=`.
    #[doc(hidden)]
    fn margin(x: &Self::Variables) -> f64;

    /// The derivative of the margin by each state.
    #[doc(hidden)]
    fn margin_slopes(x: &Self::Variables) -> Self::PerState<f64>;

    #[doc(hidden)]
    fn reset(x: &mut Self::Variables);

    /// The refractory period in seconds.
    #[doc(hidden)]
    fn refractory(x: &Self::Variables) -> f64;

    /// By how much each state rises with an arriving spike of weight one.
    #[doc(hidden)]
    fn jumps(x: &Self::Variables) -> Self::PerState<f64>;

    /// The conditions of `#[require(...)]` that name a state, with slack for the errors of a solver.
    #[doc(hidden)]
    const BOUNDS: &'static [Requirement<Self::Variables>] = &[];

    /// Whether all of them hold.
    #[doc(hidden)]
    #[inline(always)]
    fn is_within(_x: &Self::Variables) -> bool {
        true
    }
}

/// An input of a neuron.
#[derive(Clone, Copy, Debug)]
pub struct InputPort {
    /// Its name and dimension.
    pub variable: Variable,
    /// The index of its membrane state: the first state whose equation reads the input.
    pub membrane: usize,
}

/// A neuron with an input that takes `Current`, at a membrane state of type `Post`.
///
/// The derive implements it for each input, once with the type of the membrane
/// state and once with `()`, for outputs that do not read the membrane.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no input that takes {Current} from an output that reads a membrane state of type `{Post}`",
    label = "this neuron has no such input",
    note = "a neuron declares its inputs with `#[input(i: ElectricCurrent)]`; what an output reads is its `#[post(...)]`"
)]
pub trait Port<Current, Post>: Neuron {
    /// The index of the input.
    #[doc(hidden)]
    const INDEX: usize;
}

/// A neuron or synapse on which spikes of this weight act.
#[diagnostic::on_unimplemented(
    message = "spikes with a weight of type `{Weight}` cannot act on `{Self}`",
    label = "this weight does not fit",
    note = "what takes spikes states the type of their weight, such as `#[weight(ElectricalConductance)]`, and what they do, `#[on_spike(g += weight)]`; a projection gives it, `.weight(6.0 * nS)`"
)]
pub trait Receives<Weight>: Dynamics {}
