//! What white noise adds to the exact update of a linear model.
//!
//! Over a step `h` the solution of `dx = (A x + c) dt + G dW` is the deterministic one and a Gaussian increment of
//! mean zero, independent from step to step, with the covariance
//!
//! ```text
//! Q(h) = integral over s from 0 to h of exp(A s) G Gᵀ exp(Aᵀ s)
//! ```
//!
//! so that `x += L z` with `L Lᵀ = Q` and standard normal `z` has the right joint distribution for every step
//! (Gillespie 1996, Phys. Rev. E 54, 2084, for one state).
//!
//! Van Loan (1978), IEEE Trans. Automat. Contr. 23, 395, reads `Q` off one exponential that contains `exp(-A h)`, which
//! has no digits left, or is no number, where `h` is many time constants. Here the series of `Q` is summed for a small
//! step, and `Q(2 h) = Q(h) + exp(A h) Q(h) exp(Aᵀ h)` doubles it: for decaying systems sums of what is positive.
//! All in twice the precision, for the factor takes differences of the entries.

use nalgebra::DMatrix;

use super::column::Lanes;
use super::exact::{Coefficients, Systems, has_mixed_hold, matrix, multiply_add};
use super::propagator::{PropagatorError, TERMS, multiply, norm, rounded, unrounded_exponential};
use super::twofold::Twofold;
use crate::dispatch::Kernel;
use crate::model::{Array, Neuron, Noise, System};
use crate::random::{Key, Purpose, normals};

/// The covariance of what noise adds to the states of `dx = A x dt + G dW` over a step.
fn covariance(
    a: &DMatrix<f64>,
    g: &DMatrix<f64>,
    step: f64,
) -> Result<DMatrix<Twofold>, PropagatorError> {
    let whole = a.map(|entry| Twofold::product(entry, step));
    let size = norm(&whole);
    if !size.is_finite() || !g.iter().all(|entry| entry.is_finite()) {
        return Err(PropagatorError::Coefficient);
    }
    let (mut scale, mut doublings) = (1.0, 0);
    while size * scale > 0.25 {
        scale *= 0.5;
        doublings += 1;
    }
    let m = whole.map(|entry| entry.scaled(scale));
    let g = g.map(Twofold::from);
    let small = Twofold::from(step * scale);
    let rate = multiply(&g, &g.transpose()).map(|entry| entry * small);
    let mut sum = series(&m, &rate);
    let mut decay = unrounded_exponential(&m)?;
    for _ in 0..doublings {
        let moved = multiply(&multiply(&decay, &sum), &decay.transpose());
        sum = sum.zip_map(&moved, |a, b| a + b);
        decay = multiply(&decay, &decay);
    }
    rounded(&sum)?;
    Ok(sum)
}

/// `W + (m W + W mᵀ) / 2! + ...`, each term from the one before it, by Horner's scheme.
fn series(m: &DMatrix<Twofold>, rate: &DMatrix<Twofold>) -> DMatrix<Twofold> {
    let mut sum = rate.clone();
    // The far entry of a chain of states begins with twice the power of its length.
    for k in (1..=TERMS + 2 * m.nrows()).rev() {
        let half = multiply(m, &sum);
        let term = half.zip_map(&half.transpose(), |a, b| a + b);
        let term = term.map(|entry| entry.divided_by((k + 1) as f64));
        sum = rate.zip_map(&term, |a, b| a + b);
    }
    sum
}

/// What is left of a variance of one once it is explained by the other states, below which it is nothing.
const UNEXPLAINED: f64 = 1.0 / (1u128 << 70) as f64;

/// `L` with `L Lᵀ = Q`, with as many columns that are not zero as the rank of `Q`.
///
/// Cholesky's factor of the matrix of correlations, since variances of one model may lie far apart; the state of which
/// most is left unexplained comes next, so that what is left out in the end is small everywhere.
fn factor(q: &DMatrix<Twofold>) -> DMatrix<f64> {
    let n = q.nrows();
    let mut factor = DMatrix::zeros(n, n);
    let deviation = |k: usize| match q[(k, k)] {
        variance if variance.rounded() > 0.0 => Some(variance.root()),
        _ => None,
    };
    let deviations: Vec<Option<Twofold>> = (0..n).map(deviation).collect();
    let mut left = DMatrix::from_fn(n, n, |i, j| match (deviations[i], deviations[j]) {
        (Some(a), Some(b)) => q[(i.max(j), i.min(j))].divided(a).divided(b),
        _ => Twofold::ZERO,
    });
    for column in 0..n {
        let of = |k: usize| left[(k, k)].rounded();
        let next = (1..n).fold(0, |best, k| if of(k) > of(best) { k } else { best });
        if of(next).is_nan() || of(next) <= UNEXPLAINED {
            break;
        }
        let root = left[(next, next)].root();
        let shares: Vec<Twofold> = (0..n).map(|k| left[(k, next)].divided(root)).collect();
        for (row, deviation) in deviations.iter().enumerate() {
            factor[(row, column)] = deviation.map_or(0.0, |d| (shares[row] * d).rounded());
        }
        left = DMatrix::from_fn(n, n, |i, j| {
            if i == next || j == next {
                Twofold::ZERO
            } else {
                left[(i, j)] + (shares[i] * shares[j]).scaled(-1.0)
            }
        });
    }
    factor
}

/// The number of columns up to the last that is not zero.
fn rank(factor: &DMatrix<f64>) -> usize {
    let columns = factor.column_iter();
    let used = columns.map(|column| column.iter().any(|entry| *entry != 0.0));
    used.collect::<Vec<bool>>()
        .iter()
        .rposition(|used| *used)
        .map_or(0, |last| last + 1)
}

/// Which random numbers a population takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) seed: u64,
    /// The index of the population in the network.
    pub(crate) population: u32,
}

impl Origin {
    /// The streams of one normal number for each cell and step.
    pub(super) fn key(self, column: usize) -> Key {
        Key::new(
            self.seed,
            Purpose::Noise,
            self.population << 8 | column as u32,
        )
    }
}

/// The most states of a model with noise, and the most populations, by the bits of [`Origin::key`].
const MOST_STATES: usize = 1 << 8;
const MOST_POPULATIONS: u32 = 1 << 24;

/// The Gaussian increments of a population.
pub(crate) struct NoisePlan {
    free: Coefficients,
    /// For refractory cells, if some of their states go on.
    held: Option<Coefficients>,
    /// One for each column of the coefficients.
    keys: Vec<Key>,
}

impl NoisePlan {
    /// Nothing where no noise reaches any cell.
    pub(crate) fn new<N: Neuron>(
        systems: &Systems,
        step: f64,
        origin: Origin,
    ) -> Result<Option<Self>, PropagatorError> {
        if N::NOISE != Noise::Additive {
            return Ok(None);
        }
        let factors = |held: &[bool]| -> Result<Vec<DMatrix<f64>>, PropagatorError> {
            let systems = systems.distinct.iter();
            systems
                .map(|s| {
                    Ok(factor(&covariance(
                        &matrix(s, held),
                        &drive(s, held),
                        step,
                    )?))
                })
                .collect()
        };
        let free = factors(&vec![false; N::STATES.len()])?;
        let held = has_mixed_hold::<N>().then(|| factors(N::HELD.as_ref()));
        let held = held.transpose()?;
        let all = free.iter().chain(held.iter().flatten());
        let rank = all.map(rank).max().unwrap_or(0);
        let columns = |factors: &[DMatrix<f64>]| {
            let used = factors.iter().map(|l| l.columns(0, rank).into_owned());
            systems.columns(&used.collect::<Vec<_>>())
        };
        Ok((rank > 0).then(|| NoisePlan {
            free: columns(&free),
            held: held.as_deref().map(columns),
            keys: (0..rank).map(|column| origin.key(column)).collect(),
        }))
    }
}

/// The coefficients of the noises, without those that act on held states.
fn drive(system: &System, held: &[bool]) -> DMatrix<f64> {
    let noises = system.noises.first().map_or(0, Vec::len);
    DMatrix::from_fn(system.noises.len(), noises, |row, noise| {
        if held[row] {
            0.0
        } else {
            system.noises[row][noise]
        }
    })
}

/// Why there would be too few streams of random numbers.
pub(crate) fn too_many<N: Neuron>(population: u32) -> Option<String> {
    let few = N::STATES.len() <= MOST_STATES && population < MOST_POPULATIONS;
    (!few).then(|| {
        format!("white noise takes at most {MOST_STATES} states in a model and {MOST_POPULATIONS} populations in a network")
    })
}

/// Adds the noise of one step to the increments of a block.
pub(crate) struct Shake<'a, N: Neuron> {
    pub(crate) plan: &'a NoisePlan,
    /// Steps of refractoriness left.
    pub(crate) refractory: &'a Lanes,
    pub(crate) base: usize,
    /// The number of the first cell in the population.
    pub(crate) first: usize,
    /// The number of the step; after 2³² steps the same numbers come again.
    pub(crate) draw: u32,
    pub(crate) increments: &'a mut N::PerState<Lanes>,
}

impl<N: Neuron> Kernel for Shake<'_, N> {
    #[inline(always)]
    fn run(self) {
        let mut normal: N::PerState<Lanes> = Array::filled(Lanes::ZERO);
        let normal = &mut normal.as_mut()[..self.plan.keys.len()];
        for (lanes, key) in normal.iter_mut().zip(&self.plan.keys) {
            normals::fill(
                *key,
                (self.first + self.base) as u32,
                self.draw,
                &mut **lanes,
            );
        }
        multiply_add(
            &self.plan.free,
            self.plan.held.as_ref(),
            self.base,
            self.refractory,
            &*normal,
            self.increments.as_mut(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(n: usize, rows: &[f64]) -> DMatrix<f64> {
        DMatrix::from_row_slice(n, n, rows)
    }

    fn column(entries: &[f64]) -> DMatrix<f64> {
        DMatrix::from_column_slice(entries.len(), 1, entries)
    }

    fn q(a: &DMatrix<f64>, g: &DMatrix<f64>, h: f64) -> DMatrix<f64> {
        rounded(&covariance(a, g, h).expect("finite")).expect("finite")
    }

    #[track_caller]
    fn close(found: f64, expected: f64, tolerance: f64) {
        let error = (found - expected).abs();
        assert!(
            error <= tolerance * expected.abs(),
            "{found:e} against {expected:e}, relative error {:e}",
            error / expected.abs()
        );
    }

    /// `L Lᵀ` against `Q`, relative to the standard deviations of both states.
    fn factor_error(a: &DMatrix<f64>, g: &DMatrix<f64>, h: f64) -> f64 {
        let exact = covariance(a, g, h).expect("finite");
        let l = factor(&exact);
        let q = rounded(&exact).expect("finite");
        assert!(l.iter().all(|entry| entry.is_finite()), "{l}");
        let found = &l * l.transpose();
        let mut worst = 0.0f64;
        for i in 0..q.nrows() {
            for j in 0..q.nrows() {
                let scale = q[(i, i)].sqrt() * q[(j, j)].sqrt();
                let error = (found[(i, j)] - q[(i, j)]).abs();
                worst = worst.max(if scale > 0.0 { error / scale } else { error });
            }
        }
        worst
    }

    /// 1e-6 to 1e3 in steps of about 1.5.
    fn ratios() -> impl Iterator<Item = f64> {
        (0..52).map(|k| 1e-6 * 1.5f64.powi(k)).chain([1e3])
    }

    #[test]
    fn an_ornstein_uhlenbeck_process_has_its_closed_form() {
        let (tau, sigma) = (10e-3, 5e-3);
        let (a, g) = (
            square(1, &[-1.0 / tau]),
            column(&[sigma * (2.0 / tau).sqrt()]),
        );
        for ratio in ratios() {
            let h = ratio * tau;
            let exact = -sigma * sigma * (-2.0 * ratio).exp_m1();
            close(q(&a, &g, h)[(0, 0)], exact, 1e-15);
            assert!(factor_error(&a, &g, h) <= 4e-16);
        }
    }

    /// `x = y + (x0 - y0) exp(-t)`: two states that one noise drives with the rates `a` and `b`.
    #[test]
    fn one_noise_in_two_states_correlates_them() {
        let (ra, rb, sa, sb) = (100.0, 37.0, 2.0, -0.3);
        let (a, g) = (square(2, &[-ra, 0.0, 0.0, -rb]), column(&[sa, sb]));
        for ratio in ratios() {
            let h = ratio / ra;
            let q = q(&a, &g, h);
            let exact = |x: f64, y: f64, r: f64| -x * y * (-r * h).exp_m1() / r;
            close(q[(0, 0)], exact(sa, sa, 2.0 * ra), 1e-15);
            close(q[(0, 1)], exact(sa, sb, ra + rb), 1e-15);
            close(q[(1, 0)], exact(sa, sb, ra + rb), 1e-15);
            close(q[(1, 1)], exact(sb, sb, 2.0 * rb), 1e-15);
            assert!(factor_error(&a, &g, h) <= 4e-16, "{ratio}");
        }
    }

    /// `1 - exp(-x) (1 + x + x^2 / 2 + ...)` with `terms` terms, by its own series where that is a difference.
    fn gamma(terms: i32, x: f64) -> f64 {
        let term = |k: i32| (1..=k).fold(1.0, |product, j| product * x / f64::from(j));
        if x > 20.0 {
            return 1.0 - (-x).exp() * (0..terms).map(term).sum::<f64>();
        }
        (-x).exp() * (terms..terms + 90).rev().map(term).sum::<f64>()
    }

    #[test]
    fn a_chain_with_equal_time_constants_has_its_closed_form() {
        // From current to membrane: the response is coupling * t * exp(-t / tau).
        let tau = 5e-3;
        for coupling in [1.0, 1e10, 1e-12] {
            let a = square(2, &[-1.0 / tau, 0.0, coupling, -1.0 / tau]);
            let g = column(&[3.0, 0.0]);
            for ratio in ratios() {
                let h = ratio * tau;
                let q = q(&a, &g, h);
                close(q[(0, 0)], 9.0 * tau / 2.0 * gamma(1, 2.0 * ratio), 2e-15);
                let cross = 9.0 * coupling * tau * tau / 4.0;
                close(q[(0, 1)], cross * gamma(2, 2.0 * ratio), 4e-15);
                let far = 9.0 * coupling * coupling * tau.powi(3) / 4.0;
                close(q[(1, 1)], far * gamma(3, 2.0 * ratio), 1e-14);
                assert!(factor_error(&a, &g, h) <= 4e-16, "{ratio}");
            }
        }
    }

    #[test]
    fn without_decay_variances_are_powers_of_the_step() {
        for h in [1e-9, 1e-4, 1.0, 3.0, 1e4] {
            let wiener = q(&square(1, &[0.0]), &column(&[2.0]), h);
            close(wiener[(0, 0)], 4.0 * h, 4e-16);
            let a = square(3, &[0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
            let g = column(&[1.0, 0.0, 0.0]);
            let q = q(&a, &g, h);
            for (entry, exact) in [
                ((0, 0), h),
                ((1, 0), h.powi(2) / 2.0),
                ((1, 1), h.powi(3) / 3.0),
                ((2, 0), h.powi(3) / 6.0),
                ((2, 1), h.powi(4) / 8.0),
                ((2, 2), h.powi(5) / 20.0),
            ] {
                close(q[entry], exact, 1e-15);
            }
            assert!(factor_error(&a, &g, h) <= 4e-16, "{h}");
            let l = factor(&covariance(&a, &g, h).expect("finite"));
            assert_eq!(rank(&l), 3);
        }
    }

    #[test]
    fn growth_and_turning_have_their_closed_forms() {
        let growing = q(&square(1, &[3.0]), &column(&[2.0]), 5.0);
        close(growing[(0, 0)], 4.0 * 30f64.exp_m1() / 6.0, 1e-14);
        // A rotation spreads the noise of one state over both.
        let turning = q(
            &square(2, &[0.0, -1.0, 1.0, 0.0]),
            &column(&[1.0, 0.0]),
            2.0,
        );
        close(turning[(0, 0)], 1.0 + 4f64.sin() / 4.0, 1e-15);
        close(turning[(1, 1)], 1.0 - 4f64.sin() / 4.0, 1e-15);
        close(turning[(0, 1)], 2f64.sin().powi(2) / 2.0, 1e-15);
        let beyond = covariance(&square(1, &[1e5]), &column(&[1.0]), 1.0);
        assert_eq!(beyond.err(), Some(PropagatorError::Overflow));
        let infinite = covariance(&square(1, &[1.0]), &column(&[f64::INFINITY]), 1.0);
        assert_eq!(infinite.err(), Some(PropagatorError::Coefficient));
    }

    #[test]
    fn many_time_constants_in_one_step_leave_the_stationary_covariance() {
        // exp(-A h) would be exp(500), and exp(10^6) would be no number.
        for (tau, h) in [(1e-4, 50e-3), (1e-6, 1.0)] {
            let a = square(2, &[-1.0 / tau, 0.0, 2.0 / tau, -3.0 / tau]);
            let q = q(&a, &column(&[1.0, 0.0]), h);
            // A Q + Q Aᵀ + G Gᵀ = 0.
            close(q[(0, 0)], tau / 2.0, 1e-15);
            close(q[(0, 1)], tau / 4.0, 1e-15);
            close(q[(1, 1)], tau / 6.0, 1e-15);
        }
    }

    #[test]
    fn a_factor_has_the_rank_of_its_covariance() {
        let still = square(2, &[0.0; 4]);
        for (g, expected) in [
            (column(&[0.0, 0.0]), 0),
            (column(&[0.0, 3.0]), 1),
            (column(&[0.1, 0.3]), 1),
            (column(&[1e-12, 7e9]), 1),
            (square(2, &[1.0, 0.0, 1.0, 1e-9]), 2),
        ] {
            let l = factor(&covariance(&still, &g, 1e-4).expect("finite"));
            assert_eq!(rank(&l), expected, "{g}");
            assert!(factor_error(&still, &g, 1e-4) <= 4e-16, "{g}");
            for row in 0..2 {
                let silent = g.row(row).iter().all(|entry| *entry == 0.0);
                assert_eq!(silent, l.row(row).iter().all(|entry| *entry == 0.0));
            }
        }
    }

    #[test]
    fn what_one_noise_leaves_apart_is_kept_to_its_digits() {
        // Both states have the same noise and nearly the same rate, so little is left of the second once the first is known.
        for gap in [1e-3, 1e-6, 1e-8] {
            let (r, h) = (100.0, 1e-3);
            let a = square(2, &[-r, 0.0, 0.0, -r * (1.0 + gap)]);
            let g = column(&[1.0, 1.0]);
            let l = factor(&covariance(&a, &g, h).expect("finite"));
            // To first order in the gap and in r h, the difference of the two is gap r times the integral of the first.
            let exact = gap * r * (h.powi(3) / 12.0).sqrt();
            close(l[(1, 1)], exact, 0.1);
        }
    }

    #[test]
    fn no_covariance_makes_a_factor_that_is_not_a_number() {
        let entries: [f64; 8] = [0.0, 1e-308, -1e-160, 1e-30, -1.0, 2.0, 1e30, -1e150];
        for (k, x) in entries.into_iter().enumerate() {
            for (j, y) in entries.into_iter().enumerate() {
                let a = square(3, &[-x.abs(), 0.0, y, x, -1.0, 0.0, 0.0, 1.0, -y.abs()]);
                let g = square(3, &[x, y, 0.0, 0.0, x, 1.0, entries[(k + j) % 8], 0.0, 0.0]);
                if let Ok(q) = covariance(&a, &g, 1e-3) {
                    let l = factor(&q);
                    assert!(l.iter().all(|entry| entry.is_finite()), "{a} {g} {l}");
                }
            }
        }
    }
}
