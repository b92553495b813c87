//! Quantities as text: `-65 mV`.

use core::fmt::{self, Write};

use super::parse::factor_of;
use super::{Dimension, Quantity};

/// Digits that a sum or a change of units leaves right in an `f64`; the 16th is noise.
const DIGITS: usize = 15;

/// Sizes outside of which a number is written with an exponent.
const PLAIN: core::ops::Range<f64> = 1e-4..1e7;

impl<D: Dimension> fmt::Display for Quantity<D> {
    /// With the unit in which the number is not below one and as small as can be, and at most 15 digits.
    ///
    /// ```
    /// use nernst::units::{cm2, mS, mV, nA, um};
    ///
    /// assert_eq!((49.9 * mV).to_string(), "49.9 mV");
    /// assert_eq!((0.00035 * nA).to_string(), "350 fA");
    /// assert_eq!((120.0 * mS / cm2).to_string(), "120 mS/cm^2");
    /// assert_eq!(format!("{:.1}", 2.0 * um / 3.0), "666.7 nm");
    /// ```
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = Scale::of::<D>();
        let (factor, unit) = scale.choose(self.value(), f.precision());
        let number = number(self.value() / factor, f.precision());
        pad(f, &with_unit(&number, unit))
    }
}

impl<D: Dimension> fmt::Debug for Quantity<D> {
    /// As `Display`, with as many digits as it takes to tell the value from its neighbours.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &exact(*self))
    }
}

/// The shortest text that reads back to the same bits.
pub(super) fn exact<D: Dimension>(quantity: Quantity<D>) -> String {
    let value = quantity.value();
    let (factor, unit) = Scale::of::<D>().choose(value, None);
    let number = value / factor;
    let reads_back = |text: &String| {
        text.parse::<Quantity<D>>()
            .is_ok_and(|read| read.value().to_bits() == value.to_bits())
    };
    let candidates = [rounded(number), number].map(|n| with_unit(&shortest(n), unit));
    candidates
        .into_iter()
        .find(reads_back)
        // In SI units nothing is multiplied, and nothing lost.
        .unwrap_or_else(|| with_unit(&shortest(value), D::SYMBOL))
}

/// The units in which a dimension is printed, with their sizes in SI units.
struct Scale {
    home: (f64, &'static str),
    ascending: Vec<(f64, &'static str)>,
}

impl Scale {
    fn of<D: Dimension>() -> Scale {
        let mut units: Vec<(f64, &'static str)> = D::SHOWN_IN
            .iter()
            .filter_map(|unit| Some((factor_of(unit)?, *unit)))
            .collect();
        if units.is_empty() {
            units.push((1.0, D::SYMBOL));
        }
        let home = units[0];
        units.sort_by(|a, b| a.0.total_cmp(&b.0));
        Scale {
            home,
            ascending: units,
        }
    }

    /// The smallest unit in which the number, as it will be rounded, does not reach the next.
    fn choose(&self, value: f64, precision: Option<usize>) -> (f64, &'static str) {
        if value == 0.0 || !value.is_finite() {
            return self.home;
        }
        let reaches = |(factor, _): (f64, &str), next: f64| {
            let printed = number((value / factor).abs(), precision);
            let printed: f64 = printed.parse().expect("we write numbers that Rust reads");
            printed * factor >= next * (1.0 - 1e-12)
        };
        self.ascending
            .windows(2)
            .find(|pair| !reaches(pair[0], pair[1].0))
            .map_or(self.ascending[self.ascending.len() - 1], |pair| pair[0])
    }
}

fn with_unit(number: &str, unit: &str) -> String {
    let unit = match unit.strip_prefix('1') {
        Some(inverse) if inverse.starts_with('/') => inverse,
        _ => unit,
    };
    format!("{number} {unit}")
}

pub(super) fn number(value: f64, precision: Option<usize>) -> String {
    match precision {
        None => shortest(rounded(value)),
        Some(places) if value.abs() >= PLAIN.end => format!("{value:.places$e}"),
        Some(places) => format!("{value:.places$}"),
    }
}

/// The value to 15 digits; the largest values would round to infinity and stay as they are.
fn rounded(value: f64) -> f64 {
    let places = DIGITS - 1;
    let text = format!("{value:.places$e}");
    text.parse()
        .ok()
        .filter(|rounded: &f64| rounded.is_finite())
        .unwrap_or(value)
}

/// The fewest digits that tell the value from its neighbours.
fn shortest(value: f64) -> String {
    if value == 0.0 || !value.is_finite() || PLAIN.contains(&value.abs()) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

/// `Formatter::pad` with the precision left out, which has been applied to the number and would cut the text.
fn pad(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let sign = if f.sign_plus() && !text.starts_with('-') {
        "+"
    } else {
        ""
    };
    let length = sign.len() + text.chars().count();
    let missing = f.width().unwrap_or(0).saturating_sub(length);
    let before = match f.align() {
        Some(fmt::Alignment::Right) => missing,
        Some(fmt::Alignment::Center) => missing / 2,
        _ => 0,
    };
    let fill = f.fill();
    for _ in 0..before {
        f.write_char(fill)?;
    }
    f.write_str(sign)?;
    f.write_str(text)?;
    for _ in before..missing {
        f.write_char(fill)?;
    }
    Ok(())
}
