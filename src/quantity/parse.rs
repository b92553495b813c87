//! Quantities from text: `"-65 mV"`, `"120 mS/cm^2"`, `"0.98 /ms/mM"`.

use core::str::FromStr;

use super::spelling::{find, in_ascii, nearest};
use super::{Dimension, ExpectedQuantity, Exponents, ParseQuantityError, Quantity, Text};
use crate::units::celsius;

/// No unit is raised to a higher power, nor are more of them multiplied, so that no text takes long.
const HIGHEST_POWER: i32 = 20;
const MOST_FACTORS: usize = 50;

impl<D: Dimension> FromStr for Quantity<D> {
    type Err = ParseQuantityError;

    /// Reads a number and a unit: names of [`crate::units`] or SI symbols, multiplied by `*` or a space, divided by `/`, with
    /// whole exponents behind `^`.
    ///
    /// ```
    /// use nernst::quantity::{BindingRate, ElectricalConductance, ThermodynamicTemperature};
    /// use nernst::units::{celsius, mM, ms, uS};
    ///
    /// let alpha: BindingRate = 0.98 / ms / mM;
    /// assert_eq!("0.98 /ms/mM".parse(), Ok(alpha));
    /// assert_eq!("0.98 ms^-1 mM^-1".parse(), Ok(alpha));
    /// assert_eq!("0.98 /(ms mM)".parse(), Ok(alpha));
    /// assert_eq!("1µS".parse(), Ok::<ElectricalConductance, _>(1.0 * uS));
    /// assert_eq!("36 °C".parse(), Ok::<ThermodynamicTemperature, _>(celsius(36.0)));
    /// ```
    fn from_str(text: &str) -> Result<Quantity<D>, ParseQuantityError> {
        let (value, dimension) = read(text).map_err(|fault| fault.explain::<D>(text))?;
        if dimension == D::EXPONENTS {
            Ok(Quantity::new(value))
        } else {
            Err(Fault::Dimension(dimension).explain::<D>(text))
        }
    }
}

/// What is wrong with a text, whatever dimension it should have.
#[derive(Debug)]
pub(super) enum Fault {
    Number,
    NoUnit,
    Unknown(String),
    Malformed(String),
    Dimension(Exponents),
}

impl Fault {
    fn explain<D: Dimension>(self, text: &str) -> ParseQuantityError {
        let text = text.to_owned();
        let expected = ExpectedQuantity {
            dimension: D::NAME,
            unit: D::SHOWN_IN.first().copied().unwrap_or(D::SYMBOL),
        };
        match self {
            Fault::Number => ParseQuantityError::NoNumber { text, expected },
            Fault::NoUnit => ParseQuantityError::NoUnit { text, expected },
            Fault::Unknown(unit) => ParseQuantityError::UnknownUnit {
                text,
                nearest: nearest(&unit),
                unit,
                expected,
            },
            Fault::Malformed(rest) => ParseQuantityError::Malformed {
                text,
                rest,
                expected,
            },
            Fault::Dimension(dimension) => ParseQuantityError::WrongDimension {
                text,
                found: dimension.describe(Text::EMPTY).as_str().to_owned(),
                expected,
            },
        }
    }
}

/// The number of SI units, and their dimension.
pub(super) fn read(text: &str) -> Result<(f64, Exponents), Fault> {
    let text = in_ascii(text.trim());
    let end = number_length(&text);
    let value: f64 = text[..end].parse().map_err(|_| Fault::Number)?;
    match text[end..].trim() {
        "" => Err(Fault::NoUnit),
        "°C" | "degC" => {
            let temperature = celsius(value);
            Ok((
                temperature.value(),
                super::dim::ThermodynamicTemperature::EXPONENTS,
            ))
        }
        unit => apply_unit(value, unit),
    }
}

/// `value` times one of `unit`, by the operations that the same product of constants would take: `"120 mS/cm^2"` has the bits of
/// `120.0 * mS / cm2`.
fn apply_unit(value: f64, unit: &str) -> Result<(f64, Exponents), Fault> {
    let mut product = Product::new(value);
    let mut rest = match unit.strip_prefix('1') {
        Some(inverse) if inverse.starts_with('/') => inverse,
        _ => unit,
    };
    while let Some(next) = rest.chars().next() {
        let tail = &rest[next.len_utf8()..];
        rest = match next {
            _ if next.is_whitespace() => tail,
            '*' | '/' if !product.is_open => {
                product.is_open = true;
                product.divides = next == '/';
                tail
            }
            '(' if product.group.is_none() => {
                product.group = Some(product.divides);
                product.is_open = false;
                product.divides = false;
                tail
            }
            ')' if product.group.is_some() && !product.is_open => {
                product.group = None;
                tail
            }
            _ if next.is_alphabetic() => product.take(rest)?,
            _ => return Err(Fault::Malformed(rest.to_owned())),
        };
    }
    if product.is_open || product.group.is_some() || product.factors == 0 {
        return Err(Fault::Malformed(String::new()));
    }
    Ok((product.value, product.dimension))
}

/// How many of the SI unit one of `unit` is. `None` if it is no product of units.
pub(super) fn factor_of(unit: &str) -> Option<f64> {
    apply_unit(1.0, unit).ok().map(|(factor, _)| factor)
}

/// A product of units, as far as it has been read.
struct Product {
    value: f64,
    dimension: Exponents,
    factors: usize,
    /// Did an operator come last, so that a unit must follow?
    is_open: bool,
    /// Is the next unit divided by?
    divides: bool,
    /// Within parentheses, whether these are divided by.
    group: Option<bool>,
}

impl Product {
    fn new(value: f64) -> Product {
        Product {
            value,
            dimension: Exponents::ONE,
            factors: 0,
            is_open: false,
            divides: false,
            group: None,
        }
    }

    /// Takes in the unit and its exponent at the start of `rest`, and returns what follows.
    fn take<'a>(&mut self, rest: &'a str) -> Result<&'a str, Fault> {
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let unit = find(name).ok_or_else(|| Fault::Unknown(name.to_owned()))?;
        let (power, rest) = take_exponent(rest)?;
        self.factors += 1;
        if self.factors > MOST_FACTORS {
            return Err(Fault::Malformed(rest.to_owned()));
        }
        let divides = (power < 0) ^ self.divides ^ self.group.unwrap_or(false);
        let factor = (1..power.unsigned_abs()).fold(unit.factor, |f, _| f * unit.factor);
        let dimension = unit.dimension.power(power.abs(), 1);
        if divides {
            self.value /= factor;
            self.dimension = self.dimension.divide(dimension);
        } else {
            self.value *= factor;
            self.dimension = self.dimension.multiply(dimension);
        }
        self.is_open = false;
        self.divides = false;
        Ok(rest)
    }
}

/// The exponent behind a unit, 1 if there is none, and what follows.
fn take_exponent(rest: &str) -> Result<(i32, &str), Fault> {
    let Some(behind) = rest.strip_prefix('^') else {
        return Ok((1, rest));
    };
    let sign = usize::from(behind.starts_with(['-', '+']));
    let digits = behind[sign..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let (exponent, following) = behind.split_at(sign + digits);
    match exponent.parse() {
        Ok(power) if power != 0 && i32::abs(power) <= HIGHEST_POWER => Ok((power, following)),
        _ => Err(Fault::Malformed(rest.to_owned())),
    }
}

/// The length of the number at the start of the text.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let sign = usize::from(text.starts_with(['-', '+']));
    for word in ["inf", "NaN"] {
        if text[sign..].starts_with(word) {
            return sign + word.len();
        }
    }
    let mut end = sign + digits(sign);
    if bytes.get(end) == Some(&b'.') {
        end += 1 + digits(end + 1);
    }
    // The `e` of an exponent has digits behind it; another `e` starts a unit.
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        let exponent = digits((end + 1 + sign).min(bytes.len()));
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}
