//! e^x and e^x − 1, without branches.
//!
//! All write x = n ln 2 + r with an integer n and |r| ≤ ½ ln 2, and e^r = 1 + r + ½ r² + r³ q(r) with a polynomial q. Since ln 2 is
//! subtracted with fused multiply-adds, r is known to more than 53 bits: `high` is exact and `low` the correction.
//!
//! Source of the reduction: W. J. Cody and W. Waite, *Software manual for the elementary functions*, Prentice-Hall (1980).

use core::f64::consts::{LN_2, LOG2_E};

use super::twofold::{ROUNDER, Twofold, exact_sum, ordered_sum, polynomial, power_of_two};

/// ln 2 − `LN_2`.
pub(super) const LN_2_REST: f64 = 2.319_046_813_846_299_6e-17;

/// (e^r − 1 − r − ½ r²) / r³ on |r| ≤ ½ ln 2, the highest power first. With the ½ in front it interpolates (e^r − 1 − r) / r² at 11
/// Chebyshev nodes, which gives e^r to 3.3 · 10⁻¹⁹.
const CUBIC_REST: [f64; 10] = [
    2.091_471_734_171_637_8e-9,
    2.510_525_953_844_849_4e-8,
    2.755_727_357_010_214e-7,
    2.755_725_529_796_964_3e-6,
    2.480_158_732_560_532_4e-5,
    0.000_198_412_698_749_012_6,
    0.001_388_888_888_888_373,
    0.008_333_333_333_326_112,
    0.041_666_666_666_666_67,
    0.166_666_666_666_666_7,
];

/// (e^r − 1 − r) / r² on |r| ≤ ½ ln 2, the highest power first: with the ½ fixed, the polynomial that gives e^r − 1 with the least relative
/// error, 3.0 · 10⁻¹⁷, and e^r to 1.2 · 10⁻¹⁷.
pub(super) const SQUARE_REST: [f64; 10] = [
    2.511_230_465_747_182_5e-8,
    2.762_228_076_036_250_5e-7,
    2.755_723_529_649_9e-6,
    2.480_151_621_216_127_5e-5,
    0.000_198_412_698_941_711_66,
    0.001_388_888_892_061_526_2,
    0.008_333_333_333_319_022,
    0.041_666_666_666_619_73,
    0.166_666_666_666_666_8,
    0.5,
];

/// Below this magnitude e^x − 1 rounds to x.
pub(super) const TINY: f64 = 1.0 / (1u64 << 54) as f64;

/// [`expm1`] is computed with this factor 2⁻²⁰, so that [`exprel`](super::exprel) can divide before it would overflow.
pub(super) const SCALE: f64 = 1.0 / (1u64 << 20) as f64;
const SCALE_EXPONENT: f64 = -20.0;

/// Above this (e^x − 1) / x overflows, and 2^n stays in range with the factor [`SCALE`].
pub(super) const TOP: f64 = 720.0;

/// x = n ln 2 + r with r = high + low.
pub(super) struct Reduced {
    pub(super) n: f64,
    pub(super) high: f64,
    pub(super) low: f64,
    pub(super) r: f64,
}

#[inline(always)]
pub(super) fn reduce(x: f64) -> Reduced {
    let n = x.mul_add(LOG2_E, ROUNDER) - ROUNDER;
    // Exact: a multiple of 2⁻⁵⁴ below ½, or x itself.
    let high = n.mul_add(-LN_2, x);
    let low = n * -LN_2_REST;
    let r = high + low;
    Reduced { n, high, low, r }
}

/// e^x, within 1 ulp.
///
/// Results that are subnormal keep the bits they can have; above 709.78 it is infinite, below −745.13 zero.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // Comparisons that are false for NaN leave it in place.
    let x = if x > 710.0 { 710.0 } else { x };
    let x = if x < -746.0 { -746.0 } else { x };
    let Reduced { n, high, low, r } = reduce(x);
    let rest = (r * r).mul_add(polynomial(r, &SQUARE_REST), low);
    // Two factors, since 2^n alone leaves the range of `f64` at both ends.
    let half = n.mul_add(0.5, ROUNDER) - ROUNDER;
    (1.0 + (high + rest)) * power_of_two(half) * power_of_two(n - half)
}

/// e^x − 1, within 1 ulp, also where it is small.
#[inline(always)]
pub fn expm1(x: f64) -> f64 {
    let top = if x > TOP { TOP } else { x };
    let y = scaled_expm1(top).0 * (1.0 / SCALE);
    // Also keeps the sign of zero, and subnormal x, which the scale would cut short.
    if x.abs() < TINY { x } else { y }
}

/// e^(high + low) for a |low| far below |high|, hardly worse than correctly rounded where it is no subnormal number.
#[inline(always)]
pub(super) fn exp_of_sum((x, x_low): Twofold) -> f64 {
    let Reduced { n, high, low, .. } = reduce(x);
    let low = low + x_low;
    let r = high + low;
    let rest = (r * r).mul_add(polynomial(r, &SQUARE_REST), low);
    let (sum, sum_rest) = ordered_sum(1.0, high);
    let half = n.mul_add(0.5, ROUNDER) - ROUNDER;
    (sum + (sum_rest + rest)) * power_of_two(half) * power_of_two(n - half)
}

/// (e^x − 1) · [`SCALE`] for x up to [`TOP`], with some 5 bits more than an `f64` has.
#[inline(always)]
pub(super) fn scaled_expm1(x: f64) -> Twofold {
    let x = if x < -60.0 { -60.0 } else { x };
    let Reduced { n, high, low, r } = reduce(x);
    // ½ r² = ½ high² + high·low to twice the precision, since errors show where e^x − 1 is a difference.
    let square = high * high;
    let square_rest = high.mul_add(high, -square);
    let low = high.mul_add(low, low);
    let rest = (r * r * r).mul_add(polynomial(r, &CUBIC_REST), square_rest.mul_add(0.5, low));

    let s = power_of_two(n + SCALE_EXPONENT);
    // s − SCALE + s·high: the two large terms are added without error, since they may cancel.
    let (a, a_rest) = exact_sum(s, -SCALE);
    let (sum, sum_rest) = exact_sum(a, s * high);
    let small = s.mul_add(rest, sum_rest) + a_rest;
    ordered_sum(sum, (0.5 * s).mul_add(square, small))
}
