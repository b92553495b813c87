//! The units of the language: the names of `nernst::units`.
//!
//! Values and dimensions stay there; the macro only has to know which names
//! are units. A test of `nernst` holds the two lists together.

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
