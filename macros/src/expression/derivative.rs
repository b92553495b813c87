//! Derivatives of right-hand sides, symbolically.

use std::rc::Rc;

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
mod tests {
    use nernst::__private::function;

    use super::super::without;
    use super::*;

    /// The values of two states, a parameter, and an input that falls with the first state.
    #[derive(Clone, Copy, Debug)]
    struct Point {
        states: [f64; 2],
        parameter: f64,
        offset: f64,
        slope: f64,
    }

    impl Point {
        fn moved(mut self, by: f64) -> Self {
            self.states[0] += by;
            self
        }

        fn value(self, e: &Expr) -> f64 {
            let v = |e: &Expr| self.value(e);
            match &e.node {
                Node::Number { value, .. } => *value,
                Node::Unit(_) => 1.0,
                Node::InputSlope(_) => -self.slope,
                Node::Frozen(e) => v(e),
                Node::Variable { symbol, .. } => match symbol {
                    Symbol::State(k) => self.states[*k],
                    Symbol::Input(_) => self.offset - self.slope * self.states[0],
                    _ => self.parameter,
                },
                Node::Negate(e) => -v(e),
                Node::Not(e) => f64::from(v(e) == 0.0),
                Node::If(condition, yes, no) => v(if v(condition) == 0.0 { no } else { yes }),
                Node::Binary(operator, left, right) => binary(*operator, v(left), v(right)),
                Node::Call(function, arguments) => {
                    let arguments: Vec<f64> = arguments.iter().map(v).collect();
                    call(*function, &arguments)
                }
            }
        }
    }

    fn binary(operator: Operator, a: f64, b: f64) -> f64 {
        match operator {
            Operator::Add => a + b,
            Operator::Subtract => a - b,
            Operator::Multiply => a * b,
            Operator::Divide => a / b,
            Operator::Power => a.powf(b),
            Operator::Less => f64::from(a < b),
            Operator::LessEqual => f64::from(a <= b),
            Operator::Greater => f64::from(a > b),
            Operator::GreaterEqual => f64::from(a >= b),
            Operator::Equal => f64::from(a == b),
            Operator::NotEqual => f64::from(a != b),
            Operator::And => a * b,
            Operator::Or => a.max(b),
        }
    }

    /// As generated code calls them.
    fn call(function: Function, arguments: &[f64]) -> f64 {
        let x = arguments[0];
        match function {
            Function::Exp => function::exp(x),
            Function::Expm1 => function::expm1(x),
            Function::Exprel => function::exprel(x),
            Function::ExprelDerivative => function::exprel_derivative(x),
            Function::Ln => function::ln(x),
            Function::Log10 => function::log10(x),
            Function::Sqrt => function::sqrt(x),
            Function::Abs => function::abs(x),
            Function::Sign => function::sign(x),
            Function::Sin => function::sin(x),
            Function::Cos => function::cos(x),
            Function::Tanh => function::tanh(x),
            Function::Cosh => function::cosh(x),
            Function::Sinh => function::sinh(x),
            Function::Erf => function::erf(x),
            Function::Heaviside => function::heaviside(x),
            Function::Floor => function::floor(x),
            Function::Min => function::min(x, arguments[1]),
            Function::Max => function::max(x, arguments[1]),
            Function::Clip => function::clip(x, arguments[1], arguments[2]),
        }
    }

    /// A sequence of numbers that is the same in every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, n: u64) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            (mixed ^ (mixed >> 31)) % n
        }

        fn between(&mut self, low: f64, high: f64) -> f64 {
            low + (high - low) * self.below(1 << 30) as f64 / f64::from(1 << 30)
        }

        fn point(&mut self) -> Point {
            Point {
                states: [self.between(-1.5, 1.5), self.between(-1.5, 1.5)],
                parameter: self.between(0.3, 1.5),
                offset: self.between(-1.0, 1.0),
                slope: self.between(-1.0, 1.0),
            }
        }

        fn expression(&mut self, depth: u32) -> Expr {
            if depth == 0 || self.below(8) == 0 {
                return self.leaf();
            }
            let mut part = || self.expression(depth - 1);
            let (a, b, c) = (part(), part(), part());
            let operators = [Operator::Add, Operator::Subtract, Operator::Multiply];
            match self.below(8) {
                0..3 => Expr::binary(operators[self.below(3) as usize], a, b),
                3 => Expr::binary(Operator::Divide, a, positive(b)),
                4 => negate(a),
                5 => self.power(a, b),
                6 => {
                    let less = Expr::binary(Operator::Less, a, b.clone());
                    Expr::derived(Node::If(Rc::new(less), Rc::new(b), Rc::new(c)))
                }
                _ => self.application(a, b, c),
            }
        }

        fn leaf(&mut self) -> Expr {
            let (name, symbol) = match self.below(6) {
                0..2 => ("x", Symbol::State(0)),
                2 => ("y", Symbol::State(1)),
                3 => ("a", Symbol::Parameter(0)),
                4 => ("i", Symbol::Input(0)),
                _ => return Expr::number(self.between(-2.0, 2.0)),
            };
            let name = name.to_owned();
            Expr::derived(Node::Variable { name, symbol })
        }

        fn power(&mut self, base: Expr, exponent: Expr) -> Expr {
            match self.below(4) {
                0 => Expr::binary(Operator::Power, positive(base), exponent),
                n => Expr::binary(Operator::Power, base, Expr::number(n as f64)),
            }
        }

        fn application(&mut self, a: Expr, b: Expr, c: Expr) -> Expr {
            let written = Function::WRITTEN;
            let function = written[self.below(written.len() as u64) as usize];
            let arguments = match function {
                Function::Min | Function::Max => vec![a, b],
                Function::Clip => vec![a, b.clone(), add(b, positive(c))],
                Function::Ln | Function::Log10 | Function::Sqrt => vec![positive(a)],
                _ => vec![a],
            };
            Expr::call(function, arguments)
        }
    }

    fn positive(e: Expr) -> Expr {
        let square = Expr::binary(Operator::Power, e, Expr::number(2.0));
        Expr::binary(Operator::Add, Expr::number(0.5), square)
    }

    /// The difference quotient, if it is one number whatever its width: not at a kink, not where rounding rules.
    fn quotient_of(f: impl Fn(f64) -> f64) -> Option<f64> {
        let quotient = |h: f64| (f(h) - f(-h)) / (2.0 * h);
        let (wide, narrow) = (quotient(2e-5), quotient(1e-5));
        let scale = 1.0 + wide.abs();
        ((wide - narrow).abs() < 1e-5 * scale).then_some(narrow)
    }

    /// Whether no part of the expression is so large that its rounding shows.
    fn is_tame(point: Point, e: &Expr) -> bool {
        point.value(e).abs() < 1e4 && e.children().into_iter().all(|e| is_tame(point, e))
    }

    fn holds_against_quotients(by: By, along: impl Fn(Point, &Expr, f64) -> f64) {
        let mut dice = Dice(7);
        let mut compared = 0;
        for _ in 0..4000 {
            let e = dice.expression(4);
            let point = dice.point();
            let expected = quotient_of(|h| along(point, &e, h));
            let Some(expected) = expected.filter(|_| is_tame(point, &e)) else {
                continue;
            };
            let found = point.value(&derivative(&e, by, &[]));
            let error = (found - expected).abs();
            assert!(
                error < 1e-4 * (1.0 + expected.abs()),
                "{found} instead of {expected} for {e} at {point:?}"
            );
            compared += usize::from(expected != 0.0);
        }
        assert!(compared > 1000, "{compared}");
    }

    #[test]
    fn of_a_state_alone() {
        // The input stands still.
        let along = |point: Point, e: &Expr, h: f64| {
            let mut moved = point.moved(h);
            moved.offset += point.slope * h;
            moved.value(e)
        };
        holds_against_quotients(By::Alone(Symbol::State(0)), along);
    }

    #[test]
    fn of_a_state_with_the_input_that_falls_with_it() {
        let by = By::state_with_inputs(0, [0].into_iter());
        holds_against_quotients(by, |point, e, h| point.moved(h).value(e));
    }

    #[test]
    fn what_is_left_out_is_zero() {
        let mut dice = Dice(11);
        let mut compared = 0;
        for _ in 0..4000 {
            let e = dice.expression(3);
            let mut point = dice.point();
            point.states[1] = 0.0;
            let (expected, found) = (point.value(&e), point.value(&without(&e, Symbol::State(1))));
            if !is_tame(point, &e) {
                continue;
            }
            let error = (found - expected).abs();
            assert!(error <= 1e-12 * expected.abs(), "{found}, {expected}: {e}");
            compared += usize::from(e.contains(Symbol::State(1)));
        }
        assert!(compared > 1000, "{compared}");
    }
}
