//! The rules of dimensions once more, over plain integers: what the generator aims with, and what messages are held against.

use std::collections::HashMap;

use crate::expression::{Expression, Rule};
use crate::powers::Powers;

/// The dimension of an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
    /// Where operands disagree, that of the first.
    pub(crate) powers: Powers,
    pub(crate) is_right: bool,
}

/// What was found on the way.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// The dimensions of all parts that are right in themselves, by their text as [`plain`] has it.
    pub(crate) parts: HashMap<String, Vec<Powers>>,
    pub(crate) has_fractions: bool,
}

/// A text without what printing may change: blanks and parentheses.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')'))
        .collect()
}

impl Findings {
    /// `None` for an expression that is not to be tried: its powers are odd, or its varying exponent does not vary.
    pub(crate) fn judge(&mut self, e: &Expression) -> Option<Judged> {
        let judged = self.of(e)?;
        if !judged.powers.is_usual() {
            return None;
        }
        if judged.is_right {
            let part = self.parts.entry(plain(&e.to_string())).or_default();
            part.push(judged.powers);
            self.has_fractions |= !judged.powers.is_whole();
        }
        Some(judged)
    }

    fn of(&mut self, e: &Expression) -> Option<Judged> {
        use Expression::*;
        let mut below = Vec::new();
        for child in e.children() {
            below.push(self.judge(child)?);
        }
        let is_right = below.iter().all(|part| part.is_right);
        let agree = below.windows(2).all(|two| two[0].powers == two[1].powers);
        let are_numbers = below.iter().all(|part| part.powers == Powers::ONE);
        let first = below.first().map_or(Powers::ONE, |part| part.powers);
        let right = |powers| Some(Judged { powers, is_right });
        let only_if = |holds, powers| {
            Some(Judged {
                powers,
                is_right: is_right && holds,
            })
        };
        match e {
            Number(_) => right(Powers::ONE),
            Quantity(_, unit, power) => right(unit.kind.powers.to_the(*power, 1)?),
            Unit(unit) => right(unit.kind.powers),
            Variable(variable) => right(variable.kind.powers),
            Negate(_) => right(first),
            Sum(..) => only_if(agree, first),
            Product(..) => right(first.times(below[1].powers)),
            Quotient(..) => right(first.per(below[1].powers)),
            Power(_, exponent) if exponent.denominator == 7 => only_if(are_numbers, Powers::ONE),
            Power(_, exponent) => right(first.to_the(exponent.numerator, exponent.denominator)?),
            VaryingPower(_, exponent) => {
                let all = exponent.all();
                all.iter().find(|part| matches!(part, Variable(_)))?;
                only_if(are_numbers, Powers::ONE)
            }
            Call(function, _) => match function.rule {
                Rule::Number => only_if(are_numbers, Powers::ONE),
                Rule::Any => right(Powers::ONE),
                Rule::Same(_) => only_if(agree, first),
                Rule::Root => right(first.to_the(1, 2)?),
            },
            If(..) => only_if(below[1].powers == below[2].powers, below[1].powers),
            Compare(..) => only_if(agree, Powers::ONE),
            Logic(..) | Not(_) => right(Powers::ONE),
        }
    }
}
