//! The exponential functions at the edges and where their reduction changes; their accuracy is in `functions.rs`.

use nernst::function::{exp, expm1, exprel};

#[test]
fn limits() {
    let infinity = f64::INFINITY;
    assert_eq!([exp(infinity), exp(-infinity)], [infinity, 0.0]);
    assert_eq!([expm1(infinity), expm1(-infinity)], [infinity, -1.0]);
    assert_eq!([exprel(infinity), exprel(-infinity)], [infinity, 0.0]);
    for function in [exp, expm1, exprel] {
        assert!(function(f64::NAN).is_nan());
        assert!(function(-f64::NAN).is_nan());
    }
}

#[test]
fn exact_at_zero() {
    for zero in [0.0, -0.0] {
        assert_eq!(exp(zero), 1.0);
        assert_eq!(expm1(zero).to_bits(), zero.to_bits());
        assert_eq!(exprel(zero), 1.0);
    }
}

/// Steps of one ulp around the ends of the range, around 0 and where the reduction changes n.
#[test]
fn monotonic_where_the_reduction_changes() {
    let seams = (-60..60).map(|n| (f64::from(n) + 0.5) * core::f64::consts::LN_2);
    for seam in seams {
        let mut x = seam;
        for _ in 0..50 {
            x = x.next_down();
        }
        for _ in 0..100 {
            let next = x.next_up();
            assert!(exp(x) <= exp(next) && expm1(x) <= expm1(next), "at {x:e}");
            x = next;
        }
    }
}
