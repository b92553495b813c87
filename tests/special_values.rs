//! Elementary functions at zeros, infinities, the ends of their domains and NaN.

use core::f64::consts::PI;

use nernst::function::{cos, cosh, erf, exprel_derivative, ln, log1p, log10, pow, sin, sinh, tanh};

const INFINITY: f64 = f64::INFINITY;

/// Equal to the bit, so that zeros differ by their sign; any NaN equals any other.
fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

#[test]
fn nan_gives_nan() {
    let functions = [
        cos,
        cosh,
        erf,
        exprel_derivative,
        ln,
        log1p,
        log10,
        sin,
        sinh,
        tanh,
    ];
    for (k, function) in functions.iter().enumerate() {
        for nan in [f64::NAN, -f64::NAN] {
            assert!(function(nan).is_nan(), "function {k}");
        }
    }
}

#[test]
fn odd_functions_keep_the_sign_of_zero_and_tiny_arguments() {
    for (k, function) in [erf, log1p, sin, sinh, tanh].iter().enumerate() {
        for zero in [0.0, -0.0] {
            assert!(same(function(zero), zero), "function {k}");
        }
    }
    // Those that are x where x is tiny; also where x is subnormal.
    for (k, function) in [log1p, sin, sinh, tanh].iter().enumerate() {
        for x in [5e-324, -5e-324, 1e-310, f64::MIN_POSITIVE, -1e-300] {
            assert!(same(function(x), x), "function {k} at {x:e}");
        }
    }
}

#[test]
fn logarithms() {
    for function in [ln, log10] {
        assert_eq!([function(0.0), function(-0.0)], [-INFINITY; 2]);
        assert!(same(function(1.0), 0.0));
        assert_eq!(function(INFINITY), INFINITY);
        for x in [-5e-324, -1.0, -f64::MAX, -INFINITY] {
            assert!(function(x).is_nan());
        }
    }
    assert_eq!([log1p(-1.0), log1p(INFINITY)], [-INFINITY, INFINITY]);
    for x in [-1.0_f64.next_up(), -2.0, -INFINITY] {
        assert!(log1p((-1.0_f64).next_down()).is_nan() && log1p(x - 1.0).is_nan());
    }
    for power in -300..=308 {
        let x: f64 = format!("1e{power}").parse().unwrap();
        assert_eq!(log10(x), f64::from(power));
    }
}

#[test]
fn hyperbolic_functions_at_the_ends() {
    let last = 710.475_860_073_943_9;
    assert!(sinh(last).is_finite() && cosh(last).is_finite());
    for x in [last.next_up(), 711.0, 1000.0, f64::MAX, INFINITY] {
        assert_eq!([sinh(x), sinh(-x)], [INFINITY, -INFINITY]);
        assert_eq!([cosh(x), cosh(-x)], [INFINITY; 2]);
    }
    assert_eq!([cosh(0.0), cosh(-0.0), cosh(5e-324)], [1.0; 3]);
    for x in [20.0, 50.0, 1e10, f64::MAX, INFINITY] {
        assert_eq!([tanh(x), tanh(-x)], [1.0, -1.0]);
    }
    // The last below saturation.
    assert_eq!(tanh(19.061_547_465_398_494), 1.0_f64.next_down());
}

#[test]
fn angles() {
    for x in [INFINITY, -INFINITY] {
        assert!(sin(x).is_nan() && cos(x).is_nan());
    }
    assert_eq!([cos(0.0), cos(-0.0), cos(5e-324), cos(1e-10)], [1.0; 4]);
    // The rest of π beyond an f64.
    assert_eq!(sin(PI), 1.224_646_799_147_353_2e-16);
    assert_eq!(cos(PI), -1.0);
    // Close to a multiple of π/2 as no other f64 is.
    let closest = 6_381_956_970_095_103.0 * 2f64.powi(797);
    assert_eq!(cos(closest), -4.687_165_924_254_628e-19);
    assert_eq!([sin(closest), sin(-closest)], [1.0, -1.0]);
}

#[test]
fn error_function_and_exprel_derivative_at_the_ends() {
    for x in [5.93, 6.0, 1e10, f64::MAX, INFINITY] {
        assert_eq!([erf(x), erf(-x)], [1.0, -1.0]);
    }
    assert_eq!([exprel_derivative(0.0), exprel_derivative(-0.0)], [0.5; 2]);
    for x in [717.0, 1000.0, f64::MAX, INFINITY] {
        assert_eq!(exprel_derivative(x), INFINITY);
    }
    assert!(same(exprel_derivative(-INFINITY), 0.0));
}

/// The table of IEEE 754-2019, 9.2.1.
#[test]
fn powers() {
    let nan = f64::NAN;
    let odd = 9_007_199_254_740_991.0;
    let cases = [
        (0.0, 3.0, 0.0),
        (-0.0, 3.0, -0.0),
        (0.0, 2.0, 0.0),
        (-0.0, 2.0, 0.0),
        (-0.0, 0.5, 0.0),
        (-0.0, INFINITY, 0.0),
        (0.0, -3.0, INFINITY),
        (-0.0, -3.0, -INFINITY),
        (-0.0, -2.0, INFINITY),
        (-0.0, -0.5, INFINITY),
        (-0.0, -INFINITY, INFINITY),
        (-1.0, INFINITY, 1.0),
        (-1.0, -INFINITY, 1.0),
        (-1.0, odd, -1.0),
        (-1.0, odd + 1.0, 1.0),
        (-1.0, -f64::MAX, 1.0),
        (-1.0, 0.5, nan),
        (0.5, INFINITY, 0.0),
        (-0.5, INFINITY, 0.0),
        (2.0, INFINITY, INFINITY),
        (-2.0, INFINITY, INFINITY),
        (0.5, -INFINITY, INFINITY),
        (-0.5, -INFINITY, INFINITY),
        (2.0, -INFINITY, 0.0),
        (-2.0, -INFINITY, 0.0),
        (INFINITY, 0.1, INFINITY),
        (INFINITY, -0.1, 0.0),
        (INFINITY, INFINITY, INFINITY),
        (INFINITY, -INFINITY, 0.0),
        (-INFINITY, 3.0, -INFINITY),
        (-INFINITY, 2.0, INFINITY),
        (-INFINITY, 0.5, INFINITY),
        (-INFINITY, -3.0, -0.0),
        (-INFINITY, -2.0, 0.0),
        (-INFINITY, -0.5, 0.0),
        (-8.0, 1.0 / 3.0, nan),
        (-f64::MAX, 1e-300, nan),
        (nan, 1.0, nan),
        (2.0, nan, nan),
        (0.0, nan, nan),
        (INFINITY, nan, nan),
        (nan, INFINITY, nan),
        (-1.0, nan, nan),
        (2.0, f64::MAX, INFINITY),
        (-2.0, f64::MAX, INFINITY),
        (-2.0, -f64::MAX, 0.0),
        (2.0, 1024.0, INFINITY),
        (-2.0, 1025.0, -INFINITY),
        (2.0, 1023.0, 2f64.powi(1023)),
        (2.0, -1074.0, 5e-324),
        (2.0, -1076.0, 0.0),
        (-2.0, -1077.0, -0.0),
        (1.0_f64.next_up(), f64::MAX, INFINITY),
        (1.0_f64.next_down(), f64::MAX, 0.0),
        (10.0, 22.0, 1e22),
        (-3.0, 3.0, -27.0),
    ];
    for (x, y, expected) in cases {
        let power = pow(x, y);
        assert!(
            same(power, expected),
            "pow({x:e}, {y:e}) = {power:e}, not {expected:e}"
        );
    }
    for x in [
        0.0,
        -0.0,
        1.0,
        -2.5,
        5e-324,
        f64::MAX,
        INFINITY,
        -INFINITY,
        nan,
    ] {
        assert_eq!([pow(x, 0.0), pow(x, -0.0), pow(1.0, x)], [1.0; 3]);
    }
    for x in [5e-324, 1e-300, 0.1, 0.7, 1.0, 3.3, 1e300, f64::MAX] {
        assert_eq!([pow(x, 1.0), pow(-x, 1.0)], [x, -x]);
    }
}
