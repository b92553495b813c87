//! Propagators against a table of high precision.

use nalgebra::DMatrix;
use nernst::solver::propagator::{integral, propagator};

const TABLE: &str = include_str!("data/propagators.txt");

struct Reference {
    h: f64,
    matrix: DMatrix<f64>,
    exponential: DMatrix<f64>,
    integral: DMatrix<f64>,
}

fn table() -> impl Iterator<Item = Reference> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let (size, numbers) = line.split_once(' ').expect("a size and numbers");
        let size: usize = size.parse().expect("a size");
        let bits = |word| u64::from_str_radix(word, 16).expect("bits in hexadecimal");
        let numbers: Vec<f64> = numbers
            .split(' ')
            .map(|w| f64::from_bits(bits(w)))
            .collect();
        let block = |k: usize| {
            DMatrix::from_row_slice(size, size, &numbers[1 + k * size * size..][..size * size])
        };
        Reference {
            h: numbers[0],
            matrix: block(0),
            exponential: block(1),
            integral: block(2),
        }
    })
}

/// The largest relative error of an entry; where the reference is zero, only zero will do.
fn error(found: &DMatrix<f64>, exact: &DMatrix<f64>) -> f64 {
    let errors = found
        .iter()
        .zip(exact)
        .map(|(&x, &y)| if x == y { 0.0 } else { ((x - y) / y).abs() });
    errors.fold(0.0, |a, b| if b <= a { a } else { b })
}

/// Synapses of equal and nearly equal time constants (gaps of 10⁻¹⁶ to 10⁻¹), integrators, stiff systems, long chains, resonators
/// and random coupled states, most in SI units, so that entries differ by many orders of magnitude.
#[test]
fn every_entry_is_right_to_its_last_bits() {
    let mut count = 0;
    let mut worst = [0.0_f64; 2];
    for reference in table() {
        let Reference { h, matrix, .. } = &reference;
        let p = propagator(matrix, *h).expect("a propagator");
        let phi = integral(matrix, *h).expect("an integral");
        let errors = [
            error(&p, &reference.exponential),
            error(&phi, &reference.integral),
        ];
        assert!(
            errors.iter().all(|&e| e < 1e-15),
            "errors {errors:?} for h = {h}, {matrix}"
        );
        worst = [worst[0].max(errors[0]), worst[1].max(errors[1])];
        count += 1;
    }
    println!("{count} systems, largest relative errors: {worst:?}");
    assert!(count > 100, "the table has lost its rows");
}
