//! White noise in the equation of a state.

use super::State;
use crate::expression::Expr;

/// The part of an equation that is not its drift.
pub(crate) struct Noise {
    /// The right-hand side as the modeler wrote it, with the noise in it.
    pub(crate) written: Expr,
    /// What each noise of the model is multiplied by: the derivative by it.
    pub(crate) coefficients: Vec<Expr>,
}

impl State {
    /// The right-hand side as the modeler wrote it.
    pub(crate) fn written(&self) -> Option<&Expr> {
        let noise = self.noise.as_ref().map(|noise| &noise.written);
        noise.or(self.ode.as_ref().map(|ode| &ode.rhs))
    }
}
