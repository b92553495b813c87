//! How white noise enters the equations of a model.

/// Whether what white noise is multiplied by changes with the state of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// There is none.
    None,
    /// Its coefficients depend on parameters only, so that Itô and Stratonovich calculus agree.
    Additive,
    /// A coefficient changes within a step.
    Multiplicative {
        /// Which one, and with what.
        reason: &'static str,
    },
}
