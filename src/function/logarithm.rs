//! Logarithms, without branches.
//!
//! All write x = 2^k m with √½ ≤ m < √2, and ln m = 2 artanh s with s = f / (2 + f), f = m − 1, where f is exact. What is added to
//! 2 s is an odd polynomial in s.

use core::f64::consts::LOG10_E;

use super::twofold::{Twofold, exact_product, exact_sum, ordered_sum, polynomial, power_of_two};

/// ln 2 to 42 bits, so that its product with an exponent is exact, and the rest.
const LN_2_HIGH: f64 = 0.693_147_180_559_890_3;
const LN_2_LOW: f64 = 5.497_923_018_708_371e-14;

/// log₁₀ e − `LOG10_E`.
const LOG10_E_REST: f64 = 1.098_319_650_216_765e-17;

/// (ln m − 2 s) / s³ in s², the highest power first: the polynomial with the least error in ln m / s, 2.5 · 10⁻¹⁸.
const ARTANH: [f64; 7] = [
    0.147_957_593_437_680_9,
    0.153_140_728_001_808_1,
    0.181_835_633_238_174_53,
    0.222_221_985_949_900_75,
    0.285_714_287_421_540_2,
    0.399_999_999_994_157_86,
    0.666_666_666_666_673_4,
];

/// ((ln m − 2 s) / s³ − ⅔) / s² in s², the highest power first: the polynomial with the least relative error in ln m, 1.1 · 10⁻²⁰.
const ARTANH_REST: [f64; 7] = [
    0.131_961_630_849_318_2,
    0.132_568_370_190_759_45,
    0.153_867_564_225_037_42,
    0.181_817_843_891_508_43,
    0.222_222_225_196_376_27,
    0.285_714_285_701_014,
    0.400_000_000_000_022_5,
];

const TWO_THIRDS: Twofold = (2.0 / 3.0, 3.700_743_415_417_188e-17);

/// The upper 26 digits of a significand.
const UPPER_HALF: u64 = !((1 << 27) - 1);

/// x = 2^k (1 + f).
struct Split {
    k: f64,
    f: f64,
}

/// Takes a positive finite number apart.
#[inline(always)]
fn split(x: f64) -> Split {
    const SQRT_HALF: u64 = core::f64::consts::FRAC_1_SQRT_2.to_bits();
    /// 2⁵²: an integer below stands in the lowest bits.
    const INTEGER: f64 = (1u64 << 52) as f64;
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = if subnormal { x * INTEGER } else { x };
    let bias = if subnormal { 1023.0 + 52.0 } else { 1023.0 };
    // The exponent changes at √½ instead of at 1.
    let bits = scaled.to_bits().wrapping_add(1.0_f64.to_bits() - SQRT_HALF);
    let k = f64::from_bits(INTEGER.to_bits() | (bits >> 52)) - INTEGER - bias;
    let m = f64::from_bits((bits & ((1 << 52) - 1)) + SQRT_HALF);
    Split { k, f: m - 1.0 }
}

/// `y` for positive numbers, and what the logarithm is elsewhere.
#[inline(always)]
fn with_limits(x: f64, y: f64) -> f64 {
    let elsewhere = if x == 0.0 {
        f64::NEG_INFINITY
    } else {
        f64::NAN
    };
    let y = if x < f64::INFINITY { y } else { x };
    if x > 0.0 { y } else { elsewhere }
}

/// ln (2^k (1 + f)) with some 4 bits more than an `f64` has.
///
/// Plain products and sums, no fused ones: random numbers need logarithms outside of the kernels, where a machine's fused instructions
/// are not used.
#[inline(always)]
fn ln_parts(Split { k, f }: Split) -> Twofold {
    let s = f / (2.0 + f);
    let z = s * s;
    // f² in two parts, the first of which is exact since `upper` has half the digits of f.
    let upper = f64::from_bits(f.to_bits() & UPPER_HALF);
    let half_square = 0.5 * upper * upper;
    let square_rest = 0.5 * (f - upper) * (f + upper);
    // f − ½ f² + s (½ f² + …), where only the last term has an error to speak of.
    let (sum, first_rest) = ordered_sum(k * LN_2_HIGH, f);
    let (sum, second_rest) = ordered_sum(sum, -half_square);
    let mut series = ARTANH[0];
    let mut power = 1;
    while power < ARTANH.len() {
        series = series * z + ARTANH[power];
        power += 1;
    }
    let tail = z * series + half_square;
    let small = k * LN_2_LOW + ((first_rest + second_rest) - square_rest);
    ordered_sum(sum, s * (tail + square_rest) + small)
}

/// The natural logarithm, within 1 ulp; −∞ at 0, NaN below.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    with_limits(x, ln_parts(split(x)).0)
}

/// The logarithm to base 10, within 1 ulp; −∞ at 0, NaN below. Powers of ten have whole logarithms.
#[inline(always)]
pub fn log10(x: f64) -> f64 {
    let (high, low) = ln_parts(split(x));
    let (product, rest) = exact_product(high, LOG10_E);
    let small = high.mul_add(LOG10_E_REST, low.mul_add(LOG10_E, rest));
    with_limits(x, product + small)
}

/// ln (1 + x), within 1 ulp, also where it is small; −∞ at −1, NaN below.
#[inline(always)]
pub fn log1p(x: f64) -> f64 {
    let (sum, sum_rest) = exact_sum(1.0, x);
    let Split { k, f } = split(sum);
    // Of large sums the rest does not count, and 2^-k would leave the range.
    let shift = if k > 60.0 { 60.0 } else { k };
    let correction = (sum_rest * power_of_two(-shift)) / (1.0 + f);
    let (high, low) = ln_parts(Split { k, f });
    let y = with_limits(sum, high + (low + correction));
    // Also keeps the sign of zero.
    if x.abs() < 1.0 / (1u64 << 54) as f64 {
        x
    } else {
        y
    }
}

/// ln x to 66 bits, for positive finite x.
#[inline(always)]
pub(super) fn ln_twofold(x: f64) -> Twofold {
    let Split { k, f } = split(x);
    let (divisor, divisor_rest) = ordered_sum(2.0, f);
    let inverse = 1.0 / divisor;
    let s = f * inverse;
    let s_rest = ((-s).mul_add(divisor, f) - s * divisor_rest) * inverse;
    let (z, z_rest) = exact_product(s, s);
    let z_rest = (2.0 * s).mul_add(s_rest, z_rest);

    // ln m = 2 s + s (z (⅔ + z q(z))), the products of twice the precision.
    let (a, a_rest) = ordered_sum(TWO_THIRDS.0, z * polynomial(z, &ARTANH_REST));
    let a_rest = a_rest + TWO_THIRDS.1;
    let (b, b_rest) = exact_product(z, a);
    let b_rest = z.mul_add(a_rest, z_rest.mul_add(a, b_rest));
    let (c, c_rest) = exact_product(s, b);
    let c_rest = s.mul_add(b_rest, s_rest.mul_add(b, c_rest));

    let (sum, first_rest) = ordered_sum(k * LN_2_HIGH, 2.0 * s);
    let (sum, second_rest) = ordered_sum(sum, c);
    let rests = 2.0_f64.mul_add(s_rest, c_rest) + (first_rest + second_rest);
    ordered_sum(sum, k.mul_add(LN_2_LOW, rests))
}
