//! The same bits, whatever instructions a loop is compiled for.

use super::*;
use crate::dispatch::{Kernel, Level};
use crate::random::{Purpose, Stream};

const VALUES: usize = 1024;

struct Evaluate<'a> {
    x: &'a [f64; VALUES],
    y: &'a [f64; VALUES],
    results: &'a mut [[f64; VALUES]; 15],
}

impl Kernel for Evaluate<'_> {
    #[inline(always)]
    fn run(self) {
        macro_rules! evaluate {
            ($($row:literal: $function:ident;)*) => {$(
                for i in 0..VALUES {
                    self.results[$row][i] = $function(self.x[i]);
                }
            )*};
        }
        evaluate! {
            0: exp; 1: expm1; 2: exprel; 3: exprel_derivative; 4: ln; 5: log10; 6: log1p;
            7: sin; 8: cos; 9: tanh; 10: sinh; 11: cosh; 12: erf;
        }
        for i in 0..VALUES {
            self.results[13][i] = pow(self.x[i], self.y[i]);
            self.results[14][i] = powi::<-3>(self.x[i]);
        }
    }
}

#[test]
fn all_instruction_sets_give_the_same_bits() {
    let mut stream = Stream::new(1, Purpose::User, 0, 0);
    // Half of them any pattern of bits, half of the size that equations have; NaN has no bits of its own.
    let mut numbers = || {
        core::array::from_fn(|i| {
            let any = f64::from_bits(stream.word());
            let usual = 20.0 * stream.uniform() - 10.0;
            if i % 2 == 0 && !any.is_nan() {
                any
            } else {
                usual
            }
        })
    };
    let (x, y) = (numbers(), numbers());
    let results = Level::all().into_iter().map(|level| {
        let mut results = [[0.0; VALUES]; 15];
        level.run(Evaluate {
            x: &x,
            y: &y,
            results: &mut results,
        });
        let bits = |y: f64| if y.is_nan() { 0 } else { y.to_bits() };
        let all = results.iter().map(|row| row.iter().map(|y| bits(*y)));
        all.map(Iterator::collect::<Vec<_>>).collect::<Vec<_>>()
    });
    let results: Vec<_> = results.collect();
    for other in &results[1..] {
        for row in 0..results[0].len() {
            assert!(results[0][row] == other[row], "function {row}");
        }
    }
}

#[test]
fn the_step_of_an_integrator_is_the_integral_of_its_exponential() {
    let mut stream = Stream::new(2, Purpose::User, 0, 0);
    let ulp = |y: f64| f64::from_bits(y.to_bits() + 1) - y;
    for _ in 0..100_000 {
        let h = exp(20.0 * stream.uniform() - 15.0);
        // From far below to far above one over the step, most of them negative.
        let size = exp(12.0 * stream.uniform() - 8.0) / h;
        let j = if stream.uniform() < 0.8 { -size } else { size };
        let (step, exact) = (integrated_exp(h, j), h * exprel(h * j));
        if h * j <= 1.0 {
            // One of the bound is that of the reference, whose argument is rounded too.
            assert!(
                (step - exact).abs() <= 4.0 * ulp(exact),
                "h {h}, j {j}: {step}, {exact}"
            );
        } else if h * j <= 709.0 {
            assert!(
                (step / exact - 1.0).abs() < 3e-14,
                "h {h}, j {j}: {step}, {exact}"
            );
        } else {
            assert_eq!(step, f64::INFINITY);
        }
    }
    for h in [1e-4, 0.3, 7.0] {
        assert!((integrated_exp(h, 0.0) - h).abs() <= 2.0 * ulp(h));
        assert_eq!(integrated_exp(h, f64::NEG_INFINITY), 0.0);
        assert!(integrated_exp(h, f64::NAN).is_nan());
        assert_eq!(integrated_exp(h, f64::INFINITY), f64::INFINITY);
    }
}

#[test]
fn short_steps_need_no_division() {
    let mut stream = Stream::new(3, Purpose::User, 0, 0);
    let ulp = |y: f64| f64::from_bits(y.to_bits() + 1) - y;
    for k in 0..100_000 {
        let h = exp(20.0 * stream.uniform() - 15.0);
        let z = if k == 0 {
            0.0
        } else {
            stream.uniform() - 0.9375
        };
        let j = z / h;
        assert!(is_near(h, j) || (z - 0.0625).abs() < 1e-15 || (z + 0.9375).abs() < 1e-15);
        let (step, exact) = (integrated_exp_near(h, j), h * exprel(h * j));
        let error = (step - exact).abs();
        assert!(error <= 4.0 * ulp(exact), "h {h}, j {j}: {step}, {exact}");
    }
    for z in [-0.94, 0.063, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(!is_near(1.0, z));
    }
}
