//! The elementary functions of the equations: the same bits on every machine.
//!
//! What the system's mathematical library returns differs from machine to machine, so none of it is used. Each function here is
//! exact by the floating-point standard ([`sqrt`], [`floor`], [`abs`], ...) or our own, made of sums, products, quotients and fused
//! multiply-adds, which the standard rounds in one way.
//!
//! Our own are within 1 ulp of the true value over their whole range, [`powi`] and [`bernoulli`] excepted. They have no branches and no conversions to
//! integers: in a loop over an array, compiled for a machine with fused multiply-add, they become SIMD code. Without that instruction
//! `f64::mul_add` computes the same bits slowly.
//!
//! A NaN among the arguments is the result, except where [`pow`] says otherwise; zeros keep their sign where the function is odd.
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

mod error_function;
mod exponential;
mod exprel;
mod hyperbolic;
mod logarithm;
mod power;
mod reduction;
mod selection;
mod trigonometric;
mod twofold;

#[cfg(test)]
mod tests;

pub use error_function::erf;
pub use exponential::{exp, expm1};
pub use exprel::{bernoulli, exprel, exprel_derivative};
pub(crate) use exprel::{integrated_exp, integrated_exp_near, is_near};
pub use hyperbolic::{cosh, sinh, tanh};
pub use logarithm::{ln, log1p, log10};
pub use power::{pow, powi};
pub use selection::{abs, clip, floor, heaviside, max, min, sign, sqrt};
pub use trigonometric::{cos, sin};
