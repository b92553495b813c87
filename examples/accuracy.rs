//! What is promised of the solvers, measured: spikes, potentials and orders of convergence against closed forms, tight
//! references and recorded traces. `tests/accuracy.rs` asserts the same figures.
//!
//! `cargo run --release --example accuracy`

#[path = "../tests/common/accuracy.rs"]
mod accuracy;
#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/golden.rs"]
mod golden;

use accuracy::{Measurement, ROWS};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut missed = 0;
    let only = std::env::args().nth(1);
    for (k, (title, measure)) in ROWS.iter().enumerate() {
        if only
            .as_ref()
            .is_some_and(|o| !o.split(',').any(|x| x == (k + 1).to_string()))
        {
            continue;
        }
        println!("{title}");
        for measurement in measure() {
            print(&measurement);
            missed += usize::from(!measurement.is_met());
        }
        println!();
    }
    if missed > 0 {
        return Err(format!("{missed} figures do not meet their bar").into());
    }
    Ok(())
}

fn print(measurement: &Measurement) {
    let Measurement {
        case,
        solver,
        what,
        bar,
        ..
    } = measurement;
    let verdict = if measurement.is_met() { "" } else { "  MISSED" };
    let bar = bar.to_string();
    let figure = measurement.shown();
    println!("  {case:<44} {solver:<28} {what:<40} {figure:>9}  {bar}{verdict}");
}
