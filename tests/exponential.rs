//! Accuracy of the exponential functions against a table of high precision, and their values at the edges.

use nernst::function::{exp, expm1, exprel};

const TABLE: &str = include_str!("data/exponential.txt");

struct Reference {
    x: f64,
    /// The nearest `f64` and its distance from the true value in ulp, for exp, expm1 and exprel.
    values: [(f64, f64); 3],
}

fn table() -> Vec<Reference> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |word: &str| f64::from_bits(u64::from_str_radix(word, 16).unwrap());
        let value = |k: usize| {
            let thousandths: f64 = words[k + 1].parse().unwrap();
            (number(words[k]), thousandths / 1000.0)
        };
        Reference {
            x: number(words[0]),
            values: [value(1), value(3), value(5)],
        }
    })
    .collect()
}

/// Numbers of equal sign in order, as integers: neighbours differ by 1, infinity follows the largest.
fn place(y: f64) -> i64 {
    let bits = y.to_bits() as i64;
    if bits < 0 { i64::MIN - bits } else { bits }
}

/// The largest error in ulp, and where it is.
fn worst(function: fn(f64) -> f64, column: usize) -> (f64, f64) {
    let errors = table().into_iter().map(|row| {
        let (nearest, excess) = row.values[column];
        let y = function(row.x);
        (((place(y) - place(nearest)) as f64 - excess).abs(), row.x)
    });
    errors.fold((0.0, 0.0), |a, b| if b.0 > a.0 { b } else { a })
}

#[test]
fn exp_is_within_one_ulp() {
    let (error, x) = worst(exp, 0);
    println!("exp: {error} ulp at {x:e}");
    assert!(error <= 1.0, "{error} ulp at {x:e}");
}

#[test]
fn expm1_is_within_one_ulp() {
    let (error, x) = worst(expm1, 1);
    println!("expm1: {error} ulp at {x:e}");
    assert!(error <= 1.0, "{error} ulp at {x:e}");
}

#[test]
fn exprel_is_within_two_ulp() {
    let (error, x) = worst(exprel, 2);
    println!("exprel: {error} ulp at {x:e}");
    assert!(error <= 2.0, "{error} ulp at {x:e}");
}

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
