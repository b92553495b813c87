//! Powers, without branches.

use super::exponential::exp_of_sum;
use super::logarithm::ln_twofold;
use super::twofold::exact_product;

/// A power with any exponent, x^y, within 1 ulp.
///
/// A negative number has powers with whole exponents; others are NaN. At zeros and infinities the values are those of IEEE 754, also
/// `pow(x, 0) = 1` and `pow(1, y) = 1` for each x and y, even NaN.
#[inline(always)]
pub fn pow(x: f64, y: f64) -> f64 {
    let base = x.abs();
    let (ln, ln_rest) = ln_twofold(base);
    let ln = if base == 0.0 { f64::NEG_INFINITY } else { ln };
    // An infinity, or NaN.
    let ln = if base < f64::INFINITY { ln } else { base };

    let (exponent, rest) = exact_product(y, ln);
    let rest = y.mul_add(ln_rest, rest);
    // Beyond these the power overflows or vanishes, and what is infinite has no rest.
    let rest = if exponent.abs() < 800.0 { rest } else { 0.0 };
    let exponent = if exponent > 720.0 { 720.0 } else { exponent };
    let exponent = if exponent < -760.0 { -760.0 } else { exponent };
    let size = exp_of_sum((exponent, rest));

    let half = 0.5 * y;
    let whole = y.floor() == y;
    let odd = whole & (half.floor() != half);
    let signed = if odd & x.is_sign_negative() {
        -size
    } else {
        size
    };
    let impossible = (x < 0.0) & (base < f64::INFINITY) & !whole;
    let power = if impossible { f64::NAN } else { signed };
    // pow(−1, ±∞) = 1, though 0 · ∞ is not a number.
    let power = if (base == 1.0) & (y.abs() == f64::INFINITY) {
        1.0
    } else {
        power
    };
    if (y == 0.0) | (x == 1.0) { 1.0 } else { power }
}

/// A whole power, by repeated squaring.
#[inline(always)]
pub fn powi<const N: i32>(x: f64) -> f64 {
    let (mut power, mut square, mut left) = (1.0, x, N.unsigned_abs());
    while left > 0 {
        if left % 2 == 1 {
            power *= square;
        }
        square *= square;
        left /= 2;
    }
    if N < 0 { 1.0 / power } else { power }
}
