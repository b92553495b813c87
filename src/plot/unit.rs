//! The unit of an axis.

use crate::quantity::Measured;

/// The label of an axis in `unit`: `capacitance (µF)`. A plain number has no unit to show.
pub(super) fn label<Q: Measured>(what: &str, unit: Q) -> String {
    let text = Q::show(unit.si());
    let name = text.strip_prefix("1 ").unwrap_or(&text);
    match (what, name) {
        (_, "1") => what.to_owned(),
        ("", _) => typeset(name),
        _ => format!("{what} ({})", typeset(name)),
    }
}

/// The unit with the signs that a keyboard lacks.
fn typeset(unit: &str) -> String {
    let unit = if unit.starts_with('/') {
        format!("1{unit}")
    } else {
        unit.to_owned()
    };
    let mut text = String::new();
    let mut starts_word = true;
    for letter in unit.chars() {
        text.push(if starts_word && letter == 'u' {
            'µ'
        } else {
            letter
        });
        starts_word = !letter.is_alphabetic();
    }
    text.replace("Ohm", "Ω")
        .replace("^2", "²")
        .replace("^3", "³")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{MOhm, cm2, kHz, mS, mV, ms, uM};

    #[test]
    fn labels_carry_the_unit() {
        assert_eq!(label("membrane potential", mV), "membrane potential (mV)");
        assert_eq!(label("g", mS / cm2), "g (mS/cm²)");
        assert_eq!(label("calcium", uM), "calcium (µM)");
        assert_eq!(label("resistance", MOhm), "resistance (MΩ)");
        assert_eq!(label("rate", kHz), "rate (kHz)");
        assert_eq!(label("binding", 1.0 / ms / uM), "binding (1/ms/µM)");
    }

    #[test]
    fn a_number_has_no_unit() {
        assert_eq!(label("open fraction", 1.0), "open fraction");
        assert_eq!(label("open fraction", 0.01), "open fraction (0.01)");
    }
}
