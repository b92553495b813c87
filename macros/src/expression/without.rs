//! An expression with one variable at zero.

use super::{Expr, Node, Operator, Symbol, is_zero};

/// The expression where the variable is zero, with what that makes zero left out.
///
/// Products and quotients with a factor of zero vanish whatever the other
/// factor is, so the result is that of algebra, not of floating-point numbers.
pub(crate) fn without(e: &Expr, variable: Symbol) -> Expr {
    if matches!(&e.node, Node::Variable { symbol, .. } if *symbol == variable) {
        return Expr::number(0.0);
    }
    let e = e.map(|child| without(child, variable));
    match &e.node {
        Node::Negate(inner) if is_zero(inner) => Expr::number(0.0),
        Node::Binary(operator, left, right) => match (operator, is_zero(left), is_zero(right)) {
            (Operator::Add, true, _) => (**right).clone(),
            (Operator::Add | Operator::Subtract, _, true) => (**left).clone(),
            (Operator::Subtract, true, _) => Expr {
                node: Node::Negate(right.clone()),
                extent: e.extent,
            },
            (Operator::Multiply, true, _) | (Operator::Multiply, _, true) => Expr::number(0.0),
            (Operator::Divide, true, _) => Expr::number(0.0),
            (Operator::Power, true, _) if right.constant().is_some_and(|n| n > 0.0) => {
                Expr::number(0.0)
            }
            _ => e,
        },
        _ => e,
    }
}
