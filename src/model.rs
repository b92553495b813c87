//! What a derived model is: the traits that `#[derive(Neuron)]`,
//! `#[derive(Synapse)]` and `#[derive(Output)]` implement.
//!
//! A modeler meets these as bounds, as `Lif::SOLVER`, and as the typed names of
//! variables, `Lif::V`. Four words are used for variables everywhere:
//! **parameter** (a plain field), **state** (a field with `#[ode]` or
//! `#[state]`), **input** (a port) and **definition** (`#[define]`).
//!
//! The methods are called by the engine. They speak in `f64` of SI base units:
//! dimensions were proved when the model was compiled.

mod columns;
mod dynamics;
mod fault;
mod neuron;
mod noise;
mod output;
mod short_term_plasticity;
mod synapse;
mod variable;

pub use columns::{Affine, Array, Columns, LANES};
pub use dynamics::{Advance, Class, Dynamics, Method, Solver, Steps, System};
pub(crate) use fault::{descriptor_fault, dynamics_fault};
pub use neuron::{InputPort, Neuron, Port, Receives};
pub use noise::Noise;
pub use output::{Accepts, Output};
pub use short_term_plasticity::ShortTermPlasticity;
pub use synapse::{Alignment, Synapse};
pub use variable::{Definition, Input, Parameter, Readout, Requirement, State, Variable};

/// A struct that declares a model and whose value is its descriptor: parameters
/// and initial state of one cell, plain data that can be used as often as wanted.
pub trait Model: Clone + Send + Sync + 'static {
    /// The values of all variables of one cell.
    #[doc(hidden)]
    type Variables: Copy + Send + 'static;

    /// One item for each parameter.
    #[doc(hidden)]
    type PerParameter<T: Copy + Send>: Array<T>;

    /// One item for each state.
    #[doc(hidden)]
    type PerState<T: Copy + Send>: Array<T>;

    /// The name of the struct.
    const NAME: &'static str;

    /// The parameters, in the order of the fields.
    const PARAMETERS: &'static [Variable];

    /// The states, in the order of the fields.
    const STATES: &'static [Variable];

    /// What was declared, line by line: definitions, equations, events, and what is required.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// assert_eq!(Lif::EQUATIONS[0], "dv/dt = (v_rest - v + r * i) / tau");
    /// ```
    const EQUATIONS: &'static [&'static str];

    /// The conditions of `#[require(...)]`.
    #[doc(hidden)]
    const REQUIREMENTS: &'static [Requirement<Self::Variables>];

    /// Parameters and initial states in SI base units.
    #[doc(hidden)]
    fn values(&self) -> Values;

    /// The variables of one lane of a block.
    #[doc(hidden)]
    fn load<C: Columns>(columns: &C, lane: usize) -> Self::Variables;

    #[doc(hidden)]
    fn states(x: &Self::Variables) -> Self::PerState<f64>;

    #[doc(hidden)]
    fn set_states(x: &mut Self::Variables, values: &Self::PerState<f64>);

    /// The descriptor with every state that has an `#[init(...)]` at that value.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// #[derive(Neuron, Clone)]
    /// #[input(i: ElectricCurrent)]
    /// struct Passive {
    ///     tau: Time,
    ///     r: ElectricalResistance,
    ///     v_rest: ElectricPotential,
    ///     #[ode(dv/dt = (v_rest - v + r * i) / tau)]
    ///     #[init(v_rest)]
    ///     v: ElectricPotential,
    /// }
    ///
    /// let cell = Passive { tau: 10.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v: 0.0 * mV };
    /// assert_eq!(cell.at_rest().v, -65.0 * mV);
    /// ```
    #[must_use]
    fn at_rest(self) -> Self {
        self
    }
}

/// Parameters and initial states of one cell, in SI base units.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    pub parameters: Vec<f64>,
    pub states: Vec<f64>,
}

impl Values {
    pub fn of(parameters: &[f64], states: &[f64]) -> Self {
        Values {
            parameters: parameters.to_vec(),
            states: states.to_vec(),
        }
    }
}

/// A descriptor is a block of one lane.
impl Columns for Values {
    fn parameter(&self, index: usize, _lane: usize) -> f64 {
        self.parameters[index]
    }

    fn state(&self, index: usize, _lane: usize) -> f64 {
        self.states[index]
    }
}

/// The variables of a descriptor, with inputs at zero.
#[doc(hidden)]
pub fn variables_of<M: Model>(model: &M) -> M::Variables {
    M::load(&model.values(), 0)
}
