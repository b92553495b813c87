//! Derivatives of right-hand sides, symbolically.

use std::rc::Rc;

use crate::work;

use super::{Expr, Function, Node, Operator, Symbol};

/// The variable by which to differentiate.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    /// A variable alone; everything else stands still, inputs too.
    Alone(Symbol),
    /// A state with the inputs that outputs make proportional to it: `i = offset - slope * v`.
    WithInputs { state: usize, inputs: u64 },
}

impl By {
    /// A state together with the inputs of the given indices.
    pub(crate) fn state_with_inputs(state: usize, inputs: impl Iterator<Item = usize>) -> By {
        let inputs = inputs.fold(0, |set, index| set | 1 << (index % 64));
        By::WithInputs { state, inputs }
    }
}

/// The derivative of `e`; `definitions` are looked into where they depend on the variable.
pub(crate) fn derivative(e: &Expr, by: By, definitions: &[&Expr]) -> Expr {
    work::step();
    let d = |e: &Expr| derivative(e, by, definitions);
    match &e.node {
        Node::Number { .. } | Node::Unit(_) | Node::InputSlope(_) | Node::Frozen(_) => {
            Expr::number(0.0)
        }
        Node::Variable { symbol, .. } => variable(*symbol, by, definitions),
        Node::Negate(e) => negate(d(e)),
        Node::Not(_) => Expr::number(0.0),
        Node::Binary(operator, left, right) => match operator {
            Operator::Add => add(d(left), d(right)),
            Operator::Subtract => subtract(d(left), d(right)),
            Operator::Multiply => add(
                multiply(d(left), (**right).clone()),
                multiply((**left).clone(), d(right)),
            ),
            Operator::Divide => quotient(left, right, d(left), d(right)),
            Operator::Power => power(left, right, d(left), d(right)),
            _ => Expr::number(0.0),
        },
        Node::Call(function, arguments) => call(*function, arguments, &d),
        Node::If(condition, yes, no) => match (d(yes), d(no)) {
            (yes, no) if is_zero(&yes) && is_zero(&no) => yes,
            (yes, no) => choose((**condition).clone(), yes, no),
        },
    }
}

fn variable(symbol: Symbol, by: By, definitions: &[&Expr]) -> Expr {
    match (symbol, by) {
        (Symbol::Definition(index), _) => derivative(definitions[index], by, definitions),
        (symbol, By::Alone(variable)) if symbol == variable => Expr::number(1.0),
        (Symbol::State(index), By::WithInputs { state, .. }) if index == state => Expr::number(1.0),
        (Symbol::Input(index), By::WithInputs { inputs, .. })
            if inputs >> (index % 64) & 1 == 1 =>
        {
            Expr::derived(Node::InputSlope(index))
        }
        _ => Expr::number(0.0),
    }
}

fn quotient(left: &Expr, right: &Expr, d_left: Expr, d_right: Expr) -> Expr {
    let first = divide(d_left, right.clone());
    let second = divide(
        multiply(left.clone(), d_right),
        Expr::binary(Operator::Power, right.clone(), Expr::number(2.0)),
    );
    subtract(first, second)
}

fn power(base: &Expr, exponent: &Expr, d_base: Expr, d_exponent: Expr) -> Expr {
    let whole = Expr::binary(Operator::Power, base.clone(), exponent.clone());
    if is_zero(&d_exponent) {
        let reduced = match exponent.constant() {
            Some(2.0) => base.clone(),
            Some(n) => Expr::binary(Operator::Power, base.clone(), Expr::number(n - 1.0)),
            None => Expr::binary(
                Operator::Power,
                base.clone(),
                subtract(exponent.clone(), Expr::number(1.0)),
            ),
        };
        return multiply(multiply(exponent.clone(), reduced), d_base);
    }
    let logarithm = Expr::call(Function::Ln, vec![base.clone()]);
    let inner = add(
        multiply(d_exponent, logarithm),
        divide(multiply(exponent.clone(), d_base), base.clone()),
    );
    multiply(whole, inner)
}

fn call(function: Function, arguments: &[Expr], d: &impl Fn(&Expr) -> Expr) -> Expr {
    let x = &arguments[0];
    let of = |function| Expr::call(function, vec![x.clone()]);
    let square = |e| Expr::binary(Operator::Power, e, Expr::number(2.0));
    let outer = match function {
        Function::Exp | Function::Expm1 => of(Function::Exp),
        Function::Exprel => of(Function::ExprelDerivative),
        Function::Ln => divide(Expr::number(1.0), x.clone()),
        Function::Log10 => divide(Expr::number(std::f64::consts::LOG10_E), x.clone()),
        Function::Sqrt => divide(Expr::number(0.5), of(Function::Sqrt)),
        Function::Abs => of(Function::Sign),
        Function::Sin => of(Function::Cos),
        Function::Cos => negate(of(Function::Sin)),
        Function::Tanh => subtract(Expr::number(1.0), square(of(Function::Tanh))),
        Function::Cosh => of(Function::Sinh),
        Function::Sinh => of(Function::Cosh),
        Function::Erf => multiply(
            Expr::number(std::f64::consts::FRAC_2_SQRT_PI),
            Expr::call(Function::Exp, vec![negate(square(x.clone()))]),
        ),
        Function::Sign | Function::Heaviside | Function::Floor => return Expr::number(0.0),
        Function::Min => return extreme(Operator::LessEqual, arguments, d),
        Function::Max => return extreme(Operator::GreaterEqual, arguments, d),
        Function::Clip => {
            let [x, low, high] = arguments else {
                return Expr::number(0.0);
            };
            let inside = extreme(Operator::LessEqual, &[x.clone(), high.clone()], d);
            let below = Expr::binary(Operator::Less, x.clone(), low.clone());
            return choose(below, d(low), inside);
        }
        // Only in derivatives, which are not differentiated again.
        Function::ExprelDerivative => Expr::number(0.0),
    };
    multiply(outer, d(x))
}

fn extreme(comparison: Operator, arguments: &[Expr], d: &impl Fn(&Expr) -> Expr) -> Expr {
    let (a, b) = (&arguments[0], &arguments[1]);
    choose(Expr::binary(comparison, a.clone(), b.clone()), d(a), d(b))
}

fn choose(condition: Expr, yes: Expr, no: Expr) -> Expr {
    if is_zero(&yes) && is_zero(&no) {
        return yes;
    }
    Expr::derived(Node::If(Rc::new(condition), Rc::new(yes), Rc::new(no)))
}

pub(crate) fn is_zero(e: &Expr) -> bool {
    e.constant() == Some(0.0)
}

fn is_one(e: &Expr) -> bool {
    e.constant() == Some(1.0)
}

fn negate(e: Expr) -> Expr {
    match e.node {
        _ if is_zero(&e) => e,
        Node::Negate(inner) => Rc::unwrap_or_clone(inner),
        _ => Expr::derived(Node::Negate(Rc::new(e))),
    }
}

fn add(left: Expr, right: Expr) -> Expr {
    match (is_zero(&left), is_zero(&right)) {
        (true, _) => right,
        (_, true) => left,
        _ => Expr::binary(Operator::Add, left, right),
    }
}

fn subtract(left: Expr, right: Expr) -> Expr {
    match (is_zero(&left), is_zero(&right)) {
        (true, _) => negate(right),
        (_, true) => left,
        _ => Expr::binary(Operator::Subtract, left, right),
    }
}

fn multiply(left: Expr, right: Expr) -> Expr {
    if is_zero(&left) || is_zero(&right) {
        return Expr::number(0.0);
    }
    match (left.node, right.node) {
        (Node::Negate(left), right) => {
            negate(multiply(Rc::unwrap_or_clone(left), Expr::derived(right)))
        }
        (left, Node::Negate(right)) => {
            negate(multiply(Expr::derived(left), Rc::unwrap_or_clone(right)))
        }
        (left, right) => match (Expr::derived(left), Expr::derived(right)) {
            (left, right) if is_one(&left) => right,
            (left, right) if is_one(&right) => left,
            (left, right) => Expr::binary(Operator::Multiply, left, right),
        },
    }
}

fn divide(left: Expr, right: Expr) -> Expr {
    match left.node {
        _ if is_zero(&left) => left,
        Node::Negate(left) => negate(divide(Rc::unwrap_or_clone(left), right)),
        _ => Expr::binary(Operator::Divide, left, right),
    }
}

#[cfg(test)]
mod tests;
