//! What can be wrong with a quantity in text.

use core::fmt;

/// Why a text such as `"-65 mV"` could not be read as a quantity.
///
/// ```
/// use nernst::quantity::Time;
///
/// let error = "5 msec".parse::<Time>().unwrap_err();
/// assert_eq!(error.to_string(), "there is no unit `msec` in `5 msec`, did you mean `ms`? (expected time, such as `1 ms`)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseQuantityError {
    /// The text does not start with a number.
    NoNumber {
        /// The whole text.
        text: String,
        /// What was to be read.
        expected: ExpectedQuantity,
    },
    /// There is a number and nothing behind it.
    NoUnit {
        /// The whole text.
        text: String,
        /// What was to be read.
        expected: ExpectedQuantity,
    },
    /// A word where a unit should be is none.
    UnknownUnit {
        /// The whole text.
        text: String,
        /// The word.
        unit: String,
        /// The unit it resembles most.
        nearest: Option<&'static str>,
        /// What was to be read.
        expected: ExpectedQuantity,
    },
    /// What stands behind the number is not a product of units.
    Malformed {
        /// The whole text.
        text: String,
        /// From where on it could not be read; empty if the end came too early.
        rest: String,
        /// What was to be read.
        expected: ExpectedQuantity,
    },
    /// It is a quantity of another dimension.
    WrongDimension {
        /// The whole text.
        text: String,
        /// Its dimension in words.
        found: String,
        /// What was to be read.
        expected: ExpectedQuantity,
    },
}

/// The dimension that a text should have had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedQuantity {
    /// The dimension in words: `electric potential`.
    pub dimension: &'static str,
    /// A unit of it: `mV`.
    pub unit: &'static str,
}

impl fmt::Display for ParseQuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ParseQuantityError::*;
        match self {
            NoNumber { text, expected } => {
                write!(f, "`{text}` does not start with a number ({expected})")
            }
            NoUnit { text, expected } => write!(f, "`{text}` has no unit ({expected})"),
            UnknownUnit {
                text,
                unit,
                nearest,
                expected,
            } => {
                write!(f, "there is no unit `{unit}` in `{text}`")?;
                if let Some(nearest) = nearest {
                    write!(f, ", did you mean `{nearest}`?")?;
                }
                write!(f, " ({expected})")
            }
            Malformed {
                text,
                rest,
                expected,
            } if rest.is_empty() => write!(f, "`{text}` breaks off within its unit ({expected})"),
            Malformed {
                text,
                rest,
                expected,
            } => write!(f, "`{rest}` in `{text}` is not part of a unit ({expected})"),
            WrongDimension {
                text,
                found,
                expected,
            } => write!(f, "`{text}` is {found} ({expected})"),
        }
    }
}

impl fmt::Display for ExpectedQuantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.unit.starts_with('/') { "" } else { " " };
        write!(
            f,
            "expected {}, such as `1{space}{}`",
            self.dimension, self.unit
        )
    }
}

impl core::error::Error for ParseQuantityError {}
