//! Time per value of the elementary functions, in a loop over 64 lanes compiled for the target as it is and for the machine's vectors.
//!
//! `cargo bench --bench function`

#![allow(
    unsafe_code,
    reason = "code for instructions that were found on the machine"
)]

use std::hint::black_box;
use std::time::Instant;

use nernst::function;

const LANES: usize = 64;
const ROUNDS: usize = 5_000;

type Lanes = [f64; LANES];

/// The least time of several runs, in nanoseconds per value.
fn measure(from: f64, to: f64, run: impl Fn(&Lanes, &mut Lanes)) -> f64 {
    // Not in order, as in a model.
    let x: Lanes = std::array::from_fn(|i| {
        from + (to - from) * ((i * 37 % LANES) as f64 + 0.5) / LANES as f64
    });
    let mut y = [0.0; LANES];
    let times = (0..9).map(|_| {
        let start = Instant::now();
        for _ in 0..ROUNDS {
            run(black_box(&x), &mut y);
            black_box(&y);
        }
        start.elapsed().as_secs_f64() * 1e9 / (ROUNDS * LANES) as f64
    });
    times.fold(f64::INFINITY, f64::min)
}

macro_rules! compare {
    ($($name:literal, $from:literal to $to:literal, $function:expr;)*) => {$({
        #[inline(always)]
        fn lanes(x: &Lanes, y: &mut Lanes) {
            let function = $function;
            for i in 0..LANES {
                y[i] = function(x[i]);
            }
        }
        print!("{:18} {:7.2}", $name, measure($from, $to, lanes));
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
            fn v3(x: &Lanes, y: &mut Lanes) {
                lanes(x, y);
            }
            #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx512cd,avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
            fn v4(x: &Lanes, y: &mut Lanes) {
                lanes(x, y);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && is_x86_feature_detected!("bmi2") {
                // SAFETY: the instructions were found.
                print!(" {:7.2}", measure($from, $to, |x, y| unsafe { v3(x, y) }));
            }
            if is_x86_feature_detected!("avx512dq") && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512bw") {
                // SAFETY: as above.
                print!(" {:7.2}", measure($from, $to, |x, y| unsafe { v4(x, y) }));
            }
        }
        println!();
    })*};
}

fn main() {
    println!("ns per value    as the target    AVX2  AVX-512");
    compare! {
        "exp", -20.0 to 5.0, function::exp;
        "expm1", -20.0 to 5.0, function::expm1;
        "exprel", -20.0 to 5.0, function::exprel;
        "exprel_derivative", -20.0 to 5.0, function::exprel_derivative;
        "ln", 0.01 to 100.0, function::ln;
        "log10", 0.01 to 100.0, function::log10;
        "log1p", -0.9 to 10.0, function::log1p;
        "sin", -20.0 to 20.0, function::sin;
        "cos", -20.0 to 20.0, function::cos;
        "tanh", -5.0 to 5.0, function::tanh;
        "sinh", -5.0 to 5.0, function::sinh;
        "cosh", -5.0 to 5.0, function::cosh;
        "erf", -3.0 to 3.0, function::erf;
        "pow 2.7", 0.01 to 100.0, |x| function::pow(x, 2.7);
        "pow x", 0.01 to 10.0, |x| function::pow(x, x);
    }
}
