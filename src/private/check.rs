//! The unit check: what a constant computes of each equation while the compiler runs.
//!
//! A derive writes, per equation, a constant that follows it term by term with these functions. Where dimensions disagree the
//! function panics, the constant cannot be evaluated, and the compiler prints the sentence under the call, whose tokens carry the places of
//! the user's term (hence `track_caller`: it would else point in here).
//!
//! Each sentence says what disagrees with what, by the modeler's names, and adds a remedy only where it is obvious.

#[path = "check/remedy.rs"]
mod remedy;

use crate::quantity::{Dimension, Exponents, Text, dim};
use remedy::{DIVIDE_BY_SCALE, NOISE_HAS_A_ROOT, advise_number, advise_time_constant, advise_unit};

/// A term of an equation: as the user wrote it, and its dimension.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    text: &'static str,
    /// Its dimension.
    pub dimension: Exponents,
    /// Does a minus stand in front of it?
    is_subtracted: bool,
}

/// A term of an equation.
#[must_use]
pub const fn term(text: &'static str, dimension: Exponents) -> Term {
    Term {
        text,
        dimension,
        is_subtracted: false,
    }
}

/// An operand of a sum with a minus in front of it.
#[must_use]
pub const fn subtracted(text: &'static str, dimension: Exponents) -> Term {
    Term {
        text,
        dimension,
        is_subtracted: true,
    }
}

/// The operand `index` of the sum of `terms`.
///
/// Called for each operand, so that the sentence stands under the one that disagrees with most others.
///
/// # Panics
/// If the dimensions do not agree, and so do the functions below.
#[track_caller]
pub const fn operand(equation: &'static str, terms: &[Term], index: usize) {
    let odd = counted(equation, terms[index]);
    let common = terms[most_common(terms)];
    // Of a common one that is not counted its own call speaks.
    if odd.agrees(common) || !common.dimension.is_counted() {
        return;
    }
    let text = mismatch(equation);
    let text = if odd.is_subtracted {
        difference(text, odd, common)
    } else if common.is_subtracted {
        difference(text, common, odd)
    } else {
        common.name(odd.name(text.push("cannot add ")).push(", to "))
    };
    if lacks_root_of_time(odd.dimension, common.dimension) {
        fail(text.push(NOISE_HAS_A_ROOT));
    }
    fail(advise_unit(text, common, odd));
}

/// "cannot subtract `v`, electric potential [V], from `0`, dimensionless"
const fn difference(text: Text, subtracted: Term, other: Term) -> Text {
    other.name(
        subtracted
            .name(text.push("cannot subtract "))
            .push(", from "),
    )
}

/// The first term of the dimension that most terms have. Where two dimensions are equally common, a bare number gives way to what
/// its unit can be taken from.
const fn most_common(terms: &[Term]) -> usize {
    let (mut best, mut best_count) = (0, 0);
    let mut at = 0;
    while at < terms.len() {
        let (mut count, mut other) = (0, 0);
        while other < terms.len() {
            if terms[other].agrees(terms[at]) {
                count += 1;
            }
            other += 1;
        }
        let gives_way = terms[best].missing_unit(terms[at].dimension).is_some();
        if count > best_count || (count == best_count && gives_way) {
            (best, best_count) = (at, count);
        }
        // No other dimension can win any more; a long sum would else take the interpreter too long.
        let is_half = 2 * best_count == terms.len() && !terms[best].is_number();
        if 2 * best_count > terms.len() || is_half {
            break;
        }
        at += 1;
    }
    best
}

/// `left < right` and the like.
#[track_caller]
pub const fn compare(equation: &'static str, left: Term, right: Term) -> Exponents {
    let (left, right) = (counted(equation, left), counted(equation, right));
    if !left.agrees(right) {
        let text = left.name(mismatch(equation).push("cannot compare "));
        fail(advise_unit(right.name(text.push(", with ")), left, right));
    }
    Exponents::ONE
}

/// Two expressions that need not agree and whose result is a plain number: `a && b`.
#[must_use]
pub const fn both(_: Exponents, _: Exponents) -> Exponents {
    Exponents::ONE
}

/// `if .. { left } else { right }`.
#[track_caller]
pub const fn branches(equation: &'static str, left: Term, right: Term) -> Exponents {
    let (left, right) = (counted(equation, left), counted(equation, right));
    if !left.agrees(right) {
        let text = mismatch(equation).push("the branches of `if` must agree, but ");
        fail(contrast(text, left, right));
    }
    left.dimension
}

/// Arguments of `function` that must have the same dimension: `min`, `max`, `clip`.
#[track_caller]
pub const fn same(
    equation: &'static str,
    function: &'static str,
    left: Term,
    right: Term,
) -> Exponents {
    let (left, right) = (counted(equation, left), counted(equation, right));
    if !left.agrees(right) {
        let text = mismatch(equation)
            .push("the arguments of `")
            .push(function)
            .push("` must agree, but ");
        fail(contrast(text, left, right));
    }
    left.dimension
}

/// `function(argument)` of a pure number: `exp`, `ln`, `tanh`.
#[track_caller]
pub const fn dimensionless(
    equation: &'static str,
    function: &'static str,
    argument: Term,
) -> Exponents {
    if !counted(equation, argument).dimension.is_one() {
        let text = mismatch(equation)
            .push("`")
            .push(function)
            .push("` takes a dimensionless argument, but ");
        fail(argument.state(text).push(DIVIDE_BY_SCALE));
    }
    Exponents::ONE
}

/// The exponent of a power.
#[track_caller]
pub const fn exponent(equation: &'static str, exponent: Term) {
    if !counted(equation, exponent).dimension.is_one() {
        let text = mismatch(equation).push("an exponent is dimensionless, but ");
        fail(exponent.state(text).push(DIVIDE_BY_SCALE));
    }
}

/// The base of a power whose exponent varies or has a denominator that dimensions do not have.
#[track_caller]
pub const fn base(equation: &'static str, base: Term, exponent: &'static str) -> Exponents {
    if !counted(equation, base).dimension.is_one() {
        let text = mismatch(equation)
            .push("only a dimensionless number can have the exponent `")
            .push(exponent)
            .push("`, but ");
        fail(base.state(text).push(DIVIDE_BY_SCALE));
    }
    Exponents::ONE
}

/// `left * right`.
#[must_use]
pub const fn multiply(left: Exponents, right: Exponents) -> Exponents {
    left.multiply(right)
}

/// `left / right`.
#[must_use]
pub const fn divide(left: Exponents, right: Exponents) -> Exponents {
    left.divide(right)
}

/// `base ^ (numerator / denominator)`.
#[must_use]
pub const fn power(base: Exponents, numerator: i32, denominator: i32) -> Exponents {
    base.power(numerator, denominator)
}

/// `d state / dt = right`, where `candidates` are the parameters among which a missing time constant may be.
#[track_caller]
pub const fn ode(
    equation: &'static str,
    state: &'static str,
    dimension: Exponents,
    right: Term,
    candidates: &[Term],
) {
    let slope = dimension.divide(TIME);
    if slope.equals(counted(equation, right).dimension) {
        return;
    }
    let text = mismatch(equation).push("`d").push(state).push("/dt` is ");
    let text = right.state(slope.describe(text).push(", but "));
    if right.dimension.equals(dimension) {
        fail(advise_time_constant(text, candidates));
    }
    if lacks_root_of_time(right.dimension, slope) {
        fail(text.push(NOISE_HAS_A_ROOT));
    }
    fail(advise_number(text, right, slope));
}

/// Something that may have any dimension: a definition, the height of a pulse.
#[track_caller]
pub const fn any(equation: &'static str, term: Term) {
    counted(equation, term);
}

/// Something that has a dimension of its own and is given `found`: an output, a refractory period, a state at a reset. `what` names it, a
/// variable in backticks.
#[track_caller]
pub const fn value(equation: &'static str, what: &'static str, expected: Exponents, found: Term) {
    if !counted(equation, found).dimension.equals(expected) {
        let text = mismatch(equation).push(what).push(" is ");
        let text = found.state(expected.describe(text).push(", but "));
        fail(advise_number(text, found, expected));
    }
}

/// What a modeler wants to know of an expression.
#[track_caller]
pub const fn asked(equation: &'static str, term: Term) {
    let term = counted(equation, term);
    fail(term.state(Text::EMPTY));
}

/// What an output hands to the neuron.
#[track_caller]
pub const fn current(equation: &'static str, what: &'static str, expected: Exponents, found: Term) {
    if !counted(equation, found).dimension.equals(expected) {
        let text = mismatch(equation).push(what).push(" is ");
        let text = found.state(expected.describe(text).push(", but "));
        if found.dimension.multiply(POTENTIAL).equals(expected) {
            fail(text.push("; is a driving force missing, such as `* (e - v)`?"));
        }
        fail(text);
    }
}

/// The term, of whose dimension something can be said.
#[track_caller]
const fn counted(equation: &'static str, term: Term) -> Term {
    if !term.dimension.is_counted() {
        let text = Text::EMPTY.push("the dimension of `").push(term.text);
        let text = text.push("` in `").push(equation);
        fail(text.push("` has a power past 68 of a base unit, or one that is no multiple of 1/60; divide the base of the power by a scale of the same dimension"));
    }
    term
}

const POTENTIAL: Exponents = dim::ElectricPotential::EXPONENTS;
const TIME: Exponents = dim::Time::EXPONENTS;

/// White noise: its integral over time has a variance that is a time.
pub const NOISE: Exponents = TIME.power(-1, 2);

/// Whether two dimensions differ by the square root of a time, which is what noise brings in.
const fn lacks_root_of_time(left: Exponents, right: Exponents) -> bool {
    left.divide(right).equals(NOISE) || right.divide(left).equals(NOISE)
}

impl Term {
    const fn agrees(self, other: Term) -> bool {
        self.dimension.equals(other.dimension)
    }

    /// "`v`, electric potential [V]"
    const fn name(self, text: Text) -> Text {
        self.dimension.describe(self.quote(text).push(", "))
    }

    /// "`v` is electric potential [V]"
    const fn state(self, text: Text) -> Text {
        self.dimension.describe(self.quote(text).push(" is "))
    }

    const fn quote(self, text: Text) -> Text {
        text.push("`").push(self.text).push("`")
    }

    /// The unit that a bare number lacks where a quantity is wanted, if that has a name.
    const fn missing_unit(self, wanted: Exponents) -> Option<&'static str> {
        if !self.is_number() || !self.dimension.is_one() {
            return None;
        }
        match wanted.name() {
            Some(name) => Some(name.shown_in[0]),
            None => None,
        }
    }

    /// Is it a number without a unit, as opposed to a variable that is dimensionless?
    const fn is_number(self) -> bool {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        let mut has_digit = false;
        while at < bytes.len() {
            match bytes[at] {
                b'0'..=b'9' => has_digit = true,
                b'.' | b'-' | b'+' | b'_' => {}
                b'e' | b'E' if has_digit => {}
                _ => return false,
            }
            at += 1;
        }
        has_digit
    }
}

const fn mismatch(equation: &str) -> Text {
    Text::EMPTY
        .push("unit mismatch in `")
        .push(equation)
        .push("`: ")
}

/// "`a` is electric potential [V] and `b` is dimensionless"
const fn contrast(text: Text, left: Term, right: Term) -> Text {
    let text = right.state(left.state(text).push(" and "));
    advise_unit(text, left, right)
}

#[track_caller]
const fn fail(text: Text) -> ! {
    panic!("{}", text.as_str())
}

#[cfg(test)]
#[path = "check/tests.rs"]
mod tests;
