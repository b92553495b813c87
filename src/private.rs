//! What generated code calls. Not part of the public interface: it changes without notice.

#[path = "private/abstract_dimension.rs"]
mod abstract_dimension;
#[path = "private/check.rs"]
pub mod check;

pub use crate::quantity::{Dimension, Exponents, Measured, Quantity, dim};
pub use crate::units::named::{self as unit, UNITS};
pub use crate::units::table::{SYMBOLS, Unit};
pub use abstract_dimension::Abstract;

pub use crate::function;
pub use crate::model::{
    Accepts, Advance, Affine, Alignment, Class, Columns, Dynamics, InputPort, Method, Model,
    Neuron, Noise, Output, Port, Receives, Requirement, ShortTermPlasticity, Solver, Steps,
    Synapse, System, Values, Variable, variables_of,
};
