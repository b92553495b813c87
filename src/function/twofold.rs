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
/// Pairs of terms, then pairs of pairs (Estrin): the machine computes them at once, while a sum from term to term has to wait for each.
/// Written out, since a loop within a loop over cells would keep that from becoming SIMD code.
#[inline(always)]
pub(super) fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    const { assert!(0 < N && N <= 32) };
    // The terms from number `k` on, of which the upper half may be missing.
    let join = |k: usize, half: usize, power: f64, low: f64, high: f64| {
        if k + half < N {
            high.mul_add(power, low)
        } else {
            low
        }
    };
    let term = |k: usize| if k < N { coefficients[N - 1 - k] } else { 0.0 };
    let pair = |k: usize| join(k, 1, x, term(k), term(k + 1));
    let x2 = x * x;
    let four = |k: usize| join(k, 2, x2, pair(k), pair(k + 2));
    let x4 = x2 * x2;
    let eight = |k: usize| join(k, 4, x4, four(k), four(k + 4));
    let x8 = x4 * x4;
    let sixteen = |k: usize| join(k, 8, x8, eight(k), eight(k + 8));
    join(0, 16, x8 * x8, sixteen(0), sixteen(16))
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
