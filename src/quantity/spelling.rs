//! Units as people spell them.

use crate::units::named::UNITS;
use crate::units::table::{SYMBOLS, Unit};

/// The text with the signs of typesetting spelled as on a keyboard: µ (of which Unicode has two), Ω, ², ⁻¹, ·, −.
pub(super) fn in_ascii(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{b5}' | '\u{3bc}' => ascii.push('u'),
            '\u{3a9}' | '\u{2126}' => ascii.push_str("Ohm"),
            '−' => ascii.push('-'),
            '·' | '⋅' | '×' => ascii.push('*'),
            '⁻' => ascii.push_str("^-"),
            '¹' => push_power(&mut ascii, '1'),
            '²' => push_power(&mut ascii, '2'),
            '³' => push_power(&mut ascii, '3'),
            _ => ascii.push(letter),
        }
    }
    ascii
}

/// A raised digit, behind a raised minus or on its own.
fn push_power(ascii: &mut String, digit: char) {
    if !ascii.ends_with("^-") {
        ascii.push('^');
    }
    ascii.push(digit);
}

fn all_units() -> impl Iterator<Item = &'static Unit> {
    UNITS.iter().chain(SYMBOLS)
}

/// The unit of that name.
pub(super) fn find(name: &str) -> Option<&'static Unit> {
    all_units().find(|unit| unit.name == name)
}

/// The unit whose spelling is next to `name`: capitals aside, then by the fewest letters changed.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let same_letters = all_units().find(|unit| unit.name.eq_ignore_ascii_case(name));
    if let Some(unit) = same_letters {
        return Some(unit.name);
    }
    let letters = name.chars().count();
    if letters > 20 {
        return None;
    }
    all_units()
        .map(|unit| (distance(name, unit.name), unit.name))
        .filter(|(distance, unit)| *distance <= 2 && *distance < letters.max(unit.len()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, unit)| unit)
}

/// How many letters must be inserted, removed or replaced to come from one word to the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.chars().count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typesetting_becomes_ascii() {
        assert_eq!(in_ascii("−5 \u{b5}S·cm⁻²"), "-5 uS*cm^-2");
        assert_eq!(in_ascii("2 M\u{2126} um³"), "2 MOhm um^3");
    }

    #[test]
    fn capitals_are_the_likeliest_slip() {
        assert_eq!(nearest("mv"), Some("mV"));
        assert_eq!(nearest("KHZ"), Some("kHz"));
        assert_eq!(nearest("MOHM"), Some("MOhm"));
    }

    #[test]
    fn then_a_letter() {
        assert_eq!(nearest("msec"), Some("ms"));
        assert_eq!(nearest("volts"), Some("volt"));
        assert_eq!(nearest("furlong"), None);
        assert_eq!(nearest("x"), None);
    }

    #[test]
    fn distances() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "mV"), 2);
    }
}
