//! Random expressions, for tests.

use std::rc::Rc;

use super::{Expr, Function, Node, Operator, Symbol};

/// A sequence of numbers that is the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 31)) % n
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    pub(crate) fn expression(&mut self, depth: u32) -> Expr {
        if depth == 0 || self.below(8) == 0 {
            return self.leaf();
        }
        let mut part = || self.expression(depth - 1);
        let (a, b, c) = (part(), part(), part());
        let operators = [Operator::Add, Operator::Subtract, Operator::Multiply];
        match self.below(8) {
            0..3 => Expr::binary(operators[self.below(3) as usize], a, b),
            3 => Expr::binary(Operator::Divide, a, positive(b)),
            4 => Expr::derived(Node::Negate(Rc::new(a))),
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
            _ => {
                let number = [0.0, 1.0, 2.0, self.between(-2.0, 2.0)][self.below(4) as usize];
                return Expr::number(number);
            }
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
            Function::Clip => vec![a, b.clone(), Expr::binary(Operator::Add, b, positive(c))],
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
