//! Right-hand sides and what the solvers need of them.

use std::fmt::{self, Display, Formatter};

use super::{Array, Model, Noise, Variable};

/// A model whose states have equations.
pub trait Dynamics: Model {
    /// What the equations are, which decides how they can be advanced.
    const CLASS: Class;
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

    /// The states on which inputs act, or whose coefficients depend on themselves.
    #[doc(hidden)]
    const CENTRE: &'static [bool];

    /// The states that depend on themselves and the centre alone.
    #[doc(hidden)]
    const REUSED: &'static [bool];

    /// Those of them that take the whole step while the others are sub-stepped.
    #[doc(hidden)]
    const SLOW: &'static [bool];

    /// The value of a definition.
    #[doc(hidden)]
    fn definition(x: &Self::Variables, index: usize) -> f64;

    /// The right-hand sides; zero for states without an equation.
    #[doc(hidden)]
    fn rates(x: &Self::Variables) -> Self::PerState<f64>;

    /// The derivative of each right-hand side by its own state, with the inputs that fall with it and coefficients standing still.
    #[doc(hidden)]
    fn slopes(x: &Self::Variables) -> Self::PerState<f64>;
    /// What each noise is multiplied by in the equation of each state; the right-hand sides are without noise.
    #[doc(hidden)]
    fn noise(x: &Self::Variables) -> Self::PerState<Self::PerNoise<f64>>;

    /// The coefficients, if the model is linear with constant coefficients.
    #[doc(hidden)]
    fn system(x: &Self::Variables, system: &mut System);

    /// Advances the reused states.
    #[doc(hidden)]
    fn gates<A: Advance>(x: &mut Self::Variables, step: &mut A);

    /// Advances the states that are neither reused nor central, in their order.
    #[doc(hidden)]
    fn outer<A: Advance>(x: &mut Self::Variables, step: &mut A);

    /// Advances the central states, on which inputs act, with everything else as it is in `about`.
    #[doc(hidden)]
    fn centre<A: Advance>(x: &mut Self::Variables, about: &Self::Variables, step: &mut A);

    /// As `outer`, the other way round.
    #[doc(hidden)]
    fn outer_reversed<A: Advance>(x: &mut Self::Variables, step: &mut A);
}

/// Advances one state while the others stand still.
#[doc(hidden)]
pub trait Advance {
    /// The state after the step, from its rate and the derivative of the rate by the state.
    fn free(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64;

    /// The same for a state that stands still while the neuron is refractory.
    fn held(&mut self, state: usize, value: f64, rate: f64, slope: f64) -> f64;
}

/// What the equations of a model are, once definitions are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Linear in states and inputs, with coefficients that stand still.
    Linear,
    /// Each state enters its own equation linearly, with coefficients that change within a step.
    ConditionallyLinear {
        /// What changes.
        reason: &'static str,
    },
    /// As before, but for coefficients that depend on the state itself, such as `m_inf(v)`.
    Gated {
        /// Which.
        reason: &'static str,
    },
    /// Some state enters its own equation non-linearly.
    NonLinear {
        /// Which.
        reason: &'static str,
    },
}

/// How a model is advanced, and why that way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Solver {
    /// The method.
    pub method: Method,
    /// What in the equations decided it.
    pub reason: &'static str,
    /// Whether the model asks for the method with `#[solver(...)]`.
    pub is_asked_for: bool,
}

/// A method of integration.
///
/// The macro chooses one from the equations; `#[solver(...)]` on the model or
/// [`Population::solver`](crate::prelude::Population::solver) overrides it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// The propagator of the linear system, from one matrix exponential: exact for every time step.
    Exact,
    /// Symmetric exponential splitting: second order, bounded for every time step.
    Splitting {
        /// Into what a time step is cut.
        steps: Steps,
    },
    /// Each state by the exponential of its own equation, everything else as at the start of the step: first order.
    ExponentialEuler {
        /// Sub-steps of a time step.
        steps: u32,
    },
    /// The classical Runge-Kutta method: fourth order.
    Rk4 {
        /// Sub-steps of a time step.
        steps: u32,
    },
    /// The Runge-Kutta pair of Dormand and Prince: fifth order, with sub-steps by its error.
    Rk45 {
        /// The error of a sub-step relative to each state.
        tolerance: f64,
    },
}

/// Into what a time step is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Steps {
    /// So many sub-steps of equal length; states that the model declares `slow(...)` take the whole step around them.
    Number(u32),
    /// Sub-steps whose first-order error, relative to the membrane state, is at most this.
    Tolerance(f64),
}

impl Steps {
    /// Keeps spikes of a fast-spiking neuron in their step of 0.1 ms; `examples/accuracy.rs` shows it.
    pub const DEFAULT_TOLERANCE: Steps = Steps::Tolerance(1e-3);
}

impl Method {
    /// The tolerance of `rk45` where none is given.
    pub const RK45_TOLERANCE: f64 = 1e-6;

    /// Why models of this class cannot be advanced by the method, and by which they can.
    pub(crate) fn refusal(&self, class: Class) -> Option<String> {
        let (reason, other) = match class {
            Class::Linear => ("", ""),
            Class::ConditionallyLinear { reason } | Class::Gated { reason } => {
                (reason, "splitting")
            }
            Class::NonLinear { reason } => (reason, "rk45"),
        };
        let is_positive = |tolerance: f64| (1e-14..=1.0).contains(&tolerance);
        match *self {
            Method::Exact if class != Class::Linear => Some(format!(
                "`exact` needs linear equations with constant coefficients, but {reason}; `{other}` takes it"
            )),
            Method::Splitting { .. } if matches!(class, Class::NonLinear { .. }) => Some(format!(
                "`splitting` needs each state to be linear in its own equation, but {reason}; `{other}` takes it"
            )),
            Method::Splitting { steps: Steps::Tolerance(_) } if !matches!(class, Class::Gated { .. }) => Some(
                "`splitting` does not estimate its error for this model, so it has no tolerance; `Steps::Number(2)` makes the sub-steps smaller".to_owned(),
            ),
            Method::Splitting { steps: Steps::Number(0) }
            | Method::ExponentialEuler { steps: 0 }
            | Method::Rk4 { steps: 0 } => Some("a time step has at least one sub-step".to_owned()),
            Method::Splitting { steps: Steps::Tolerance(tolerance) } | Method::Rk45 { tolerance }
                if !is_positive(tolerance) =>
            {
                Some(format!("the tolerance is from 1e-14 to 1, but it is {tolerance}"))
            }
            _ => None,
        }
    }
}

/// As it is shown.
#[cfg(feature = "serde")]
impl serde::Serialize for Method {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Display for Method {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (name, steps) = match *self {
            Method::Exact => ("exact", Steps::Number(1)),
            Method::Splitting { steps } => ("splitting", steps),
            Method::ExponentialEuler { steps } => ("exponential_euler", Steps::Number(steps)),
            Method::Rk4 { steps } => ("rk4", Steps::Number(steps)),
            Method::Rk45 { tolerance } => ("rk45", Steps::Tolerance(tolerance)),
        };
        f.write_str(name)?;
        match steps {
            Steps::Number(1) => Ok(()),
            Steps::Number(steps) => write!(f, ", {steps} sub-steps"),
            Steps::Tolerance(tolerance) => write!(f, ", tolerance {tolerance:e}"),
        }
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
