//! What is promised of the solvers, measured: potentials, spikes and orders of convergence against closed forms, tight
//! references and recorded traces. `tests/accuracy.rs` asserts the same figures.
//!
//! `cargo run --release --example accuracy`

#[path = "../tests/common/accuracy.rs"]
mod accuracy;
#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/golden.rs"]
mod golden;
#[path = "../tests/common/process.rs"]
mod process;

use accuracy::orders::{Curve, curves};
use accuracy::{Measurement, ROWS};
use nernst::plot::{Convergence, Figure};
use nernst::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut missed = 0;
    for (title, measure) in ROWS {
        println!("{title}");
        for measurement in measure() {
            print(&measurement);
            missed += usize::from(!measurement.is_met());
        }
        println!();
    }
    let path = "figures/accuracy.svg";
    draw(path)?;
    println!("errors over the time step: {path}");
    if missed > 0 {
        return Err(format!("{missed} figures do not meet their bars").into());
    }
    Ok(())
}

fn print(measurement: &Measurement) {
    let Measurement {
        case, solver, what, ..
    } = measurement;
    let (figure, bar) = (measurement.shown(), measurement.bar.to_string());
    let verdict = if measurement.is_met() { "" } else { "  MISSED" };
    println!("  {case:<56} {solver:<26} {what:<38} {figure:>8}  {bar}{verdict}");
}

/// The errors of each solver, and a line of its order beside them.
fn draw(path: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut convergence = Convergence::new("largest error by the range");
    for curve in curves() {
        let name = format!("{} ({})", curve.solver, curve.problem);
        let (steps, errors) = points(&curve);
        convergence = convergence.curve(&name, steps.clone(), errors.clone());
        if let Some(order) = curve.order {
            // Through half of the error at the smallest step.
            let (least, error) = (steps[steps.len() - 1], errors[errors.len() - 1]);
            let line = steps.iter().map(|h| 0.5 * error * (*h / least).powf(order));
            convergence = convergence.reference("", steps.clone(), line.collect::<Vec<f64>>());
        }
    }
    Ok(Figure::new().panel(convergence).save(path)?)
}

fn points(curve: &Curve) -> (Vec<Time>, Vec<f64>) {
    let points = curve.points.iter();
    points.map(|(h, error)| (*h * ms, *error)).unzip()
}
