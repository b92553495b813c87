//! Angles of any size as quarter turns and a rest.
//!
//! Source: M. H. Payne and R. N. Hanek, *Radian reduction for trigonometric functions*, ACM SIGNUM Newsletter 18 (1983): of 2/π only those
//! digits are multiplied that contribute neither whole turns nor less than the precision. Here they are doubles, in a table by the exponent of
//! the angle, and the same code serves small and large angles, since a loop that branches would not become SIMD code.

use core::f64::consts::FRAC_PI_2;

use super::twofold::{ROUNDER, Twofold, exact_product, exact_sum, ordered_sum};

/// π/2 − `FRAC_PI_2`.
const FRAC_PI_2_REST: f64 = 6.123_233_995_736_766e-17;

/// The digits of 2/π after the binary point.
const DIGITS: [u64; 19] = [
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
];

/// From here on, angles are multiplied by 2⁻⁵¹² and the digits by 2⁵¹², or the last digits would be too small for an `f64`.
const LARGE: f64 = power(512);
const LARGE_ROW: i32 = 64;

/// Row e / 8 holds those digits of 2/π that matter to angles from 2^e up to 2^(e+8), e = 0, 8, 16, …: of weights 2^(53−e) to 2^(11−e), which
/// makes a product with an angle a multiple of 2⁻⁴¹, and three times 53 further digits.
static TWO_OVER_PI: [[f64; 4]; 128] = {
    let mut table = [[0.0; 4]; 128];
    let mut row = 0;
    while row < 128 {
        let scale = if row < LARGE_ROW { 0 } else { 512 };
        let e = 8 * row;
        table[row as usize] = [
            digits(53 - e, 43, scale),
            digits(10 - e, 53, scale),
            digits(-43 - e, 53, scale),
            digits(-96 - e, 53, scale),
        ];
        row += 1;
    }
    table
};

/// 2^n.
const fn power(n: i32) -> f64 {
    f64::from_bits(((1023 + n) as u64) << 52)
}

/// `count` binary digits of 2/π from that of weight 2^`first` on, times 2^`scale`.
const fn digits(first: i32, count: i32, scale: i32) -> f64 {
    let mut whole = 0;
    let mut weight = first;
    while weight > first - count {
        let digit = if weight < 0 {
            let place = (-weight - 1) as usize;
            DIGITS[place / 64] >> (63 - place % 64) & 1
        } else {
            0
        };
        whole = whole << 1 | digit;
        weight -= 1;
    }
    whole as f64 * power(first - count + 1 + scale)
}

/// An angle less a multiple of π/2.
pub(super) struct Angle {
    /// The number of quarter turns taken off, in its lowest two bits.
    pub(super) quarters: u64,
    /// What is left, at most π/4, to more than 100 bits unless the angle is below 2⁻²⁰⁰.
    pub(super) rest: Twofold,
}

/// NaN where x is infinite.
#[inline(always)]
pub(super) fn reduce(x: f64) -> Angle {
    /// To multiples of 2¹¹ below 2⁶².
    const WHOLE_TURNS: f64 = 1.5 * power(63);
    let size = if x.abs() < 1.0 { 1.0 } else { x.abs() };
    let row = TWO_OVER_PI[(size.to_bits().wrapping_add(1 << 52) >> 55) as usize & 127];
    let x = if size >= LARGE { x * (1.0 / LARGE) } else { x };

    // Whole turns go, and the first product becomes a multiple of 2⁻⁴¹ that an f64 holds exactly.
    let (turns, turns_rest) = exact_product(x, row[0]);
    let first = (turns - ((turns + WHOLE_TURNS) - WHOLE_TURNS)) + turns_rest;
    let (second, second_rest) = exact_product(x, row[1]);
    let (third, third_rest) = exact_product(x, row[2]);
    let fourth = x.mul_add(row[3], third_rest);

    // The first sum may lose all its bits to the quarters, so those that follow are added without error too.
    let (sum, sum_rest) = exact_sum(first, second);
    let rounded = sum + ROUNDER;
    let fraction = sum - (rounded - ROUNDER);
    let (a, a_rest) = exact_sum(second_rest, third);
    let (a, b_rest) = exact_sum(sum_rest, a);
    let (high, c_rest) = exact_sum(fraction, a);
    let (high, low) = ordered_sum(high, c_rest + (b_rest + (a_rest + fourth)));

    let (r, r_rest) = exact_product(high, FRAC_PI_2);
    let r_rest = high.mul_add(FRAC_PI_2_REST, low.mul_add(FRAC_PI_2, r_rest));
    Angle {
        quarters: rounded.to_bits(),
        rest: (r, r_rest),
    }
}
