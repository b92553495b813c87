//! (e^x − 1) / x and its derivative, without branches.

use core::f64::consts::{LN_2, LOG2_E};

use super::exponential::{LN_2_REST, SCALE, SQUARE_REST, TINY, TOP, scaled_expm1};
use super::twofold::{
    ROUNDER, exact_product, exact_sum, ordered_sum, polynomial, power_of_two, quotient,
};

/// (e^x − 1) / x, 1 at 0, within 1 ulp; 0 at −∞.
#[inline(always)]
pub fn exprel(x: f64) -> f64 {
    let top = if x > TOP { TOP } else { x };
    let y = quotient(scaled_expm1(top), (top * SCALE, 0.0));
    if x.abs() < TINY { 1.0 } else { y }
}

/// x / (e^x − 1), the Bernoulli function, 1 at 0: by which a quotient by [`exprel`] is computed.
///
/// Within 3 ulp, 10⁻³⁰⁵ from 709 on. It costs half of [`exprel`] and the rates of many gates are made of it.
#[inline(always)]
pub fn bernoulli(x: f64) -> f64 {
    // Zero takes the value of its neighbours, so that there is no case apart.
    let x = x - 1e-280;
    let x = if x > 709.0 { 709.0 } else { x };
    let least = if x < -60.0 { -60.0 } else { x };
    let n = least.mul_add(LOG2_E, ROUNDER) - ROUNDER;
    let r = n.mul_add(-LN_2_REST, n.mul_add(-LN_2, least));
    x / growth(n, r)
}

/// 2^n e^r − 1, within 2 ulp for |r| ≤ ½ ln 2 that is exact.
#[inline(always)]
fn growth(n: f64, r: f64) -> f64 {
    let growth = (r * r).mul_add(polynomial(r, &SQUARE_REST), r);
    let s = power_of_two(n);
    s.mul_add(growth, s - 1.0)
}

/// ∫₀ʰ e^{js} ds = (e^{hj} − 1) / j, which is h at j = 0: the step of an exponential integrator, `x += ∫ · f(x)`.
///
/// Within 3 ulp for h j up to 1, 2.5 · 10⁻¹⁴ up to 709, and infinite from there on. For solvers, whose own errors are greater: every state takes
/// it in each step, and it costs half of [`exprel`].
#[inline(always)]
pub(crate) fn integrated_exp(h: f64, j: f64) -> f64 {
    // No slope is zero, so that there is no case apart; one that is not zero stays what it is.
    let j = j - 1e-280;
    let z = h * j;
    let x = if z < -60.0 { -60.0 } else { z };
    let n = x.mul_add(LOG2_E, ROUNDER) - ROUNDER;
    let y = growth(n, n.mul_add(-LN_2, x)) / j;
    if z > 709.0 { f64::INFINITY } else { y }
}

/// [`integrated_exp`] for `h j` where it [`is_near`], within 3 ulp and without a division: half the cost again.
#[inline(always)]
pub(crate) fn integrated_exp_near(h: f64, j: f64) -> f64 {
    h * polynomial(h.mul_add(j, NEAR_CENTRE), &NEAR_EXPREL)
}

/// Whether a step is short beside the time constant of the state, as most are: −0.9375 ≤ z ≤ 0.0625.
#[inline(always)]
pub(crate) fn is_near(h: f64, j: f64) -> bool {
    h.mul_add(j, NEAR_CENTRE).abs() <= 0.5
}

const NEAR_CENTRE: f64 = 0.4375;

/// (e^z − 1) / z in z + [`NEAR_CENTRE`], the highest power first: the polynomial with the least relative error where z is near, 4.0 · 10⁻¹⁷.
const NEAR_EXPREL: [f64; 12] = [
    1.395_195_430_568_482_8e-9,
    1.686_531_024_813_519_7e-8,
    1.852_688_859_569_390_4e-7,
    1.860_265_991_101_219e-6,
    1.682_698_382_756_429e-5,
    0.000_135_466_674_993_219_3,
    0.000_956_000_733_605_484_9,
    0.005_798_654_707_643_971_5,
    0.029_438_933_369_159_908,
    0.120_487_621_086_994_89,
    0.375_537_597_439_504_77,
    0.809_946_225_307_675_3,
];

/// Below this magnitude the numerator of the derivative cancels too much.
const NEAR: f64 = 0.5;

/// From here on the derivative overflows, and x e^x not yet with the factor [`SCALE`].
const DERIVATIVE_TOP: f64 = 717.0;

/// Below this the derivative rounds to 1 / x².
const FAR: f64 = -50.0;

/// (f(x) − ½) / x for f the derivative of `exprel`, |x| ≤ [`NEAR`], the highest power first: the polynomial that has the least
/// relative error in f, 6.6 · 10⁻¹⁹.
const SERIES: [f64; 12] = [
    1.489_142_106_052_717e-10,
    1.935_724_469_130_646_7e-9,
    2.296_483_461_853_781e-8,
    2.505_184_134_868_139e-7,
    2.480_158_596_195_307_3e-6,
    2.204_585_577_356_202e-5,
    0.000_173_611_111_129_403_89,
    0.001_190_476_190_448_094_6,
    0.006_944_444_444_443_386,
    0.033_333_333_333_334_18,
    0.125_000_000_000_000_03,
    0.333_333_333_333_333_3,
];

/// The derivative of [`exprel`], (e^x (x − 1) + 1) / x², ½ at 0, within 1 ulp; in derivatives of right-hand sides.
#[inline(always)]
pub fn exprel_derivative(x: f64) -> f64 {
    let near = polynomial(x, &SERIES).mul_add(x, 0.5);

    // x (e^x − 1) − (e^x − 1) + x over x², both with the factor of the scaled function.
    let top = if x > DERIVATIVE_TOP {
        DERIVATIVE_TOP
    } else {
        x
    };
    let top = if top < FAR { FAR } else { top };
    let (high, low) = scaled_expm1(top);
    let (product, product_rest) = exact_product(top, high);
    let (sum, sum_rest) = exact_sum(product, top * SCALE);
    let (sum, last_rest) = exact_sum(sum, -high);
    let rest = (top - 1.0).mul_add(low, product_rest + sum_rest + last_rest);
    let (square, square_rest) = exact_product(top, top);
    let middle = quotient(
        ordered_sum(sum, rest),
        (square * SCALE, square_rest * SCALE),
    );

    let y = if x < FAR { inverse_square(x) } else { middle };
    if x.abs() < NEAR { near } else { y }
}

/// 1 / x², also where x² overflows.
#[inline(always)]
fn inverse_square(x: f64) -> f64 {
    // Here it has vanished already, and an infinity would have no rest.
    let x = if x < -1e200 { -1e200 } else { x };
    let inverse = 1.0 / x;
    let rest = (-inverse).mul_add(x, 1.0) * inverse;
    let (square, square_rest) = exact_product(inverse, inverse);
    square + (2.0 * inverse).mul_add(rest, square_rest)
}
