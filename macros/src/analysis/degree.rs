//! How expressions change with a variable: not, linearly, or otherwise. What the derivative is and what it depends on, without
//! writing it out.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ptr::from_ref;

use crate::expression::{Expr, Function, Node, Operator, Symbol, is_zero};
use crate::model::Model;

/// How an expression changes with the variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Degree {
    /// The derivative is zero, as after a jump.
    Zero,
    /// The derivative depends on nothing that counts.
    One,
    /// It does.
    More,
}

/// What is known of one part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Whether anything that counts is in it.
    pub(crate) depends: bool,
    /// Whether the variable is in it.
    contains: bool,
    /// Whether it jumps where the variable passes some point.
    pub(crate) jumps: bool,
    pub(crate) degree: Degree,
}

impl Part {
    const CONSTANT: Part = Part {
        depends: false,
        contains: false,
        jumps: false,
        degree: Degree::Zero,
    };

    /// Whether the variable enters at most linearly.
    pub(crate) fn is_affine(self) -> bool {
        !self.jumps && self.degree != Degree::More
    }
}

/// The degrees of the parts of a model's expressions, definitions written out. Each part is looked into once.
pub(crate) struct Degrees<'a, F> {
    model: &'a Model,
    variable: Symbol,
    /// Whether a derivative must not depend on a variable; on the one that it is taken by it must not.
    counts: F,
    known: RefCell<HashMap<*const Expr, Part>>,
}

impl<'a, F: Fn(Symbol) -> bool> Degrees<'a, F> {
    pub(crate) fn new(model: &'a Model, variable: Symbol, counts: F) -> Self {
        Degrees {
            model,
            variable,
            counts,
            known: RefCell::default(),
        }
    }

    /// Parts outlive what is known of them, so that none takes the place of another in memory.
    pub(crate) fn of(&self, e: &'a Expr) -> Part {
        let known = self.known.borrow().get(&from_ref(e)).copied();
        known.unwrap_or_else(|| {
            let part = self.judge(e);
            self.known.borrow_mut().insert(e, part);
            part
        })
    }

    fn judge(&self, e: &'a Expr) -> Part {
        let variable = |symbol| Part {
            depends: (self.counts)(symbol),
            contains: symbol == self.variable,
            degree: match symbol == self.variable {
                true => Degree::One,
                false => Degree::Zero,
            },
            ..Part::CONSTANT
        };
        match &e.node {
            Node::Variable {
                symbol: Symbol::Definition(k),
                ..
            } => self.of(&self.model.definitions[*k].equation.rhs),
            Node::Variable { symbol, .. } => variable(*symbol),
            Node::InputSlope(index) => Part {
                degree: Degree::Zero,
                ..variable(Symbol::Input(*index))
            },
            _ => self.composed(e),
        }
    }

    /// An expression of other ones.
    fn composed(&self, e: &'a Expr) -> Part {
        let parts: Vec<Part> = e.children().into_iter().map(|e| self.of(e)).collect();
        let contains = parts.iter().any(|part| part.contains);
        let decides = match &e.node {
            Node::Call(Function::Sign | Function::Heaviside | Function::Floor, _) => contains,
            Node::If(..) => parts[0].contains,
            _ => false,
        };
        Part {
            depends: parts.iter().any(|part| part.depends),
            contains,
            jumps: decides || parts.iter().any(|part| part.jumps),
            degree: degree(e, &parts),
        }
    }
}

/// The degree of an expression by those of what is directly below it, as [`derivative`](crate::expression::derivative) has it.
fn degree(e: &Expr, parts: &[Part]) -> Degree {
    let most = parts.iter().map(|part| part.degree).max();
    let most = most.unwrap_or(Degree::Zero);
    let unless_zero = |degree| match most {
        Degree::Zero => Degree::Zero,
        _ => degree,
    };
    match &e.node {
        Node::Negate(_) => most,
        Node::Binary(Operator::Add | Operator::Subtract, ..) => most,
        Node::Binary(Operator::Multiply, left, right) => {
            let term = |own: Part, other: Part, factor: &Expr| match own.degree {
                Degree::Zero => Degree::Zero,
                _ if is_zero(factor) => Degree::Zero,
                _ if other.depends => Degree::More,
                degree => degree,
            };
            term(parts[0], parts[1], right).max(term(parts[1], parts[0], left))
        }
        Node::Binary(Operator::Divide, left, _) => match parts[1].degree {
            Degree::Zero if parts[0].degree != Degree::Zero && parts[1].depends => Degree::More,
            Degree::Zero => parts[0].degree,
            _ if is_zero(left) => Degree::Zero,
            _ => Degree::More,
        },
        Node::Binary(Operator::Power, _, exponent) if is_zero(exponent) => Degree::Zero,
        Node::Binary(Operator::Power, ..) => unless_zero(Degree::More),
        Node::Call(Function::Sign | Function::Heaviside | Function::Floor, _) => Degree::Zero,
        Node::Call(..) => unless_zero(Degree::More),
        Node::If(..) => {
            let branches = parts[1].degree.max(parts[2].degree);
            match branches {
                Degree::One if parts[0].depends => Degree::More,
                degree => degree,
            }
        }
        _ => Degree::Zero,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::partial;
    use crate::declared::neuron;
    use crate::expression::random::Dice;

    /// The same by writing the derivative out.
    fn written_out(model: &Model, e: &Expr, counts: &impl Fn(Symbol) -> bool) -> (Degree, bool) {
        let variable = Symbol::State(0);
        let derivative = partial(model, e, variable);
        let degree = match derivative.find(&mut |symbol| counts(symbol)) {
            Some(_) => Degree::More,
            None if is_zero(&derivative) => Degree::Zero,
            None => Degree::One,
        };
        (degree, e.jumps_with(variable))
    }

    #[test]
    fn are_those_of_the_derivatives() {
        let model = neuron("", "-x / tau");
        let is_state = |symbol| symbol == Symbol::State(0);
        let is_variable = |symbol| matches!(symbol, Symbol::State(_) | Symbol::Input(_));
        let mut dice = Dice(3);
        let mut seen = [0; 3];
        for _ in 0..20_000 {
            let e = dice.expression(3);
            let alone = Degrees::new(&model, Symbol::State(0), is_state).of(&e);
            let among = Degrees::new(&model, Symbol::State(0), is_variable).of(&e);
            let expected = written_out(&model, &e, &is_state);
            assert_eq!((alone.degree, alone.jumps), expected, "{e}");
            let expected = written_out(&model, &e, &is_variable);
            assert_eq!((among.degree, among.jumps), expected, "{e}");
            seen[among.degree as usize] += 1;
        }
        assert!(seen.iter().all(|count| *count > 1000), "{seen:?}");
    }

    #[test]
    fn definitions_are_looked_into() {
        let define = "#[define(square = x^2, twice = 2 * x, none = a * y)]";
        let degree = |rhs: &str| {
            let model = neuron(define, rhs);
            let (_, ode) = model.odes().next().expect("an equation");
            let counts = |symbol| symbol == Symbol::State(0);
            Degrees::new(&model, Symbol::State(0), counts)
                .of(&ode.rhs)
                .degree
        };
        assert_eq!(degree("square"), Degree::More);
        assert_eq!(degree("twice * twice"), Degree::More);
        assert_eq!(degree("twice * none"), Degree::One);
        assert_eq!(degree("none"), Degree::Zero);
    }
}
