//! A hot loop over quantities against the same loop over `f64`: the same time, since a quantity is its number.
//!
//! `cargo bench --bench quantity`

use std::hint::black_box;
use std::time::Instant;

use nernst::prelude::*;

const CELLS: usize = 4096;
const ROUNDS: usize = 20_000;

/// Forward Euler of a leaky membrane, with quantities.
fn with_quantities(v: &mut [ElectricPotential], e: ElectricPotential, tau: Time, h: Time) {
    for v in v {
        *v += (e - *v) / tau * h;
    }
}

/// The same with bare numbers.
fn with_numbers(v: &mut [f64], e: f64, tau: f64, h: f64) {
    for v in v {
        *v += (e - *v) / tau * h;
    }
}

fn main() {
    let mut ratios = Vec::new();
    for _ in 0..7 {
        let mut quantities = vec![-65.0 * mV; CELLS];
        let mut numbers = vec![-0.065; CELLS];
        let start = Instant::now();
        for _ in 0..ROUNDS {
            with_quantities(black_box(&mut quantities), -50.0 * mV, 20.0 * ms, 0.1 * ms);
        }
        let quantity_time = start.elapsed();
        let start = Instant::now();
        for _ in 0..ROUNDS {
            with_numbers(black_box(&mut numbers), -0.05, 0.02, 0.0001);
        }
        let number_time = start.elapsed();
        let same = quantities
            .iter()
            .zip(&numbers)
            .all(|(q, n)| q.value_in(volt) == *n);
        assert!(same, "both loops must compute the same bits");
        let per_update =
            |time: std::time::Duration| time.as_secs_f64() * 1e9 / (CELLS * ROUNDS) as f64;
        ratios.push(quantity_time.as_secs_f64() / number_time.as_secs_f64());
        println!(
            "Quantity {:.4} ns, f64 {:.4} ns per update",
            per_update(quantity_time),
            per_update(number_time)
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "median ratio Quantity / f64: {:.3}",
        ratios[ratios.len() / 2]
    );
}
