//! Random expressions of a given dimension, and random mistakes in them.

use crate::expression::{
    EXPONENTS, Exponent, Expression, FUNCTIONS, Function, Rule, Unit, Variable,
};
use crate::powers::{Powers, UNIT};
use crate::random::Random;

const DIGITS: [&str; 6] = ["1", "2", "0.5", "12", "0", "3.25"];
const COMPARISONS: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];

/// What expressions may be made of.
pub(crate) struct Generator<'a> {
    pub(crate) random: &'a mut Random,
    pub(crate) variables: &'a [Variable],
    pub(crate) units: &'a [Unit],
}

fn boxed(e: Expression) -> Box<Expression> {
    Box::new(e)
}

impl Generator<'_> {
    /// Some quantity, by name or by number.
    fn leaf(&mut self) -> Expression {
        match self.random.below(8) {
            0 => Expression::Number(self.random.of(&DIGITS)),
            1 | 2 => {
                let power = self.random.of(&[1, 1, 1, 1, 2, -1, -2, 3]);
                Expression::Quantity(self.random.of(&DIGITS), self.random.of(self.units), power)
            }
            3 => Expression::Unit(self.long_unit()),
            _ => Expression::Variable(self.random.of(self.variables)),
        }
    }

    /// One letter is a unit behind a number only.
    fn long_unit(&mut self) -> Unit {
        loop {
            let unit = self.random.of(self.units);
            if unit.name.len() > 1 {
                return unit;
            }
        }
    }

    fn dimension_of(leaf: &Expression) -> Powers {
        match leaf {
            Expression::Quantity(_, unit, power) => {
                unit.kind.powers.to_the(*power, 1).unwrap_or_default()
            }
            Expression::Unit(unit) => unit.kind.powers,
            Expression::Variable(variable) => variable.kind.powers,
            _ => Powers::ONE,
        }
    }

    /// A dimension that occurs: that of a quantity, or of a product of two.
    pub(crate) fn some_dimension(&mut self) -> Powers {
        let first = Self::dimension_of(&self.leaf());
        match self.random.below(3) {
            0 => first.per(Self::dimension_of(&self.leaf())),
            _ => first,
        }
    }

    /// An expression of this dimension.
    pub(crate) fn of(&mut self, wanted: Powers, depth: usize) -> Expression {
        use Expression::*;
        if depth == 0 {
            return self.plain(wanted);
        }
        let less = depth - 1;
        match self.random.below(17) {
            0..=2 => {
                let sign = self.random.of(&['+', '-']);
                Sum(
                    boxed(self.of(wanted, less)),
                    sign,
                    boxed(self.of(wanted, less)),
                )
            }
            3..=5 => {
                let factor = self.leaf();
                let rest = self.of(wanted.per(Self::dimension_of(&factor)), less);
                if self.random.chance(50) {
                    Product(boxed(factor), boxed(rest))
                } else {
                    Product(boxed(rest), boxed(factor))
                }
            }
            6 | 7 => {
                let divisor = self.leaf();
                let rest = self.of(wanted.times(Self::dimension_of(&divisor)), less);
                Quotient(boxed(rest), boxed(divisor))
            }
            8 => {
                let dividend = self.leaf();
                let rest = self.of(Self::dimension_of(&dividend).per(wanted), less);
                Quotient(boxed(dividend), boxed(rest))
            }
            9 => Negate(boxed(self.of(wanted, less))),
            10 => self.power(wanted, less),
            11 => self.choice(wanted, less),
            _ if wanted == Powers::ONE => self.number(less),
            12 => self.same(wanted, less),
            13 => match wanted.to_the(2, 1).filter(|square| square.is_usual()) {
                Some(square) => Call(root(), vec![self.of(square, less)]),
                None => self.plain(wanted),
            },
            14 => {
                let factor = self.number(less);
                Product(boxed(factor), boxed(self.of(wanted, less)))
            }
            _ => self.of(wanted, less),
        }
    }

    /// By name if there is one, else as a product of units.
    fn plain(&mut self, wanted: Powers) -> Expression {
        let fitting = |leaf: &Expression| Self::dimension_of(leaf) == wanted;
        for _ in 0..6 {
            let leaf = self.leaf();
            if fitting(&leaf) {
                return leaf;
            }
        }
        let variables: Vec<Variable> = self.variables.to_vec();
        let named: Vec<Variable> = variables
            .into_iter()
            .filter(|variable| variable.kind.powers == wanted)
            .collect();
        if !named.is_empty() {
            return Expression::Variable(self.random.of(&named));
        }
        let mut product = Expression::Number(self.random.of(&DIGITS));
        let mut left = wanted;
        while let Some((unit, divides)) = self.closest_unit(left) {
            let unit_of = boxed(Expression::Unit(unit));
            (product, left) = if divides {
                let left = left.times(unit.kind.powers);
                (Expression::Quotient(boxed(product), unit_of), left)
            } else {
                let left = left.per(unit.kind.powers);
                (Expression::Product(boxed(product), unit_of), left)
            };
        }
        for (base, power) in left.0.into_iter().enumerate() {
            product = self.times_unit(product, base, power);
        }
        product
    }

    /// The unit by which or by whose inverse a dimension gets simplest, if any makes it simpler.
    fn closest_unit(&mut self, wanted: Powers) -> Option<(Unit, bool)> {
        let size = |powers: Powers| powers.0.iter().map(|power| power.abs()).sum::<i32>();
        let start = self.random.below(self.units.len());
        let units = (self.units.iter().cycle().skip(start)).take(self.units.len());
        let factors = units
            .filter(|unit| unit.name.len() > 1)
            .flat_map(|unit| [(*unit, false), (*unit, true)]);
        let left = |(unit, divides): (Unit, bool)| match divides {
            true => size(wanted.times(unit.kind.powers)),
            false => size(wanted.per(unit.kind.powers)),
        };
        let closest = factors.min_by_key(|factor| left(*factor))?;
        (left(closest) + UNIT <= size(wanted)).then_some(closest)
    }

    /// `product * unit^power` of a base quantity, power in twelfths; current comes by way of nA, and so on.
    fn times_unit(&mut self, product: Expression, base: usize, power: i32) -> Expression {
        use Expression::{Power, Product, Quotient};
        if power == 0 {
            return product;
        }
        let wanted = Powers(std::array::from_fn(|k| if k == base { UNIT } else { 0 }));
        let units = self.units.iter().filter(|unit| unit.name.len() > 1);
        let units = units.copied().map(Expression::Unit);
        // The dimension of a type parameter has no unit.
        let variables = self.variables.iter().copied().map(Expression::Variable);
        let mut all = units.chain(variables);
        let fitting: Vec<Expression> = (all.by_ref())
            .filter(|leaf| Self::dimension_of(leaf) == wanted)
            .collect();
        let unit = fitting[self.random.below(fitting.len())].clone();
        let mut result = product;
        let mut left = power.abs();
        while left > 0 {
            // The largest exponent of the list that fits.
            let twelfths = |e: &Exponent| e.numerator * UNIT / e.denominator;
            let fitting = EXPONENTS.iter().filter(|e| e.denominator != 7);
            let largest = fitting
                .filter(|e| (1..=left).contains(&twelfths(e)))
                .max_by_key(|e| twelfths(e));
            // A twelfth alone is a root of roots.
            let factor = match largest {
                Some(exponent) => {
                    left -= twelfths(exponent);
                    match exponent.text {
                        "1" => unit.clone(),
                        _ => Power(boxed(unit.clone()), *exponent),
                    }
                }
                None => {
                    left -= 1;
                    let quarter = EXPONENTS.iter().find(|e| e.denominator == 4);
                    let third = EXPONENTS.iter().find(|e| e.text == "(1/3)");
                    let (Some(quarter), Some(third)) = (quarter, third) else {
                        unreachable!("the list has a quarter and a third");
                    };
                    Power(boxed(Power(boxed(unit.clone()), *quarter)), *third)
                }
            };
            result = if power > 0 {
                Product(boxed(result), boxed(factor))
            } else {
                Quotient(boxed(result), boxed(factor))
            };
        }
        result
    }

    fn power(&mut self, wanted: Powers, depth: usize) -> Expression {
        let exponent = self.random.of(&EXPONENTS);
        if exponent.denominator == 7 || exponent.numerator == 0 {
            if wanted != Powers::ONE {
                return self.of(wanted, depth);
            }
            let base = match exponent.numerator {
                0 => self.some_dimension(),
                _ => Powers::ONE,
            };
            return Expression::Power(boxed(self.of(base, depth)), exponent);
        }
        // The base has the inverse exponent.
        let sign = exponent.numerator.signum();
        let base = wanted.to_the(exponent.denominator * sign, exponent.numerator * sign);
        match base.filter(|base| base.is_usual()) {
            Some(base) => Expression::Power(boxed(self.of(base, depth)), exponent),
            None => self.of(wanted, depth),
        }
    }

    fn choice(&mut self, wanted: Powers, depth: usize) -> Expression {
        let condition = self.condition(depth);
        let (yes, no) = (self.of(wanted, depth), self.of(wanted, depth));
        Expression::If(boxed(condition), boxed(yes), boxed(no))
    }

    pub(crate) fn condition(&mut self, depth: usize) -> Expression {
        use Expression::*;
        let less = depth.saturating_sub(1);
        match self.random.below(6) {
            0 if depth > 0 => Not(boxed(self.condition(less))),
            1 | 2 if depth > 0 => {
                let operator = self.random.of(&["&&", "||"]);
                Logic(
                    operator,
                    boxed(self.condition(less)),
                    boxed(self.condition(less)),
                )
            }
            _ => {
                let both = self.some_dimension();
                let operator = self.random.of(&COMPARISONS);
                Compare(
                    operator,
                    boxed(self.of(both, less)),
                    boxed(self.of(both, less)),
                )
            }
        }
    }

    /// A pure number that comes of a function, a varying power or a ratio.
    fn number(&mut self, depth: usize) -> Expression {
        use Expression::*;
        match self.random.below(8) {
            0 => {
                let both = self.some_dimension();
                Quotient(boxed(self.of(both, depth)), boxed(self.of(both, depth)))
            }
            1 => {
                let exponent = self.of(Powers::ONE, depth);
                VaryingPower(boxed(self.of(Powers::ONE, depth)), boxed(exponent))
            }
            2 => self.same(Powers::ONE, depth),
            _ => {
                let numbers: Vec<Function> = FUNCTIONS
                    .into_iter()
                    .filter(|f| matches!(f.rule, Rule::Number | Rule::Any))
                    .collect();
                let function = self.random.of(&numbers);
                let argument = match function.rule {
                    Rule::Any => self.some_dimension(),
                    _ => Powers::ONE,
                };
                Call(function, vec![self.of(argument, depth)])
            }
        }
    }

    fn same(&mut self, wanted: Powers, depth: usize) -> Expression {
        let functions: Vec<(Function, usize)> = FUNCTIONS
            .into_iter()
            .filter_map(|f| match f.rule {
                Rule::Same(count) => Some((f, count)),
                _ => None,
            })
            .collect();
        let (function, count) = self.random.of(&functions);
        let arguments = (0..count).map(|_| self.of(wanted, depth)).collect();
        Expression::Call(function, arguments)
    }

    /// Changes one place of the expression, most often to something of another dimension.
    pub(crate) fn mistake(&mut self, e: &mut Expression) {
        let numbers = e.all().iter().filter(|part| !part.is_condition()).count();
        if numbers == 0 {
            return;
        }
        let mut index = self.random.below(numbers);
        let place = nth_number(e, &mut index).expect("counted");
        *place = self.mistaken(place.clone());
    }

    fn mistaken(&mut self, e: Expression) -> Expression {
        use Expression::*;
        let factor = self.leaf();
        match e {
            Product(x, y) if self.random.chance(60) => match self.random.below(3) {
                0 => Quotient(x, y),
                1 => *x,
                _ => *y,
            },
            Quotient(x, y) if self.random.chance(60) => match self.random.below(3) {
                0 => Product(x, y),
                1 => *x,
                _ => Quotient(y, x),
            },
            Power(x, _) if self.random.chance(70) => match self.random.below(2) {
                0 => *x,
                _ => Power(x, self.random.of(&EXPONENTS)),
            },
            Call(_, mut arguments) if self.random.chance(20) => arguments.remove(0),
            Call(function, mut arguments) if self.random.chance(80) => {
                let index = self.random.below(arguments.len());
                let argument = arguments[index].clone();
                arguments[index] = Product(boxed(argument), boxed(factor));
                Call(function, arguments)
            }
            Quantity(digits, unit, power) => match self.random.below(3) {
                0 => Number(digits),
                1 => Quantity(digits, unit, power + 1),
                _ => Quantity(digits, self.random.of(self.units), power),
            },
            Number(_) | Unit(_) | Variable(_) => factor,
            e => match self.random.below(4) {
                0 => Number("0"),
                1 => Quotient(boxed(e), boxed(factor)),
                _ => Product(boxed(e), boxed(factor)),
            },
        }
    }
}

fn root() -> Function {
    let root = FUNCTIONS.into_iter().find(|f| f.rule == Rule::Root);
    root.expect("the language has a root")
}

/// The part with this number that is no condition.
fn nth_number<'a>(e: &'a mut Expression, index: &mut usize) -> Option<&'a mut Expression> {
    if !e.is_condition() {
        if *index == 0 {
            return Some(e);
        }
        *index -= 1;
    }
    e.children_mut()
        .into_iter()
        .find_map(|child| nth_number(child, index))
}
