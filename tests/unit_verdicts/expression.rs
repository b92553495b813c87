//! Expressions, written in the language of nernst and as Rust over uom's quantities.

use std::fmt::{self, Display, Formatter};

use crate::powers::Powers;

/// A dimension by the name of uom's module, which is also the name of the function that stands for such a quantity in Rust; what is
/// declared with a name of its own is a function of that name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    pub(crate) module: &'static str,
    pub(crate) powers: Powers,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Number(&'static str),
    /// `3 mV^2`
    Quantity(&'static str, Unit, i32),
    /// `mV`, behind another operator.
    Unit(Unit),
    Variable(Variable),
    Negate(Box<Expression>),
    /// `+` or `-`
    Sum(Box<Expression>, char, Box<Expression>),
    Product(Box<Expression>, Box<Expression>),
    Quotient(Box<Expression>, Box<Expression>),
    /// With a constant exponent.
    Power(Box<Expression>, Exponent),
    /// With an exponent that varies.
    VaryingPower(Box<Expression>, Box<Expression>),
    Call(Function, Vec<Expression>),
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// Conditions, of which a number comes by `if` only.
    Compare(&'static str, Box<Expression>, Box<Expression>),
    Logic(&'static str, Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Exponent {
    /// As it stands behind `^`.
    pub(crate) text: &'static str,
    /// In lowest terms.
    pub(crate) numerator: i32,
    pub(crate) denominator: i32,
}

const fn exponent(text: &'static str, numerator: i32, denominator: i32) -> Exponent {
    Exponent {
        text,
        numerator,
        denominator,
    }
}

/// Those that a power can have; of the last one only dimensionless numbers.
pub(crate) const EXPONENTS: [Exponent; 18] = [
    exponent("2", 2, 1),
    exponent("3", 3, 1),
    exponent("4", 4, 1),
    exponent("1", 1, 1),
    exponent("0", 0, 1),
    exponent("-1", -1, 1),
    exponent("(-2)", -2, 1),
    exponent("2.0", 2, 1),
    exponent("(6/3)", 2, 1),
    exponent("0.5", 1, 2),
    exponent("(1/2)", 1, 2),
    exponent("(-1/2)", -1, 2),
    exponent("-1.5", -3, 2),
    exponent("(2/3)", 2, 3),
    exponent("(1/3)", 1, 3),
    exponent("(2/8)", 1, 4),
    exponent("(5/6)", 5, 6),
    exponent("(1/7)", 1, 7),
];

/// What a function asks of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A pure number gives a pure number.
    Number,
    /// Any quantity gives a pure number.
    Any,
    /// Arguments of one dimension give that dimension.
    Same(usize),
    Root,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
}

const fn function(name: &'static str, rule: Rule) -> Function {
    Function { name, rule }
}

pub(crate) const FUNCTIONS: [Function; 18] = [
    function("exp", Rule::Number),
    function("expm1", Rule::Number),
    function("exprel", Rule::Number),
    function("ln", Rule::Number),
    function("log10", Rule::Number),
    function("sin", Rule::Number),
    function("cos", Rule::Number),
    function("tanh", Rule::Number),
    function("cosh", Rule::Number),
    function("erf", Rule::Number),
    function("floor", Rule::Number),
    function("sign", Rule::Any),
    function("heaviside", Rule::Any),
    function("abs", Rule::Same(1)),
    function("min", Rule::Same(2)),
    function("max", Rule::Same(2)),
    function("clip", Rule::Same(3)),
    function("sqrt", Rule::Root),
];

/// Variables that only some models have.
const OF_EVENTS: [&str; 5] = ["weight", "pulse", "release", "drive", "post"];

impl Expression {
    pub(crate) fn children(&self) -> Vec<&Expression> {
        use Expression::*;
        match self {
            Number(_) | Quantity(..) | Unit(_) | Variable(_) => Vec::new(),
            Negate(x) | Power(x, _) | Not(x) => vec![x],
            Sum(x, _, y)
            | Product(x, y)
            | Quotient(x, y)
            | VaryingPower(x, y)
            | Compare(_, x, y)
            | Logic(_, x, y) => vec![x, y],
            Call(_, arguments) => arguments.iter().collect(),
            If(condition, yes, no) => vec![condition, yes, no],
        }
    }

    pub(crate) fn children_mut(&mut self) -> Vec<&mut Expression> {
        use Expression::*;
        match self {
            Number(_) | Quantity(..) | Unit(_) | Variable(_) => Vec::new(),
            Negate(x) | Power(x, _) | Not(x) => vec![x],
            Sum(x, _, y)
            | Product(x, y)
            | Quotient(x, y)
            | VaryingPower(x, y)
            | Compare(_, x, y)
            | Logic(_, x, y) => vec![x, y],
            Call(_, arguments) => arguments.iter_mut().collect(),
            If(condition, yes, no) => vec![condition, yes, no],
        }
    }

    pub(crate) fn is_condition(&self) -> bool {
        use Expression::*;
        matches!(self, Compare(..) | Logic(..) | Not(_))
    }

    /// Itself and everything in it.
    pub(crate) fn all(&self) -> Vec<&Expression> {
        let below = self.children().into_iter().flat_map(Expression::all);
        std::iter::once(self).chain(below).collect()
    }

    /// What it is made of, for a count of what was tried.
    pub(crate) fn construct(&self) -> &'static str {
        use Expression::*;
        match self {
            Number("0") => "zero",
            Number(_) => "number",
            Quantity(_, _, 1) => "quantity",
            Quantity(..) => "power of a unit behind a number",
            Unit(_) => "unit",
            Variable(v) if v.name == "xi" => "noise",
            Variable(v) if v.name == "d0" => "definition",
            Variable(v) if OF_EVENTS.contains(&v.name) => v.name,
            Variable(v) if v.kind.powers.0[6] != 0 => "quantity of a type parameter",
            Variable(_) => "variable",
            Negate(_) => "negation",
            Sum(_, '+', _) => "sum",
            Sum(..) => "difference",
            Product(..) => "product",
            Quotient(..) => "quotient",
            Power(_, e) if e.denominator == 1 => "whole power",
            Power(..) => "fractional power",
            VaryingPower(..) => "varying power",
            Call(f, _) => f.name,
            If(..) => "if",
            Compare(operator, ..) | Logic(operator, ..) => operator,
            Not(_) => "!",
        }
    }

    fn binding(&self) -> u8 {
        use Expression::*;
        match self {
            If(..) => 0,
            Logic("||", ..) => 1,
            Logic(..) => 2,
            Compare(..) => 3,
            Sum(..) => 4,
            Product(..) | Quotient(..) => 5,
            Negate(_) | Not(_) => 6,
            Power(..) | VaryingPower(..) => 7,
            // `(3 mV)^2`: the unit would take the exponent.
            Quantity(..) => 8,
            Number(_) | Unit(_) | Variable(_) | Call(..) => 9,
        }
    }

    /// With parentheses where it binds less than asked for.
    fn within(&self, least: u8) -> String {
        if self.binding() < least {
            format!("({self})")
        } else {
            self.to_string()
        }
    }

    /// As Rust over uom's quantities.
    pub(crate) fn rust(&self) -> String {
        use Expression::*;
        match self {
            Number(_) => "ratio()".to_owned(),
            Quantity(_, unit, 1) => format!("{}()", unit.kind.module),
            Quantity(_, unit, power) => {
                format!("{}().powi({}::new())", unit.kind.module, integer(*power))
            }
            Unit(unit) => format!("{}()", unit.kind.module),
            Variable(variable) => format!("{}()", variable.kind.module),
            Negate(x) => format!("(-{})", x.rust()),
            Sum(x, sign, y) => format!("({} {sign} {})", x.rust(), y.rust()),
            Product(x, y) => format!("({} * {})", x.rust(), y.rust()),
            Quotient(x, y) => format!("({} / {})", x.rust(), y.rust()),
            Power(x, exponent) => {
                let roots = match exponent.denominator {
                    1 => "",
                    2 => ".sqrt()",
                    3 => ".cbrt()",
                    4 => ".sqrt().sqrt()",
                    6 => ".sqrt().cbrt()",
                    _ => return format!("raised({}, ratio())", x.rust()),
                };
                format!(
                    "{}.powi({}::new()){roots}",
                    x.rust(),
                    integer(exponent.numerator)
                )
            }
            VaryingPower(x, y) => format!("raised({}, {})", x.rust(), y.rust()),
            Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(Expression::rust).collect();
                let x = &arguments[0];
                match function.name {
                    "exp" | "ln" | "log10" | "abs" | "sqrt" => format!("{x}.{}()", function.name),
                    "expm1" => format!("{x}.exp_m1()"),
                    "sin" | "cos" | "tanh" | "cosh" => format!("angle({x}).{}()", function.name),
                    "min" | "max" => format!("{x}.{}({})", function.name, arguments[1]),
                    name => format!("{name}({})", arguments.join(", ")),
                }
            }
            If(condition, yes, no) => format!(
                "(if {} {{ {} }} else {{ {} }})",
                condition.rust(),
                yes.rust(),
                no.rust()
            ),
            Compare(operator, x, y) | Logic(operator, x, y) => {
                format!("({} {operator} {})", x.rust(), y.rust())
            }
            Not(x) => format!("(!{})", x.rust()),
        }
    }
}

/// typenum's name of a whole number.
fn integer(n: i32) -> String {
    match n {
        0 => "Z0".to_owned(),
        1.. => format!("P{n}"),
        _ => format!("N{}", -n),
    }
}

/// In the language of nernst.
impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        use Expression::*;
        match self {
            Number(digits) => f.write_str(digits),
            Quantity(digits, unit, 1) => write!(f, "{digits} {}", unit.name),
            Quantity(digits, unit, power) => write!(f, "{digits} {}^{power}", unit.name),
            Unit(unit) => f.write_str(unit.name),
            Variable(variable) => f.write_str(variable.name),
            Negate(x) => write!(f, "-{}", x.within(6)),
            Not(x) => write!(f, "!{}", x.within(6)),
            Sum(x, sign, y) => write!(f, "{} {sign} {}", x.within(4), y.within(5)),
            Product(x, y) => write!(f, "{} * {}", x.within(5), y.within(6)),
            Quotient(x, y) => write!(f, "{} / {}", x.within(5), y.within(6)),
            Power(x, exponent) => write!(f, "{}^{}", x.within(9), exponent.text),
            // `a^b^c` is `a^(b^c)`
            VaryingPower(x, y) => write!(f, "{}^{}", x.within(9), y.within(6)),
            Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
                write!(f, "{}({})", function.name, arguments.join(", "))
            }
            If(condition, yes, no) => write!(f, "if {condition} {{ {yes} }} else {{ {no} }}"),
            Compare(operator, x, y) => write!(f, "{} {operator} {}", x.within(4), y.within(4)),
            Logic("||", x, y) => write!(f, "{} || {}", x.within(1), y.within(2)),
            Logic(operator, x, y) => write!(f, "{} {operator} {}", x.within(2), y.within(3)),
        }
    }
}
