//! Propagators of linear systems `x' = A x + c`: `exp(A h)` and its integral.
//!
//! The matrices are small and needed once per run, so they are computed with
//! twice the precision of `f64`, by scaling, a Taylor series and squaring: what
//! is rounded to `f64` in the end is right to the last bit but one, however close
//! time constants lie together and however far apart the units of the entries.
//! Nothing is divided by a difference of time constants, and entries that are
//! zero because nothing leads from one state to the other are zero.
//!
//! Moler, C. & Van Loan, C. (2003), SIAM Review 45, 3.

use std::fmt::{self, Display, Formatter};

use nalgebra::DMatrix;

use super::twofold::Twofold;

/// Why there is no propagator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropagatorError {
    /// A coefficient of the system is infinite or not a number.
    Coefficient,
    /// The solution leaves the range of numbers within one step.
    Overflow,
}

impl Display for PropagatorError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Coefficient => "a coefficient of the linear equations is not finite",
            Self::Overflow => {
                "the solution of the linear equations grows beyond all numbers within one time step"
            }
        })
    }
}

impl std::error::Error for PropagatorError {}

/// `exp(A h)`: the state after a step `h`, of the state before it.
///
/// # Errors
///
/// If a coefficient is not finite, or if the solution grows out of the range of `f64`.
///
/// ```
/// use nalgebra::DMatrix;
/// use nernst::solver::propagator::propagator;
///
/// // An alpha function with tau = 5 ms after h = 1 ms: t / tau · exp(-t / tau).
/// let a = DMatrix::from_row_slice(2, 2, &[-200.0, 0.0, 200.0, -200.0]);
/// let p = propagator(&a, 1e-3)?;
/// assert!((p[(1, 0)] - 0.2 * (-0.2f64).exp()).abs() < 1e-16);
/// assert_eq!(p[(0, 1)], 0.0);
/// # Ok::<(), nernst::solver::propagator::PropagatorError>(())
/// ```
pub fn propagator(a: &DMatrix<f64>, h: f64) -> Result<DMatrix<f64>, PropagatorError> {
    exponential(&a.map(|entry| Twofold::product(entry, h)))
}

/// The integral of `exp(A s)` over a step: applied to the rate `A x + c` at its start, it gives the increment of `x`.
///
/// # Errors
///
/// As for [`propagator`].
pub fn integral(a: &DMatrix<f64>, h: f64) -> Result<DMatrix<f64>, PropagatorError> {
    let n = a.nrows();
    // The upper right block of exp [[A, 1], [0, 0]] h (Van Loan 1978).
    let augmented = DMatrix::from_fn(2 * n, 2 * n, |row, column| match (row < n, column < n) {
        (true, true) => Twofold::product(a[(row, column)], h),
        (true, false) if row == column - n => Twofold::from(h),
        _ => Twofold::ZERO,
    });
    Ok(exponential(&augmented)?.view((0, n), (n, n)).into_owned())
}

/// Terms of the series beyond the number of states: with a norm of at most one half the next is below 2^-110.
pub(super) const TERMS: usize = 26;

fn exponential(m: &DMatrix<Twofold>) -> Result<DMatrix<f64>, PropagatorError> {
    rounded(&unrounded_exponential(m)?)
}

/// The nearest `f64` of all entries, if there are such.
pub(super) fn rounded(m: &DMatrix<Twofold>) -> Result<DMatrix<f64>, PropagatorError> {
    let rounded = m.map(Twofold::rounded);
    if rounded.iter().all(|entry| entry.is_finite()) {
        Ok(rounded)
    } else {
        Err(PropagatorError::Overflow)
    }
}

pub(super) fn unrounded_exponential(
    m: &DMatrix<Twofold>,
) -> Result<DMatrix<Twofold>, PropagatorError> {
    let size = norm(m);
    if !size.is_finite() {
        return Err(PropagatorError::Coefficient);
    }
    let (mut scale, mut squarings) = (1.0, 0);
    while size * scale > 0.5 {
        scale *= 0.5;
        squarings += 1;
    }
    let m = m.map(|entry| entry.scaled(scale));
    let n = m.nrows();
    let identity = DMatrix::from_fn(n, n, |row, column| Twofold::from(f64::from(row == column)));
    // Horner: 1 + m (1 + m / 2 (1 + m / 3 (...))).
    let mut sum = identity.clone();
    // The far entry of a chain of states begins with the power of its length.
    for k in (1..=TERMS + n).rev() {
        let product = multiply(&m, &sum).map(|entry| entry.divided_by(k as f64));
        sum = identity.zip_map(&product, |a, b| a + b);
    }
    for _ in 0..squarings {
        sum = multiply(&sum, &sum);
    }
    Ok(sum)
}

/// The largest sum of absolute values in a row.
pub(super) fn norm(m: &DMatrix<Twofold>) -> f64 {
    let sum = |row: usize| {
        (0..m.ncols())
            .map(|column| m[(row, column)].rounded().abs())
            .sum::<f64>()
    };
    // A maximum would pass over what is not a number.
    (0..m.nrows())
        .map(sum)
        .fold(0.0, |a, b| if b > a || b.is_nan() { b } else { a })
}

pub(super) fn multiply(a: &DMatrix<Twofold>, b: &DMatrix<Twofold>) -> DMatrix<Twofold> {
    DMatrix::from_fn(a.nrows(), b.ncols(), |row, column| {
        (0..a.ncols()).fold(Twofold::ZERO, |sum, k| sum + a[(row, k)] * b[(k, column)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(n: usize, rows: &[f64]) -> DMatrix<f64> {
        DMatrix::from_row_slice(n, n, rows)
    }

    /// Time constants in seconds, some so close that their difference has no digit left.
    const GAPS: [f64; 9] = [0.0, 1e-16, -1e-15, 1e-12, -1e-9, 1e-6, 1e-4, -1e-2, 1e-1];

    fn close(found: f64, expected: f64, tolerance: f64) {
        let error = (found - expected).abs();
        assert!(
            error <= tolerance * expected.abs(),
            "{found:e} against {expected:e}, relative error {:e}",
            error / expected.abs()
        );
    }

    #[test]
    fn one_state_decays_exponentially() {
        for h in [2f64.powi(-10) * 1e-3, 1e-4, 1e-2, 1.0] {
            let p = propagator(&square(1, &[-200.0]), h).expect("finite");
            close(p[(0, 0)], (-200.0 * h).exp(), 1e-15);
            let i = integral(&square(1, &[-200.0]), h).expect("finite");
            close(i[(0, 0)], -(-200.0 * h).exp_m1() / 200.0, 1e-15);
        }
    }

    /// From exponential current to membrane: `(e^{-h/a} - e^{-h/b}) / (1/b - 1/a)`, written without cancellation.
    fn two_exponentials(ra: f64, rb: f64, h: f64) -> f64 {
        let gap = (rb - ra) * h;
        let exprel = if gap == 0.0 { 1.0 } else { gap.exp_m1() / gap };
        h * (-rb * h).exp() * exprel
    }

    #[test]
    fn coupling_is_exact_for_equal_and_nearly_equal_time_constants() {
        for gap in GAPS {
            for h in [2f64.powi(-10) * 1e-3, 1e-4, 1e-3, 1e-2] {
                let (ra, rb) = (100.0, 100.0 * (1.0 + gap));
                // In SI units the coupling of a current into a membrane is huge.
                for coupling in [1.0, 1e10, 1e-12] {
                    let p = propagator(&square(2, &[-ra, 0.0, coupling, -rb]), h).expect("finite");
                    close(
                        p[(1, 0)],
                        coupling * two_exponentials(ra, rb, h),
                        4e-16 + 1e-15,
                    );
                    assert_eq!(p[(0, 1)], 0.0);
                }
            }
        }
    }

    #[test]
    fn a_chain_without_decay_is_a_polynomial() {
        let p = propagator(
            &square(3, &[0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0]),
            3.0,
        )
        .expect("finite");
        assert_eq!((p[(1, 0)], p[(2, 0)], p[(2, 1)]), (3.0, 4.5, 3.0));
    }

    #[test]
    fn complex_eigenvalues_turn() {
        let p = propagator(&square(2, &[0.0, -1.0, 1.0, 0.0]), 1.0).expect("finite");
        close(p[(0, 0)], 1f64.cos(), 2e-16);
        close(p[(1, 0)], 1f64.sin(), 2e-16);
    }

    #[test]
    fn steps_compose() {
        let a = square(3, &[-200.0, 0.0, 0.0, 200.0, -200.0, 0.0, 0.0, 1e9, -50.0]);
        let (first, second) = (propagator(&a, 1e-3), propagator(&a, 2e-3));
        let whole = propagator(&a, 3e-3).expect("finite");
        let product = second.expect("finite") * first.expect("finite");
        for (found, expected) in product.iter().zip(whole.iter()) {
            assert!((found - expected).abs() <= 4e-16 * expected.abs());
        }
    }

    #[test]
    fn large_decays_vanish_and_large_growth_is_an_error() {
        let p = propagator(&square(2, &[-1e5, 0.0, 1.0, -1e5]), 1.0).expect("finite");
        assert!(p.iter().all(|entry| entry.abs() < 1e-25));
        assert_eq!(
            propagator(&square(1, &[1e5]), 1.0),
            Err(PropagatorError::Overflow)
        );
        assert_eq!(
            propagator(&square(1, &[f64::NAN]), 1.0),
            Err(PropagatorError::Coefficient)
        );
        assert_eq!(
            integral(&square(1, &[f64::INFINITY]), 1.0),
            Err(PropagatorError::Coefficient)
        );
    }
}
