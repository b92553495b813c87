//! Remedies, at the end of a sentence where one is obvious.

use super::{TIME, Term};
use crate::quantity::{Exponents, Text};

pub(super) const DIVIDE_BY_SCALE: &str = "; divide it by a scale of the same dimension";

pub(super) const NOISE_HAS_A_ROOT: &str = "; white noise is per square root of time [1/s^(1/2)], so its coefficient has such a root in it: `sigma * sqrt(2 / tau) * xi`";

/// A remedy where one of the two is a bare number.
pub(super) const fn advise_unit(text: Text, left: Term, right: Term) -> Text {
    if left.dimension.is_one() {
        advise_number(text, left, right.dimension)
    } else {
        advise_number(text, right, left.dimension)
    }
}

/// A remedy where `number` is a bare number in the place of a quantity: its unit.
pub(super) const fn advise_number(text: Text, number: Term, wanted: Exponents) -> Text {
    match number.missing_unit(wanted) {
        Some(unit) => {
            let space = if unit.as_bytes()[0] == b'/' { "" } else { " " };
            text.push("; write the number with its unit, such as `")
                .push(number.text)
                .push(space)
                .push(unit)
                .push("`")
        }
        None => text,
    }
}

/// A remedy where the right-hand side has the dimension of the state itself.
pub(super) const fn advise_time_constant(text: Text, candidates: &[Term]) -> Text {
    let text = text.push("; is a division by a time constant missing");
    let mut at = 0;
    while at < candidates.len() {
        if candidates[at].dimension.equals(TIME) {
            return text
                .push(", such as `/ ")
                .push(candidates[at].text)
                .push("`?");
        }
        at += 1;
    }
    text.push("?")
}
