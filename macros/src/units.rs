//! The units of the language: the names of `nernst::units`.
//!
//! Values and dimensions stay there; the macro only has to know which names
//! are units. Tests below hold the two lists together.

use crate::suggestion::distance;

/// Units that may stand anywhere in an equation.
pub(crate) const NAMES: &[&str] = &[
    "second", "ms", "us", "ns", "minute", "hour", "Hz", "mHz", "kHz", "MHz", "volt", "kV", "mV",
    "uV", "nV", "ampere", "mA", "uA", "nA", "pA", "fA", "coulomb", "mC", "uC", "nC", "pC", "fC",
    "siemens", "mS", "uS", "nS", "pS", "fS", "ohm", "kOhm", "MOhm", "GOhm", "farad", "mF", "uF",
    "nF", "pF", "fF", "metre", "cm", "mm", "um", "nm", "m2", "cm2", "mm2", "um2", "nm2", "m3",
    "cm3", "mm3", "um3", "litre", "mL", "uL", "nL", "pL", "fL", "mol", "mmol", "umol", "nmol",
    "pmol", "fmol", "molar", "mM", "uM", "nM", "pM", "kelvin", "joule", "kJ", "mJ", "uJ", "nJ",
    "pJ", "fJ", "watt", "mW", "uW", "nW", "pW", "gram", "kg", "mg", "ug", "ng", "newton", "pascal",
    "kPa",
];

/// Units of one letter, right behind a number only, and the constant of `nernst::units` that each is.
pub(crate) const LETTERS: &[(&str, &str)] = &[
    ("s", "second"),
    ("V", "volt"),
    ("A", "ampere"),
    ("S", "siemens"),
    ("F", "farad"),
    ("C", "coulomb"),
    ("m", "metre"),
    ("K", "kelvin"),
    ("M", "molar"),
    ("J", "joule"),
    ("W", "watt"),
    ("g", "gram"),
    ("L", "litre"),
    ("N", "newton"),
];

/// The unit that was probably meant: one letter away, or written out behind its symbol, as `msec` and `mvolt` are.
///
/// The first letter must be the same: a suggestion that is wrong by a prefix would be wrong by a factor of 1000.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let first = lower.chars().next();
    let alike = |unit: &&str| unit.to_ascii_lowercase().chars().next() == first;
    let typo = all()
        .filter(|unit| unit.len() > 1)
        .filter(alike)
        .min_by_key(|unit| distance(name, unit))
        .filter(|unit| distance(name, unit) <= 2);
    typo.or_else(|| {
        all()
            .filter(|unit| unit.len() > 1 && lower.starts_with(&unit.to_ascii_lowercase()))
            .max_by_key(|unit| (unit.len(), name.starts_with(unit)))
    })
}

/// Whether the name is a unit wherever it stands.
pub(crate) fn is_unit(name: &str) -> bool {
    NAMES.contains(&name)
}

/// The constant of `nernst::units` that a name right behind a number stands for.
pub(crate) fn behind_number(name: &str) -> Option<&str> {
    LETTERS
        .iter()
        .find(|(letter, _)| *letter == name)
        .map(|(_, constant)| *constant)
        .or_else(|| is_unit(name).then_some(name))
}

/// All names that may stand behind a number.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .copied()
        .chain(LETTERS.iter().map(|(letter, _)| *letter))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use nernst::__private::{SYMBOLS, UNITS, Unit};

    use super::*;

    fn named(list: &[Unit], name: &str) -> Unit {
        let found = list.iter().find(|unit| unit.name == name);
        *found.unwrap_or_else(|| panic!("nernst has no unit `{name}`"))
    }

    #[test]
    fn the_units_of_equations_are_those_of_nernst() {
        let ours: BTreeSet<&str> = NAMES.iter().copied().collect();
        let theirs: BTreeSet<&str> = UNITS.iter().map(|unit| unit.name).collect();
        assert_eq!(ours, theirs);
        assert_eq!(ours.len(), NAMES.len());
    }

    #[test]
    fn letters_stand_for_what_they_stand_for_in_text() {
        for (letter, constant) in LETTERS {
            let (symbol, unit) = (named(SYMBOLS, letter), named(UNITS, constant));
            assert_eq!(symbol.factor, unit.factor, "{letter}");
            assert_eq!(symbol.dimension, unit.dimension, "{letter}");
        }
        // `h` is a gating variable, and a litre is written `L`.
        let letters = SYMBOLS
            .iter()
            .map(|unit| unit.name)
            .filter(|name| name.len() == 1);
        let expected: BTreeSet<&str> = letters.filter(|name| !["h", "l"].contains(name)).collect();
        let ours: BTreeSet<&str> = LETTERS.iter().map(|(letter, _)| *letter).collect();
        assert_eq!(ours, expected);
    }

    #[test]
    fn the_unit_that_was_meant() {
        for (written, meant) in [
            ("mv", "mV"),
            ("msec", "ms"),
            ("mvolt", "mV"),
            ("nanoamp", "nA"),
            ("hz", "Hz"),
            ("kohm", "kOhm"),
            ("mVV", "mV"),
        ] {
            assert_eq!(nearest(written), Some(meant), "{written}");
        }
        for written in ["tau", "quux", "é", "q"] {
            assert_eq!(nearest(written), None, "{written}");
        }
    }
}
