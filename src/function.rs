//! The elementary functions of the equations: the same bits on every machine.
//!
//! What the system's mathematical library returns differs from machine to machine, so none of it is used. Each function here is
//! exact by the floating-point standard ([`sqrt`], [`floor`], [`abs`], ...), our own ([`exp`], [`expm1`], [`exprel`]), or that of
//! the `libm` crate.
//!
//! Our own have no branches and no conversions to integers: in a loop over an array, compiled for a machine with fused
//! multiply-add, they become SIMD code. Without that instruction `f64::mul_add` computes the same bits slowly.
//!
//! ```
//! use nernst::function::{exp, exprel, heaviside};
//!
//! // Hodgkin and Huxley's opening rate of potassium, 0.1 (10 − u) / (e^{(10 − u)/10} − 1), also where its denominator is zero.
//! let alpha_n = |u: f64| 0.1 / exprel((10.0 - u) / 10.0);
//! assert_eq!(alpha_n(10.0), 0.1);
//!
//! assert_eq!(exp(0.0), 1.0);
//! assert_eq!(heaviside(0.0), 1.0);
//! ```

mod exponential;
mod library;
mod selection;

pub use exponential::{exp, expm1, exprel, exprel_derivative};
pub use library::{cos, cosh, erf, ln, log10, pow, powi, sin, sinh, tanh};
pub use selection::{abs, clip, floor, heaviside, max, min, sign, sqrt};
