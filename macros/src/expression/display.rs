//! Expressions in print: one canonical form, with no more parentheses than needed.

use std::fmt::{self, Display, Formatter};

use super::{ATOM, Expr, Node, Operator, UNARY, Unit};

impl Expr {
    pub(crate) fn precedence(&self) -> u8 {
        match &self.node {
            Node::Binary(operator, ..) => operator.precedence(),
            Node::Negate(_) | Node::Not(_) | Node::InputSlope(_) => UNARY,
            _ => ATOM,
        }
    }

    /// Whether an operand at this place needs parentheses.
    pub(crate) fn needs_parentheses(&self, parent: Operator, right: bool) -> bool {
        let (own, outer) = (self.precedence(), parent.precedence());
        match parent {
            // To the right, and a number with unit as base is one thing: `(40 mV)^2`.
            Operator::Power if !right => {
                own <= outer || matches!(&self.node, Node::Number { unit: Some(_), .. })
            }
            Operator::Power => own < UNARY,
            // `a - (b - c)`, `a / (b / c)`; comparisons do not chain.
            _ => own < outer || (right && own == outer),
        }
    }
}

impl Display for Unit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)?;
        if self.power != 1 {
            write!(f, "^{}", self.power)?;
        }
        Ok(())
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let operand = |f: &mut Formatter<'_>, e: &Expr, parenthesised: bool| {
            if parenthesised {
                write!(f, "({e})")
            } else {
                write!(f, "{e}")
            }
        };
        match &self.node {
            Node::Number { text, unit, .. } => {
                f.write_str(text)?;
                unit.as_ref().map_or(Ok(()), |unit| write!(f, " {unit}"))
            }
            Node::Unit(unit) => write!(f, "{unit}"),
            Node::Variable { name, .. } => f.write_str(name),
            Node::InputSlope(index) => write!(f, "-slope({index})"),
            Node::Frozen(e) => write!(f, "frozen({e})"),
            Node::Negate(e) => {
                f.write_str("-")?;
                operand(f, e, e.precedence() < UNARY)
            }
            Node::Not(e) => {
                f.write_str("!")?;
                operand(f, e, e.precedence() < UNARY)
            }
            Node::Binary(operator, left, right) => {
                operand(f, left, left.needs_parentheses(*operator, false))?;
                match operator {
                    Operator::Power => f.write_str("^")?,
                    _ => write!(f, " {} ", operator.text())?,
                }
                operand(f, right, right.needs_parentheses(*operator, true))
            }
            Node::Call(function, arguments) => {
                write!(f, "{}(", function.name())?;
                for (k, argument) in arguments.iter().enumerate() {
                    write!(f, "{}{argument}", if k > 0 { ", " } else { "" })?;
                }
                f.write_str(")")
            }
            Node::If(condition, yes, no) => {
                write!(f, "if {condition} {{ {yes} }} else {{ {no} }}")
            }
        }
    }
}
