//! Functions that are exact: rounding, roots, and choices between values. A NaN among the arguments is the result, so that it is
//! found where it arose and not masked.

/// The square root, correctly rounded.
#[inline(always)]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// The largest integer that is not greater than `x`.
#[inline(always)]
pub fn floor(x: f64) -> f64 {
    x.floor()
}

/// The absolute value.
#[inline(always)]
pub fn abs(x: f64) -> f64 {
    x.abs()
}

/// −1, 0 or 1; `sign(0)` is 0.
#[inline(always)]
pub fn sign(x: f64) -> f64 {
    let negative_or_zero = if x < 0.0 { -1.0 } else { x };
    if x > 0.0 { 1.0 } else { negative_or_zero }
}

/// The smaller of two numbers.
// Not `f64::min`: which of two zeros, and what of a NaN, it leaves to the machine or drops.
#[inline(always)]
pub fn min(a: f64, b: f64) -> f64 {
    if a < b || a.is_nan() { a } else { b }
}

/// The larger of two numbers.
#[inline(always)]
pub fn max(a: f64, b: f64) -> f64 {
    if a > b || a.is_nan() { a } else { b }
}

/// `x`, but not below `low` and not above `high`; `high` where they are the wrong way round.
#[inline(always)]
pub fn clip(x: f64, low: f64, high: f64) -> f64 {
    min(max(x, low), high)
}

/// The unit step: 0 for x < 0, 1 for x ≥ 0.
#[inline(always)]
pub fn heaviside(x: f64) -> f64 {
    let negative_or_nan = if x < 0.0 { 0.0 } else { x };
    if x >= 0.0 { 1.0 } else { negative_or_nan }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn step_and_sign_at_zero() {
        for zero in [0.0, -0.0] {
            assert_eq!(heaviside(zero), 1.0);
            assert_eq!(sign(zero), 0.0);
        }
        assert_eq!([heaviside(-1e-300), heaviside(1e-300)], [0.0, 1.0]);
        assert_eq!([sign(-1e-300), sign(1e-300)], [-1.0, 1.0]);
        assert_eq!([sign(f64::NEG_INFINITY), sign(f64::INFINITY)], [-1.0, 1.0]);
    }

    #[test]
    fn extremes_and_clip() {
        assert_eq!([min(1.0, 2.0), min(2.0, 1.0)], [1.0, 1.0]);
        assert_eq!([max(1.0, 2.0), max(2.0, 1.0)], [2.0, 2.0]);
        assert_eq!(clip(5.0, -1.0, 1.0), 1.0);
        assert_eq!(clip(-5.0, -1.0, 1.0), -1.0);
        assert_eq!(clip(0.5, -1.0, 1.0), 0.5);
        assert_eq!(clip(f64::INFINITY, -1.0, 1.0), 1.0);
    }

    #[test]
    fn nan_is_never_masked() {
        let nan = f64::NAN;
        let results = [
            min(nan, 1.0),
            min(1.0, nan),
            max(nan, 1.0),
            max(1.0, nan),
            clip(nan, 0.0, 1.0),
            sign(nan),
            heaviside(nan),
            abs(nan),
            floor(nan),
            sqrt(-1.0),
        ];
        assert!(results.iter().all(|x| x.is_nan()), "{results:?}");
    }
}
