#![allow(
    clippy::excessive_precision,
    reason = "coefficients and references stand as published"
)]

use crate::function::ln;
use crate::model::LANES;

/// The inverse Φ⁻¹ of the standard normal distribution function on (0, 1), to about one part in 10¹⁶.
///
/// Three rational functions; the logarithm and the square root are needed in the tails only (15 % of all draws). Plain products and
/// sums, no fused ones: the code also runs, quickly and with the same bits, where the machine has no fused multiply-add.
///
/// Source: M. J. Wichura, *Algorithm AS 241: the percentage points of the normal distribution*, Applied Statistics 37 (1988),
/// routine PPND16.
#[inline]
pub(super) fn normal_quantile(p: f64) -> f64 {
    if is_central(p) {
        central(p)
    } else {
        of_tail(p)
    }
}

/// [`normal_quantile`] of all lanes: the centre as SIMD code, then the tails one by one.
#[inline(always)]
pub(super) fn normal_quantiles(lanes: &mut [f64]) {
    let mut probabilities = [0.0; LANES];
    for lanes in lanes.chunks_mut(LANES) {
        let probabilities = &mut probabilities[..lanes.len()];
        probabilities.copy_from_slice(lanes);
        for (lane, p) in lanes.iter_mut().zip(&*probabilities) {
            *lane = central(*p);
        }
        for (lane, p) in lanes.iter_mut().zip(&*probabilities) {
            if !is_central(*p) {
                *lane = of_tail(*p);
            }
        }
    }
}

#[inline(always)]
fn is_central(p: f64) -> bool {
    (p - 0.5).abs() <= 0.425
}

#[inline(always)]
fn central(p: f64) -> f64 {
    let q = p - 0.5;
    q * ratio(0.180625 - q * q, &CENTRE)
}

#[inline]
fn of_tail(p: f64) -> f64 {
    let q = p - 0.5;
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-ln(tail)).sqrt();
    let z = if r <= 5.0 {
        ratio(r - 1.6, &TAIL)
    } else {
        ratio(r - 5.0, &FAR_TAIL)
    };
    if q < 0.0 { -z } else { z }
}

/// Numerator and denominator, the highest power first.
struct Rational([f64; 8], [f64; 8]);

#[inline(always)]
fn ratio(x: f64, rational: &Rational) -> f64 {
    let horner = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    horner(&rational.0) / horner(&rational.1)
}

const CENTRE: Rational = Rational(
    [
        2.509_080_928_730_122_672_7e3,
        3.343_057_558_358_812_810_5e4,
        6.726_577_092_700_870_085_3e4,
        4.592_195_393_154_987_145_7e4,
        1.373_169_376_550_946_112_5e4,
        1.971_590_950_306_551_442_7e3,
        1.331_416_678_917_843_774_5e2,
        3.387_132_872_796_366_608_0,
    ],
    [
        5.226_495_278_852_854_561_0e3,
        2.872_908_573_572_194_267_4e4,
        3.930_789_580_009_271_061_0e4,
        2.121_379_430_158_659_586_7e4,
        5.394_196_021_424_751_107_7e3,
        6.871_870_074_920_579_083_0e2,
        4.231_333_070_160_091_125_2e1,
        1.0,
    ],
);

const TAIL: Rational = Rational(
    [
        7.745_450_142_783_414_076_40e-4,
        2.272_384_498_926_918_458_33e-2,
        2.417_807_251_774_506_117_70e-1,
        1.270_458_252_452_368_382_58,
        3.647_848_324_763_204_605_04,
        5.769_497_221_460_691_405_50,
        4.630_337_846_156_545_295_90,
        1.423_437_110_749_683_577_34,
    ],
    [
        1.050_750_071_644_416_843_24e-9,
        5.475_938_084_995_344_946_00e-4,
        1.519_866_656_361_645_719_66e-2,
        1.481_039_764_274_800_745_90e-1,
        6.897_673_349_851_000_045_50e-1,
        1.676_384_830_183_803_849_40,
        2.053_191_626_637_758_821_87,
        1.0,
    ],
);

const FAR_TAIL: Rational = Rational(
    [
        2.010_334_399_292_288_132_65e-7,
        2.711_555_568_743_487_578_15e-5,
        1.242_660_947_388_078_438_60e-3,
        2.653_218_952_657_612_309_30e-2,
        2.965_605_718_285_048_912_30e-1,
        1.784_826_539_917_291_335_80,
        5.463_784_911_164_114_369_90,
        6.657_904_643_501_103_777_20,
    ],
    [
        2.044_263_103_389_939_785_64e-15,
        1.421_511_758_316_445_888_70e-7,
        1.846_318_317_510_054_681_80e-5,
        7.868_691_311_456_132_591_00e-4,
        1.487_536_129_085_061_485_25e-2,
        1.369_298_809_227_358_053_10e-1,
        5.998_322_065_558_879_376_90e-1,
        1.0,
    ],
);

#[cfg(test)]
mod tests {
    use super::normal_quantile;

    /// p and Φ⁻¹(p) from mpmath with 40 digits, several in each branch.
    const QUANTILES: [(f64, f64); 13] = [
        (0.25, -0.6744897501960817432),
        (0.125, -1.1503493803760081783),
        (0.4375, -0.15731068461017069552),
        (0.07421875, -1.4450725798180744226),
        (0.08, -1.4050715603096325447),
        (0.03125, -1.8627318674216514555),
        (0.0009765625, -3.0972690781987844624),
        (9.5367431640625e-07, -4.763001034267813957),
        (2.9103830456733704e-11, -6.5482693678317307554),
        (1.4551915228366852e-11, -6.6510353798930105467),
        (7.275957614183426e-12, -6.7523004314070149646),
        (2.842170943040401e-14, -7.5151552941589075804),
        (1.1102230246251565e-16, -8.2095361516013868556),
    ];

    #[test]
    fn agrees_with_high_precision() {
        for (p, z) in QUANTILES {
            let error = (normal_quantile(p) / z - 1.0).abs();
            assert!(error < 1e-15, "p = {p}: {error:e}");
            // The symmetry is exact where 1 − p is.
            if 1.0 - (1.0 - p) == p {
                assert_eq!(normal_quantile(1.0 - p), -normal_quantile(p));
            }
        }
        assert_eq!(normal_quantile(0.5), 0.0);
    }
}
