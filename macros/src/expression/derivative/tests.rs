use nernst::__private::function;

use super::super::random::Dice;
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
    fn random(dice: &mut Dice) -> Self {
        Point {
            states: [dice.between(-1.5, 1.5), dice.between(-1.5, 1.5)],
            parameter: dice.between(0.3, 1.5),
            offset: dice.between(-1.0, 1.0),
            slope: dice.between(-1.0, 1.0),
        }
    }

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
        let point = Point::random(&mut dice);
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
        let mut point = Point::random(&mut dice);
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
