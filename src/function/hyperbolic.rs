//! Hyperbolic functions, without branches.

use core::f64::consts::LN_2;

use super::exponential::{Reduced, SCALE, reduce, scaled_expm1};
use super::twofold::{
    Twofold, exact_product, exact_sum, ordered_sum, polynomial, power_of_two, quotient,
    with_sign_of,
};

/// Below this magnitude tanh x and sinh x round to x.
const TINY: f64 = 1.0 / (1u64 << 28) as f64;

/// Above this cosh x and sinh x overflow.
const TOP: f64 = 1025.5 * LN_2;

/// (sinh r − r) / r³ in r² on |r| ≤ ½ ln 2, the highest power first: the polynomial with the least error in sinh r / r, 2.6 · 10⁻¹⁹.
const SINH: [f64; 5] = [
    2.510_903_121_087_864_6e-8,
    2.755_724_422_233_145_4e-6,
    0.000_198_412_698_861_168_64,
    0.008_333_333_333_321_633,
    0.166_666_666_666_666_77,
];

/// (cosh r − 1 − ½ r²) / r⁴ in r² on |r| ≤ ½ ln 2, the highest power first: the polynomial with the least error in cosh r,
/// 8.3 · 10⁻²².
const COSH: [f64; 5] = [
    2.092_163_254_725_073_8e-9,
    2.755_725_223_004_831_5e-7,
    2.480_158_734_876_836e-5,
    0.001_388_888_888_887_347_2,
    0.041_666_666_666_666_685,
];

/// The hyperbolic tangent, within 1 ulp.
#[inline(always)]
pub fn tanh(x: f64) -> f64 {
    let size = x.abs();
    let top = if size > 20.0 { 20.0 } else { size };
    // (e^2x − 1) / ((e^2x − 1) + 2), both with the factor of the scaled function.
    let numerator = scaled_expm1(2.0 * top);
    let (sum, rest) = exact_sum(2.0 * SCALE, numerator.0);
    let y = quotient(numerator, (sum, rest + numerator.1));
    if size < TINY { x } else { with_sign_of(x, y) }
}

/// cosh n ln 2 and sinh n ln 2 with the factor ¼, and the rest of r.
struct Parts {
    cosh_n: Twofold,
    sinh_n: Twofold,
    high: f64,
    /// sinh r − `high`.
    sinh_rest: f64,
    /// cosh r − 1.
    cosh_rest: f64,
}

/// x = n ln 2 + r for x ≥ 0.
#[inline(always)]
fn parts(x: f64) -> Parts {
    let x = if x > TOP { TOP } else { x };
    let Reduced { n, high, low, r } = reduce(x);
    let square = r * r;
    // Beyond 2⁻⁶⁰ the falling exponential is no part of the sum, and soon too small to be a number.
    let fall = if n > 60.0 { 60.0 } else { n };
    let (rising, falling) = (power_of_two(n - 3.0), power_of_two(-fall - 3.0));
    Parts {
        cosh_n: ordered_sum(rising, falling),
        sinh_n: ordered_sum(rising, -falling),
        high,
        sinh_rest: (r * square).mul_add(polynomial(square, &SINH), low),
        cosh_rest: square * square.mul_add(polynomial(square, &COSH), 0.5),
    }
}

/// a (1 + `cosh_rest`) + b (`high` + `sinh_rest`), times 4, where the product with b is not the larger one.
#[inline(always)]
fn combined(a: Twofold, b: Twofold, parts: &Parts) -> f64 {
    let (product, product_rest) = exact_product(b.0, parts.high);
    let (sum, sum_rest) = ordered_sum(a.0, product);
    let rests = product_rest + sum_rest + a.1;
    let small = a.0.mul_add(
        parts.cosh_rest,
        b.0.mul_add(parts.sinh_rest, b.1.mul_add(parts.high, rests)),
    );
    (sum + small) * 4.0
}

/// The hyperbolic cosine, within 1 ulp; infinite from 710.48.
#[inline(always)]
pub fn cosh(x: f64) -> f64 {
    let parts = parts(x.abs());
    combined(parts.cosh_n, parts.sinh_n, &parts)
}

/// The hyperbolic sine, within 1 ulp; infinite from ±710.48. In derivatives.
#[inline(always)]
pub fn sinh(x: f64) -> f64 {
    let parts = parts(x.abs());
    let y = combined(parts.sinh_n, parts.cosh_n, &parts);
    if x.abs() < TINY {
        x
    } else {
        with_sign_of(x, y)
    }
}
