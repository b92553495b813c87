//! Functions of the `libm` crate, a port of musl's: Rust alone, so the same bits everywhere, within about 1 ulp.

/// The natural logarithm.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// The logarithm to base 10.
#[inline(always)]
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// The sine of an angle in radians.
#[inline(always)]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The cosine of an angle in radians.
#[inline(always)]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// The hyperbolic tangent.
#[inline(always)]
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

/// The hyperbolic cosine.
#[inline(always)]
pub fn cosh(x: f64) -> f64 {
    libm::cosh(x)
}

/// The hyperbolic sine; in derivatives.
#[inline(always)]
pub fn sinh(x: f64) -> f64 {
    libm::sinh(x)
}

/// A power with any exponent.
#[inline(always)]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// A whole power, by repeated squaring.
#[inline(always)]
pub fn powi<const N: i32>(x: f64) -> f64 {
    let (mut power, mut square, mut left) = (1.0, x, N.unsigned_abs());
    while left > 0 {
        if left % 2 == 1 {
            power *= square;
        }
        square *= square;
        left /= 2;
    }
    if N < 0 { 1.0 / power } else { power }
}

/// The error function, 2/√π ∫₀ˣ exp(−s²) ds.
#[inline(always)]
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}
