//! Sine and cosine of angles of any size, without branches.

use super::reduction::{Angle, reduce};
use super::twofold::{Twofold, exact_product, ordered_sum, polynomial};

/// (sin r − r) / r³ in r² on |r| ≤ π/4, the highest power first: the polynomial with the least error in sin r / r, 3.5 · 10⁻¹⁸.
const SINE: [f64; 6] = [
    1.589_684_238_520_748_2e-10,
    -2.505_075_898_419_389_5e-8,
    2.755_731_369_796_228_7e-6,
    -0.000_198_412_698_298_268_84,
    0.008_333_333_333_322_44,
    -0.166_666_666_666_666_32,
];

/// (cos r − 1 + ½ r²) / r⁴ in r² on |r| ≤ π/4, the highest power first: the polynomial with the least error in cos r, 4.7 · 10⁻²⁰.
const COSINE: [f64; 6] = [
    -1.135_967_116_967_790_4e-11,
    2.087_572_372_309_945_4e-9,
    -2.755_731_435_566_184e-7,
    2.480_158_728_949_393_4e-5,
    -0.001_388_888_888_887_414_4,
    0.041_666_666_666_666_6,
];

/// Below this magnitude sin x rounds to x.
const TINY: f64 = 1.0 / (1u64 << 27) as f64;

/// sin r for |r| ≤ π/4.
#[inline(always)]
fn sine((r, r_rest): Twofold) -> f64 {
    let square = r * r;
    let cube = square * r;
    // d sin r / dr = 1 − ½ r² + …
    let rest = (-0.5 * square).mul_add(r_rest, r_rest);
    r + cube.mul_add(polynomial(square, &SINE), rest)
}

/// cos r for |r| ≤ π/4.
#[inline(always)]
fn cosine((r, r_rest): Twofold) -> f64 {
    let (square, square_rest) = exact_product(r, r);
    let (sum, sum_rest) = ordered_sum(1.0, -0.5 * square);
    let rest = (-r).mul_add(r_rest, (-0.5_f64).mul_add(square_rest, sum_rest));
    sum + (square * square).mul_add(polynomial(square, &COSINE), rest)
}

/// sin (r + `quarters` π/2).
#[inline(always)]
fn sine_after(quarters: u64, rest: Twofold) -> f64 {
    let (sine, cosine) = (sine(rest), cosine(rest));
    let y = if quarters & 1 == 1 { cosine } else { sine };
    f64::from_bits(y.to_bits() ^ ((quarters & 2) << 62))
}

/// The sine of an angle in radians, within 1 ulp for every angle; NaN for infinite ones.
#[inline(always)]
pub fn sin(x: f64) -> f64 {
    let Angle { quarters, rest } = reduce(x);
    let y = sine_after(quarters, rest);
    if x.abs() < TINY { x } else { y }
}

/// The cosine of an angle in radians, within 1 ulp for every angle; NaN for infinite ones.
#[inline(always)]
pub fn cos(x: f64) -> f64 {
    let Angle { quarters, rest } = reduce(x);
    sine_after(quarters.wrapping_add(1), rest)
}
