//! Sums, products and quotients whose rounding error is not lost, and what else several functions share.
//!
//! Source: T. J. Dekker, *A floating-point technique for extending the available precision*, Numerische Mathematik 18 (1971).

/// 1.5 · 2⁵²: added to a number below 2⁵¹, it rounds that to an integer, which stands in the lowest bits of the sum.
pub(super) const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// The bias of the exponent field of an `f64`.
pub(super) const BIAS: f64 = 1023.0;

/// An unevaluated sum: a value and what it is too small by.
pub(super) type Twofold = (f64, f64);

/// a + b without error (Knuth).
#[inline(always)]
pub(super) fn exact_sum(a: f64, b: f64) -> Twofold {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

/// a + b without error where |a| ≥ |b| or a = 0.
#[inline(always)]
pub(super) fn ordered_sum(a: f64, b: f64) -> Twofold {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// a · b without error.
#[inline(always)]
pub(super) fn exact_product(a: f64, b: f64) -> Twofold {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// a / b, hardly worse than correctly rounded.
#[inline(always)]
pub(super) fn quotient(a: Twofold, b: Twofold) -> f64 {
    let inverse = 1.0 / b.0;
    let first = a.0 * inverse;
    let rest = (-first).mul_add(b.0, a.0) + (-first).mul_add(b.1, a.1);
    let y = rest.mul_add(inverse, first);
    // There is no rest where the quotient or the divisor is infinite.
    if rest.abs() < f64::INFINITY { y } else { first }
}

/// A polynomial of at most 32 coefficients, the highest power first.
///
/// Even and odd powers apart: two sums that the machine computes at once, for one product more than a sum from term to term.
/// Written out, since a loop within a loop over cells would keep that from becoming SIMD code.
#[inline(always)]
pub(super) fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    const { assert!(0 < N && N <= 32) };
    let square = x * x;
    // Term number `k` onto those above it.
    let onto = |above: f64, k: usize| {
        if k >= N {
            0.0
        } else if k + 2 >= N {
            coefficients[N - 1 - k]
        } else {
            above.mul_add(square, coefficients[N - 1 - k])
        }
    };
    let eight = |above: f64, k: usize| onto(onto(onto(onto(above, k + 6), k + 4), k + 2), k);
    let all = |k: usize| eight(eight(eight(eight(0.0, k + 24), k + 16), k + 8), k);
    if N > 1 {
        all(1).mul_add(x, all(0))
    } else {
        all(0)
    }
}

/// 2^n for an integer n in −1022..=1023, by placing n in the exponent field.
#[inline(always)]
pub(super) fn power_of_two(n: f64) -> f64 {
    f64::from_bits((n + (ROUNDER + BIAS)).to_bits() << 52)
}

/// `magnitude`, which is not negative, with the sign of `x`.
#[inline(always)]
pub(super) fn with_sign_of(x: f64, magnitude: f64) -> f64 {
    f64::from_bits(magnitude.to_bits() | (x.to_bits() & (1 << 63)))
}
