//! An expression with one variable at zero.

use std::rc::Rc;

use super::{Expr, Node, Operator, Symbol, is_zero};

/// The expression where the variable is zero, with what that makes zero left out.
///
/// Products and quotients with a factor of zero vanish whatever the other
/// factor is, so the result is that of algebra, not of floating-point numbers.
pub(crate) fn without(e: &Expr, variable: Symbol) -> Expr {
    changed(e, variable).unwrap_or_else(|| e.clone())
}

/// The same, or nothing where the expression stays what it is.
fn changed(e: &Expr, variable: Symbol) -> Option<Expr> {
    if e.symbol() == Some(variable) {
        return Some(Expr::number(0.0));
    }
    let below = e.map(|child| changed(child, variable));
    simplified(below.as_ref().unwrap_or(e)).or(below)
}

/// What is left where an operand is zero.
fn simplified(e: &Expr) -> Option<Expr> {
    let zero = || Some(Expr::number(0.0));
    match &e.node {
        Node::Negate(inner) if is_zero(inner) => zero(),
        Node::Binary(operator, left, right) => match (operator, is_zero(left), is_zero(right)) {
            (Operator::Add, true, _) => Some((**right).clone()),
            (Operator::Add | Operator::Subtract, _, true) => Some((**left).clone()),
            (Operator::Subtract, true, _) => Some(Expr {
                node: Node::Negate(Rc::clone(right)),
                extent: e.extent,
            }),
            (Operator::Multiply, true, _) | (Operator::Multiply, _, true) => zero(),
            (Operator::Divide, true, _) => zero(),
            (Operator::Power, true, _) if right.constant().is_some_and(|n| n > 0.0) => zero(),
            _ => None,
        },
        _ => None,
    }
}
