//! Questions that the rest of the macro asks of an expression.

use std::rc::Rc;

use crate::work;

use super::{Expr, Function, Node, Operator, Symbol};

impl Expr {
    /// The expressions directly below this one.
    pub(crate) fn children(&self) -> Vec<&Expr> {
        work::step();
        match &self.node {
            Node::Negate(e) | Node::Not(e) | Node::Frozen(e) => vec![e],
            Node::Binary(_, left, right) => vec![left, right],
            Node::Call(_, arguments) => arguments.iter().collect(),
            Node::If(condition, yes, no) => vec![condition, yes, no],
            _ => Vec::new(),
        }
    }

    pub(crate) fn children_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.node {
            Node::Negate(e) | Node::Not(e) | Node::Frozen(e) => vec![Rc::make_mut(e)],
            Node::Binary(_, left, right) => vec![Rc::make_mut(left), Rc::make_mut(right)],
            Node::Call(_, arguments) => arguments.iter_mut().collect(),
            Node::If(condition, yes, no) => [condition, yes, no].map(Rc::make_mut).into(),
            _ => Vec::new(),
        }
    }

    /// What becomes of the expression where those directly below it become others; nothing where none does.
    pub(crate) fn map(&self, f: impl Fn(&Expr) -> Option<Expr>) -> Option<Expr> {
        let below = self.children();
        let changed: Vec<Option<Expr>> = below.into_iter().map(f).collect();
        if changed.iter().all(Option::is_none) {
            return None;
        }
        let mut e = self.clone();
        for (child, changed) in e.children_mut().into_iter().zip(changed) {
            if let Some(changed) = changed {
                *child = changed;
            }
        }
        Some(e)
    }

    /// The first variable, in reading order, for which the question is answered with yes.
    pub(crate) fn find(&self, question: &mut impl FnMut(Symbol) -> bool) -> Option<&Expr> {
        match &self.node {
            Node::Variable { symbol, .. } if question(*symbol) => Some(self),
            Node::InputSlope(index) if question(Symbol::Input(*index)) => Some(self),
            _ => self
                .children()
                .into_iter()
                .find_map(|child| child.find(question)),
        }
    }

    pub(crate) fn contains(&self, symbol: Symbol) -> bool {
        self.find(&mut |s| s == symbol).is_some()
    }

    /// Whether the value jumps where the variable passes some point, of which a derivative tells nothing.
    pub(crate) fn jumps_with(&self, variable: Symbol) -> bool {
        let decides = match &self.node {
            Node::Call(Function::Sign | Function::Heaviside | Function::Floor, arguments) => {
                arguments.iter().any(|x| x.contains(variable))
            }
            Node::If(condition, ..) => condition.contains(variable),
            _ => false,
        };
        decides || self.children().iter().any(|e| e.jumps_with(variable))
    }

    /// Whether the value is true or false rather than a number.
    pub(crate) fn is_condition(&self) -> bool {
        match &self.node {
            Node::Not(_) => true,
            Node::Binary(operator, ..) => operator.is_comparison() || operator.is_logic(),
            Node::If(_, yes, _) => yes.is_condition(),
            _ => false,
        }
    }

    /// The value of a plain number, also with a minus in front.
    pub(crate) fn constant(&self) -> Option<f64> {
        match &self.node {
            Node::Number {
                value, unit: None, ..
            } => Some(*value),
            Node::Negate(e) => e.constant().map(|value| -value),
            _ => None,
        }
    }

    /// The value of an exponent made of plain numbers, as numerator and denominator.
    pub(crate) fn rational(&self) -> Option<(i32, i32)> {
        match &self.node {
            Node::Number {
                value, unit: None, ..
            } => (1..=12).find_map(|denominator| {
                let numerator = value * f64::from(denominator);
                (numerator.fract() == 0.0 && numerator.abs() < 1000.0)
                    .then_some((numerator as i32, denominator))
            }),
            Node::Negate(e) => e.rational().map(|(n, d)| (-n, d)),
            Node::Binary(Operator::Divide, left, right) => {
                let ((a, b), (c, d)) = (left.rational()?, right.rational()?);
                let numerator = a.checked_mul(d)? * c.signum();
                let denominator = b.checked_mul(c.abs())?;
                (c != 0).then(|| reduced(numerator, denominator))
            }
            _ => None,
        }
    }

    /// The terms of a sum with the signs in front of them, left to right; one term for what is no sum.
    pub(crate) fn terms(&self) -> Vec<(Operator, &Expr)> {
        match &self.node {
            Node::Binary(operator @ (Operator::Add | Operator::Subtract), left, right) => {
                let mut terms = left.terms();
                terms.push((*operator, right));
                terms
            }
            _ => vec![(Operator::Add, self)],
        }
    }
}

fn reduced(numerator: i32, denominator: i32) -> (i32, i32) {
    let (mut a, mut b) = (numerator.abs(), denominator);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (numerator / a.max(1), denominator / a.max(1))
}
