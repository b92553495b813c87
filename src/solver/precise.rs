//! Linear systems with constant coefficients, advanced by any length: for what happens off the grid.
//!
//! A length is cut into halves of the step, quarters and so on, of which each has its propagator, and a rest so short
//! that a few terms of the Taylor series are exact to rounding. As in `exact`, what is applied is an increment,
//! `x += Φ f(x)`, so that rest stays at rest to the bit.
//!
//! How long a rest may be is measured by the spectral radius of the matrix of absolute values, which does not depend on
//! the units of the states: the entries of the matrix itself differ by ten orders of magnitude in SI units.
//!
//! Rotter, S. & Diesmann, M. (1999), Biol. Cybern. 81, 381; Al-Mohy, A. & Higham, N. (2011), SIAM J. Sci. Comput. 33, 488.

use nalgebra::DMatrix;

use super::propagator::{PropagatorError, integral, propagator};
use crate::function;

/// A cell as a linear system whose margin to the threshold is linear too.
pub(crate) trait Flow {
    /// The right-hand sides.
    fn rates(&self, states: &[f64], rates: &mut [f64]);

    /// By how much the condition of the spike holds.
    fn margin(&self, states: &[f64]) -> f64;

    /// The derivative of the margin by each state.
    fn slopes(&self) -> &[f64];
}

/// The states at one time, with what the search for crossings asks of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Point {
    pub(crate) states: Vec<f64>,
    pub(crate) rates: Vec<f64>,
    pub(crate) margin: f64,
    /// The derivative of the margin by time.
    pub(crate) slope: f64,
}

impl Point {
    pub(crate) fn new(size: usize) -> Self {
        Point {
            states: vec![0.0; size],
            rates: vec![0.0; size],
            margin: 0.0,
            slope: 0.0,
        }
    }

    /// Computes everything anew from the states.
    pub(crate) fn renew(&mut self, flow: &impl Flow) {
        flow.rates(&self.states, &mut self.rates);
        self.judge(flow);
    }

    /// Margin and slope, from states and rates.
    fn judge(&mut self, flow: &impl Flow) {
        self.margin = flow.margin(&self.states);
        self.slope = dot(flow.slopes(), &self.rates);
    }

    pub(crate) fn copy(&mut self, other: &Point) {
        self.states.copy_from_slice(&other.states);
        self.rates.copy_from_slice(&other.rates);
        (self.margin, self.slope) = (other.margin, other.slope);
    }
}

/// Memory for intermediate results.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work {
    term: Vec<f64>,
    next: Vec<f64>,
    sum: Vec<f64>,
}

impl Work {
    pub(crate) fn new(size: usize) -> Self {
        let zero = vec![0.0; size];
        Work {
            term: zero.clone(),
            next: zero.clone(),
            sum: zero,
        }
    }
}

/// The matrices of a linear system for the lengths into which a step is cut.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    size: usize,
    /// Of the system, row by row.
    matrix: Vec<f64>,
    radius: f64,
    /// The whole step, its half, and so on.
    levels: Vec<Level>,
}

#[derive(Clone, Debug)]
struct Level {
    length: f64,
    /// The integral of the propagator over the length.
    integral: Vec<f64>,
    /// By how much a state at the start can raise each state up to this length; nothing if beyond all numbers.
    majorant: Option<Vec<f64>>,
}

/// A rest is shorter than this part of the time in which the system changes by itself.
const SHORT: f64 = 0.125;

/// What a term of the series may be of the first one before it is left out.
const NEGLIGIBLE: f64 = 1e-20;

impl Table {
    /// The tables for steps of this length.
    pub(crate) fn new(matrix: &DMatrix<f64>, step: f64) -> Result<Self, PropagatorError> {
        let size = matrix.nrows();
        let radius = radius(matrix);
        if !radius.is_finite() {
            return Err(PropagatorError::Coefficient);
        }
        let bound = DMatrix::from_fn(size, size, |row, column| {
            let entry: f64 = matrix[(row, column)];
            if row == column {
                entry.max(0.0)
            } else {
                entry.abs()
            }
        });
        let mut levels = Vec::new();
        let mut length = step;
        loop {
            let majorant = propagator(&bound, length).ok();
            levels.push(Level {
                length,
                integral: by_rows(&integral(matrix, length)?),
                majorant: majorant.as_ref().map(by_rows),
            });
            if radius * length <= SHORT {
                break;
            }
            length *= 0.5;
        }
        Ok(Table {
            size,
            matrix: by_rows(matrix),
            radius,
            levels,
        })
    }

    pub(crate) fn step(&self) -> f64 {
        self.levels.first().map_or(0.0, |level| level.length)
    }

    /// Advances the point by a length of at most the step.
    pub(crate) fn advance(
        &self,
        flow: &impl Flow,
        point: &mut Point,
        length: f64,
        work: &mut Work,
    ) {
        let mut rest = length;
        for level in &self.levels {
            if rest >= level.length {
                multiply(&level.integral, &point.rates, &mut work.sum);
                add(&work.sum, &mut point.states);
                flow.rates(&point.states, &mut point.rates);
                // Exact, since the rest was shorter than twice the length.
                rest -= level.length;
            }
        }
        if rest > 0.0 {
            self.series(point, rest, work);
            flow.rates(&point.states, &mut point.rates);
        }
        point.judge(flow);
    }

    /// `x += (t + A t² / 2! + A² t³ / 3! + ...) f(x)`
    fn series(&self, point: &mut Point, length: f64, work: &mut Work) {
        for (term, rate) in work.term.iter_mut().zip(&point.rates) {
            *term = rate * length;
        }
        work.sum.copy_from_slice(&work.term);
        for k in 2..=self.terms(length) {
            multiply(&self.matrix, &work.term, &mut work.next);
            let factor = length / k as f64;
            for (term, next) in work.term.iter_mut().zip(&work.next) {
                *term = next * factor;
            }
            add(&work.term, &mut work.sum);
        }
        add(&work.sum, &mut point.states);
    }

    /// The number of terms after which the rest is below rounding.
    fn terms(&self, length: f64) -> usize {
        let (mut size, mut count) = (1.0, 1);
        while size > NEGLIGIBLE {
            count += 1;
            size *= self.radius * length / count as f64;
        }
        // The far end of a chain of states begins with the power of its length.
        count + self.size
    }

    /// A bound on the second derivative of the margin over this length from a point on.
    ///
    /// `|exp(A s) u| ≤ exp(M s) |u|` in each state, where `M` has the absolute values of `A` beside the diagonal and
    /// its positive entries on it; it rises with `s`, so that what holds for a longer length holds for a shorter one.
    pub(crate) fn bend(
        &self,
        flow: &impl Flow,
        point: &Point,
        length: f64,
        work: &mut Work,
    ) -> f64 {
        multiply(&self.matrix, &point.rates, &mut work.next);
        let mut levels = self.levels.iter().rev();
        let level = levels.find(|level| level.length >= length);
        let Some(majorant) = level.and_then(|level| level.majorant.as_ref()) else {
            return f64::INFINITY;
        };
        let rows = majorant.chunks_exact(self.size).zip(flow.slopes());
        let rows = rows.filter(|(_, slope)| **slope != 0.0);
        rows.map(|(row, slope)| {
            let entries = row.iter().zip(&work.next);
            slope.abs() * entries.map(|(m, x)| m * x.abs()).sum::<f64>()
        })
        .sum()
    }
}

/// An upper bound, close to it, of the spectral radius of the absolute values: the norm of a high power, and its root.
fn radius(matrix: &DMatrix<f64>) -> f64 {
    let mut power = matrix.map(f64::abs);
    let (mut logarithm, mut exponent) = (0.0, 1.0);
    let norm = |m: &DMatrix<f64>| {
        let sums = m.row_iter().map(|row| row.iter().sum::<f64>());
        sums.fold(0.0, |a, b| if b > a || b.is_nan() { b } else { a })
    };
    for _ in 0..10 {
        let size = norm(&power);
        if size == 0.0 {
            return 0.0;
        }
        power /= size;
        power = &power * &power;
        logarithm = 2.0 * (logarithm + function::ln(size));
        exponent *= 2.0;
    }
    let size = norm(&power);
    if size == 0.0 {
        return 0.0;
    }
    function::exp((logarithm + function::ln(size)) / exponent)
}

fn by_rows(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().iter().copied().collect()
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn multiply(matrix: &[f64], vector: &[f64], product: &mut [f64]) {
    let rows = matrix.chunks_exact(vector.len().max(1));
    for (entry, row) in product.iter_mut().zip(rows) {
        *entry = dot(row, vector);
    }
}

fn add(summand: &[f64], sum: &mut [f64]) {
    for (sum, summand) in sum.iter_mut().zip(summand) {
        *sum += summand;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// `x' = A x + b` with a margin that is a state above a threshold.
    pub(crate) struct Linear {
        pub(crate) matrix: DMatrix<f64>,
        pub(crate) constant: Vec<f64>,
        pub(crate) slopes: Vec<f64>,
        pub(crate) threshold: f64,
    }

    impl Flow for Linear {
        fn rates(&self, states: &[f64], rates: &mut [f64]) {
            for (k, rate) in rates.iter_mut().enumerate() {
                let row: Vec<f64> = self.matrix.row(k).iter().copied().collect();
                *rate = dot(&row, states) + self.constant[k];
            }
        }

        fn margin(&self, states: &[f64]) -> f64 {
            dot(&self.slopes, states) - self.threshold
        }

        fn slopes(&self) -> &[f64] {
            &self.slopes
        }
    }

    #[test]
    fn any_length_is_exact() {
        // A synaptic current of 0.5 ms on a membrane of 10 ms, in SI units, over steps from short to long.
        let matrix = DMatrix::from_row_slice(2, 2, &[-2000.0, 0.0, 1e10, -100.0]);
        let flow = Linear {
            matrix: matrix.clone(),
            constant: vec![0.0, -6.5],
            slopes: vec![0.0, 1.0],
            threshold: 0.0,
        };
        for step in [1e-5, 1e-3, 2e-2] {
            let table = Table::new(&matrix, step).expect("finite");
            for part in [1e-9, 0.01, 0.3, 0.5, 0.77, 1.0] {
                let t = part * step;
                let mut point = Point::new(2);
                point.states.copy_from_slice(&[1e-9, -0.06]);
                point.renew(&flow);
                table.advance(&flow, &mut point, t, &mut Work::new(2));
                let (fast, slow) = (function::exp(-2000.0 * t), function::exp(-100.0 * t));
                let v = -0.065 + 0.005 * slow + 10.0 * (slow - fast) / 1900.0;
                assert!((point.states[0] - 1e-9 * fast).abs() <= 2e-15 * 1e-9);
                assert!((point.states[1] - v).abs() <= 1e-15 * 0.06, "{step} {part}");
            }
        }
    }

    #[test]
    fn the_radius_is_that_of_the_equations_whatever_the_units() {
        for coupling in [1e-12, 1.0, 1e12] {
            let chain = DMatrix::from_row_slice(2, 2, &[-200.0, 0.0, coupling, -50.0]);
            let found = radius(&chain);
            assert!((199.9..215.0).contains(&found), "{found}");
            let ring =
                DMatrix::from_row_slice(2, 2, &[0.0, -300.0 / coupling, 300.0 * coupling, 0.0]);
            let found = radius(&ring);
            assert!((299.9..320.0).contains(&found), "{found}");
        }
        assert_eq!(
            radius(&DMatrix::from_row_slice(2, 2, &[0.0, 0.0, 5.0, 0.0])),
            0.0
        );
    }
}
