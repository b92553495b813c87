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

/// The error function, 2/√π ∫₀ˣ exp(−s²) ds.
#[inline(always)]
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}
