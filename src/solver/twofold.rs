//! Numbers of twice the precision, as an unevaluated sum of two `f64` (Dekker 1971).

use std::ops::{Add, Mul};

/// `high + low`, with about 106 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Twofold {
    high: f64,
    low: f64,
}

impl Twofold {
    pub(crate) const ZERO: Self = Twofold {
        high: 0.0,
        low: 0.0,
    };

    /// The nearest `f64`.
    pub(crate) fn rounded(self) -> f64 {
        self.high
    }

    /// The product of two `f64` without error.
    pub(crate) fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        Twofold {
            high,
            low: a.mul_add(b, -high),
        }
    }

    /// Division by a small whole number.
    pub(crate) fn divided_by(self, n: f64) -> Self {
        let quotient = self.high / n;
        let rest = (-quotient).mul_add(n, self.high) + self.low;
        normalised(quotient, rest / n)
    }

    /// The quotient.
    pub(crate) fn divided(self, other: Self) -> Self {
        let quotient = self.high / other.high;
        let rest = self + (other * quotient.into()).scaled(-1.0);
        normalised(quotient, rest.high / other.high)
    }

    /// The square root of a positive number.
    pub(crate) fn root(self) -> Self {
        let root = self.high.sqrt();
        let rest = self + Twofold::product(-root, root);
        normalised(root, rest.high / (2.0 * root))
    }

    /// Times a power of two, without error.
    pub(crate) fn scaled(self, power_of_two: f64) -> Self {
        Twofold {
            high: self.high * power_of_two,
            low: self.low * power_of_two,
        }
    }
}

impl From<f64> for Twofold {
    fn from(high: f64) -> Self {
        Twofold { high, low: 0.0 }
    }
}

impl Add for Twofold {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (high, error) = two_sum(self.high, other.high);
        let (low, rest) = two_sum(self.low, other.low);
        let first = normalised(high, error + low);
        normalised(first.high, first.low + rest)
    }
}

impl Mul for Twofold {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let main = Twofold::product(self.high, other.high);
        let cross = self.high.mul_add(other.low, self.low * other.high);
        normalised(main.high, main.low + cross)
    }
}

/// The sum and its rounding error (Knuth).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

/// The sum of a large and a small part.
fn normalised(high: f64, low: f64) -> Twofold {
    let sum = high + low;
    Twofold {
        high: sum,
        low: low - (sum - high),
    }
}
