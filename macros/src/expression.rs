//! The expression tree of the language, as the modeler wrote it.

mod derivative;
mod display;
mod query;
#[cfg(test)]
pub(crate) mod random;
mod without;

pub(crate) use derivative::{By, derivative, is_zero};
pub(crate) use without::without;

use std::rc::Rc;

use crate::errors::Extent;

/// An expression and where it stands.
///
/// What is below it is shared: a derivative repeats large parts of what it is the derivative of.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) node: Node,
    pub(crate) extent: Extent,
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Number {
        value: f64,
        text: String,
        unit: Option<Unit>,
    },
    /// A unit without a number in front: `120 mS / cm^2` has one behind the stroke.
    Unit(Unit),
    Variable {
        name: String,
        symbol: Symbol,
    },
    /// By how much an input falls where its membrane state rises by one; only in derivatives.
    InputSlope(usize),
    /// A part that keeps the value it has at a predicted state; only in sub-steps of splitting.
    Frozen(Rc<Expr>),
    Negate(Rc<Expr>),
    Not(Rc<Expr>),
    Binary(Operator, Rc<Expr>, Rc<Expr>),
    Call(Function, Vec<Expr>),
    If(Rc<Expr>, Rc<Expr>, Rc<Expr>),
}

/// A unit constant of `nernst::units` and its power.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unit {
    pub(crate) written: String,
    pub(crate) constant: String,
    pub(crate) power: i32,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Symbol {
    /// Not looked up yet, or unknown and reported.
    Unresolved,
    Parameter(usize),
    State(usize),
    Input(usize),
    Definition(usize),
    /// The weight of the connection on which a spike arrives.
    Weight,
    /// The part of a spike that short-term plasticity lets through.
    Release,
    /// A square pulse that each spike starts anew.
    Pulse,
    /// The synaptic variable that an output turns into a current.
    Drive,
    /// The membrane state that an output reads.
    Post,
    /// Time since the start of the run.
    Time,
    /// White noise, by its index in the model's list.
    Noise(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

impl Operator {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "^",
            Operator::Less => "<",
            Operator::LessEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterEqual => ">=",
            Operator::Equal => "==",
            Operator::NotEqual => "!=",
            Operator::And => "&&",
            Operator::Or => "||",
        }
    }

    pub(crate) fn is_comparison(self) -> bool {
        use Operator::*;
        matches!(
            self,
            Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual
        )
    }

    pub(crate) fn is_logic(self) -> bool {
        matches!(self, Operator::And | Operator::Or)
    }

    /// How tightly the operator binds; unary minus lies between product and power.
    pub(crate) fn precedence(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            _ if self.is_comparison() => 3,
            Operator::Add | Operator::Subtract => 4,
            Operator::Multiply | Operator::Divide => 5,
            _ => 7,
        }
    }
}

/// The precedence of unary minus and `!`.
pub(crate) const UNARY: u8 = 6;

/// The precedence of what needs no parentheses anywhere.
pub(crate) const ATOM: u8 = 8;

/// The functions of the language, and at the end those that only derivatives contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Exp,
    Expm1,
    Exprel,
    Ln,
    Log10,
    Sqrt,
    Abs,
    Sign,
    Min,
    Max,
    Clip,
    Sin,
    Cos,
    Tanh,
    Cosh,
    Erf,
    Heaviside,
    Floor,
    Sinh,
    ExprelDerivative,
}

impl Function {
    /// The functions that a modeler can write.
    pub(crate) const WRITTEN: [Function; 18] = [
        Function::Exp,
        Function::Expm1,
        Function::Exprel,
        Function::Ln,
        Function::Log10,
        Function::Sqrt,
        Function::Abs,
        Function::Sign,
        Function::Min,
        Function::Max,
        Function::Clip,
        Function::Sin,
        Function::Cos,
        Function::Tanh,
        Function::Cosh,
        Function::Erf,
        Function::Heaviside,
        Function::Floor,
    ];

    pub(crate) fn named(name: &str) -> Option<Function> {
        Self::WRITTEN.into_iter().find(|f| f.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Function::Exp => "exp",
            Function::Expm1 => "expm1",
            Function::Exprel => "exprel",
            Function::Ln => "ln",
            Function::Log10 => "log10",
            Function::Sqrt => "sqrt",
            Function::Abs => "abs",
            Function::Sign => "sign",
            Function::Min => "min",
            Function::Max => "max",
            Function::Clip => "clip",
            Function::Sin => "sin",
            Function::Cos => "cos",
            Function::Tanh => "tanh",
            Function::Cosh => "cosh",
            Function::Erf => "erf",
            Function::Heaviside => "heaviside",
            Function::Floor => "floor",
            Function::Sinh => "sinh",
            Function::ExprelDerivative => "exprel_derivative",
        }
    }

    pub(crate) fn arity(self) -> usize {
        match self {
            Function::Min | Function::Max => 2,
            Function::Clip => 3,
            _ => 1,
        }
    }
}

/// Building blocks of derived expressions; nobody is to blame for them, so they carry no place.
impl Expr {
    pub(crate) fn derived(node: Node) -> Expr {
        Expr {
            node,
            extent: Extent::of(proc_macro2::Span::mixed_site()),
        }
    }

    pub(crate) fn number(value: f64) -> Expr {
        let node = Node::Number {
            value: value.abs(),
            text: format!("{}", value.abs()),
            unit: None,
        };
        if value < 0.0 {
            Expr::derived(Node::Negate(Rc::new(Expr::derived(node))))
        } else {
            Expr::derived(node)
        }
    }

    pub(crate) fn call(function: Function, arguments: Vec<Expr>) -> Expr {
        Expr::derived(Node::Call(function, arguments))
    }

    pub(crate) fn binary(operator: Operator, left: Expr, right: Expr) -> Expr {
        Expr::derived(Node::Binary(operator, Rc::new(left), Rc::new(right)))
    }
}
