//! Right-hand sides and what the solvers need of them.

use std::fmt::{self, Display, Formatter};

use super::{Array, Model, Noise, Variable};

/// A model whose states have equations.
pub trait Dynamics: Model {
    /// One item for each white noise.
    #[doc(hidden)]
    type PerNoise<T: Copy + Send>: Array<T>;

    /// The names of the white noises in the equations.
    const NOISES: &'static [&'static str];

    /// How white noise enters the equations.
    const NOISE: Noise;

    /// How the model is advanced when it stands alone, and why.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// assert_eq!(Lif::SOLVER.method, nernst::model::Method::Exact);
    /// println!("{}", Lif::SOLVER); // exact: every equation is linear with constant coefficients
    /// ```
    const SOLVER: Solver;

    /// The definitions that depend on no input, which can be recorded.
    const DEFINITIONS: &'static [Variable];

    /// The value of one of them.
    #[doc(hidden)]
    fn definition(x: &Self::Variables, index: usize) -> f64;

    /// The right-hand sides; zero for states without an equation.
    #[doc(hidden)]
    fn rates(x: &Self::Variables) -> Self::PerState<f64>;

    /// What each noise is multiplied by in the equation of each state; the right-hand sides are without noise.
    #[doc(hidden)]
    fn noise(x: &Self::Variables) -> Self::PerState<Self::PerNoise<f64>>;

    /// The coefficients, if the model is linear with constant coefficients.
    #[doc(hidden)]
    fn system(x: &Self::Variables, system: &mut System);

    /// Advances all states but the central one, in their order.
    #[doc(hidden)]
    fn outer<A: Advance>(x: &mut Self::Variables, step: &A);

    /// Advances the state on which inputs act.
    #[doc(hidden)]
    fn centre<A: Advance>(x: &mut Self::Variables, step: &A);

    /// As `outer`, the other way round.
    #[doc(hidden)]
    fn outer_reversed<A: Advance>(x: &mut Self::Variables, step: &A);
}

/// Advances one state while the others stand still.
#[doc(hidden)]
pub trait Advance {
    /// The state after the step, from its rate and the derivative of the rate by the state.
    fn free(&self, value: f64, rate: f64, slope: f64) -> f64;

    /// The same for a state that stands still while the neuron is refractory.
    fn held(&self, value: f64, rate: f64, slope: f64) -> f64;
}

/// How a model is advanced, and why that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Solver {
    /// The method.
    pub method: Method,
    /// What in the equations decided it.
    pub reason: &'static str,
    /// Whether the model asks for the method with `#[solver(...)]`.
    pub is_asked_for: bool,
}

/// A method of integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The propagator of the linear system, from one matrix exponential: exact for every time step.
    Exact,
    /// Symmetric exponential splitting: second order, bounded for every time step.
    Splitting,
}

impl Display for Method {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Method::Exact => "exact",
            Method::Splitting => "splitting",
        })
    }
}

impl Display for Solver {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.method, self.reason)
    }
}

/// The coefficients of a linear model, row by row of its states.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// Of states, row-major.
    pub states: Vec<Vec<f64>>,
    /// Of inputs.
    pub inputs: Vec<Vec<f64>>,
    /// Of white noises.
    pub noises: Vec<Vec<f64>>,
}

impl System {
    pub(crate) fn zero(states: usize, inputs: usize) -> Self {
        System {
            states: vec![vec![0.0; states]; states],
            inputs: vec![vec![0.0; inputs]; states],
            noises: vec![Vec::new(); states],
        }
    }

    pub fn state(&mut self, row: usize, column: usize, coefficient: f64) {
        self.states[row][column] = coefficient;
    }

    pub fn input(&mut self, row: usize, input: usize, coefficient: f64) {
        self.inputs[row][input] = coefficient;
    }
}
