//! Membranes whose equation is linear in the potential but for coefficients that depend on it, such as `m_inf(v)`.

use std::rc::Rc;

use super::Degrees;
use crate::expression::{Expr, Node, Operator, Symbol};
use crate::model::Model;

/// The right-hand side with the state in factors like `(e - v)` only, every other dependence on it frozen:
/// affine in the state. Nothing if some term has no such factor.
///
/// In `g_na * m_inf^3 * h * (e_na - v)` the product in front of the parenthesis is frozen. Polynomials (`v^3`,
/// `(v - a) * (v - b)`) and terms that drive the state by a function of itself alone (`exp(v / delta)`) are not of this form.
pub(crate) fn gated<'a>(model: &'a Model, rhs: &'a Expr, state: usize) -> Option<Expr> {
    let inputs = model.inputs_at(state).into_iter().map(Symbol::Input);
    let symbols: Vec<Symbol> = inputs.chain([Symbol::State(state)]).collect();
    let counts = |symbol| symbols.contains(&symbol);
    let of = |symbol: &Symbol| Degrees::new(model, *symbol, counts);
    let degrees = symbols.iter().map(of).collect();
    let variables = State { model, degrees };
    variables.gated(rhs)
}

/// The state and the inputs that fall with it.
struct State<'a, F> {
    model: &'a Model,
    degrees: Vec<Degrees<'a, F>>,
}

impl<'a, F: Fn(Symbol) -> bool> State<'a, F> {
    fn depends(&self, e: &'a Expr) -> bool {
        self.degrees[0].of(e).depends
    }

    /// Whether the state enters at most linearly; inputs are affine in it themselves.
    fn is_affine(&self, e: &'a Expr) -> bool {
        self.degrees.iter().all(|of| of.of(e).is_affine())
    }

    fn gated(&self, e: &'a Expr) -> Option<Expr> {
        if !self.depends(e) || self.is_affine(e) {
            return Some(e.clone());
        }
        match &e.node {
            Node::Variable {
                symbol: Symbol::Definition(k),
                ..
            } => self.gated(&self.model.definitions[*k].equation.rhs),
            Node::Negate(inner) => Some(Expr {
                node: Node::Negate(Rc::new(self.gated(inner)?)),
                extent: e.extent,
            }),
            Node::Binary(operator @ (Operator::Add | Operator::Subtract), left, right) => {
                self.of(*operator, self.gated(left)?, self.gated(right)?)
            }
            Node::Binary(Operator::Multiply, left, right) => {
                let is_right = self.is_affine(right);
                if !(self.depends(left) && self.depends(right)) {
                    return self.of(Operator::Multiply, self.gated(left)?, self.gated(right)?);
                }
                if is_right && self.is_affine(left) {
                    return None;
                }
                // The factor in which the state enters linearly stays, or the one that has such a factor.
                match (!is_right).then(|| self.gated(left)).flatten() {
                    Some(left) => self.of(Operator::Multiply, left, frozen(right)),
                    None => self.of(Operator::Multiply, frozen(left), self.gated(right)?),
                }
            }
            Node::Binary(Operator::Divide, left, right) => {
                let left = self.depends(left).then(|| self.gated(left))??;
                let right = match self.depends(right) {
                    true => frozen(right),
                    false => (**right).clone(),
                };
                self.of(Operator::Divide, left, right)
            }
            _ => None,
        }
    }

    #[allow(clippy::unnecessary_wraps, reason = "it ends chains of options")]
    fn of(&self, operator: Operator, left: Expr, right: Expr) -> Option<Expr> {
        Some(Expr::binary(operator, left, right))
    }
}

fn frozen(e: &Expr) -> Expr {
    Expr {
        node: Node::Frozen(Rc::new(e.clone())),
        extent: e.extent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::neuron;

    fn found(rhs: &str) -> Option<String> {
        let define = "#[define(m_inf = 1 / (1 + exp(-x)), i_na = a * m_inf^3 * y * (a - x))]";
        let model = neuron(define, rhs);
        let (state, ode) = model.odes().next()?;
        gated(&model, &ode.rhs, state).map(|e| e.to_string())
    }

    #[test]
    fn coefficients_of_a_linear_factor_are_frozen() {
        for (rhs, expected) in [
            ("(a - x) / tau", "(a - x) / tau"),
            (
                "(a * m_inf * (a - x) + i) / tau",
                "(frozen(a * m_inf) * (a - x) + i) / tau",
            ),
            (
                "(i_na - y * (x - a)) / tau",
                "(frozen(a * m_inf^3 * y) * (a - x) - y * (x - a)) / tau",
            ),
            (
                "m_inf * (a - x) * tanh(x) / tau",
                "frozen(m_inf) * (a - x) * frozen(tanh(x)) / tau",
            ),
            (
                "(a - x) / (1 + x^2) / tau",
                "(a - x) / frozen(1 + x^2) / tau",
            ),
            ("-(x * exp(x)) / tau", "-(x * frozen(exp(x))) / tau"),
        ] {
            assert_eq!(found(rhs).as_deref(), Some(expected), "{rhs}");
        }
    }

    #[test]
    fn other_dependences_are_not_of_this_form() {
        for rhs in [
            "x^2 / tau",
            "(x - a) * (x - 2 * a) / tau",
            "(exp(x) - x) / tau",
            "(x - x^3 / 3 - y) / tau",
            "m_inf / tau",
            "a / (1 + x) / tau",
            "heaviside(x) / tau",
        ] {
            assert_eq!(found(rhs), None, "{rhs}");
        }
    }
}
