//! A linear model advanced by many steps at once, for states that are looked at from event to event.
//!
//! A stride of `n` steps is made of strides of one, two, four ... steps, each by the propagator of its length, so it is exact and costs a
//! few products of small matrices, however long it is.

use nalgebra::DMatrix;

use super::propagator::{PropagatorError, integral, propagator};
use crate::model::{Array, Dynamics, System};

/// Strides of one, two, four ... steps.
pub(crate) struct Strides<M: Dynamics> {
    lengths: Vec<Stride<M>>,
    /// Where the states come to rest.
    rest: M::PerState<f64>,
}

/// Both keep a state at rest to the bit, and fractions between zero and one.
enum Stride<M: Dynamics> {
    /// `x += Φ f(x)`, without loss where the states change little.
    Increment(Square<M>),
    /// `x = x∞ + P (x - x∞)`, without loss where they forget where they came from.
    Decay(Square<M>),
}

type Square<M> = <M as crate::model::Model>::PerState<<M as crate::model::Model>::PerState<f64>>;

/// Enough for a year of steps of 0.1 ms; longer strides are made of several.
const LENGTHS: u32 = 38;

impl<M: Dynamics> Strides<M> {
    /// Of a model with these parameters, and whatever else its coefficients depend on.
    pub(crate) fn new(x: &M::Variables, step: f64) -> Result<Self, PropagatorError> {
        let matrix = matrix_of::<M>(x);
        let rest = rest::<M>(&matrix, x);
        let change = matrix.iter().fold(0.0, |most: f64, a| most.max(a.abs()));
        let stride = |length: f64| match rest {
            Some(_) if change * length > 0.5 => {
                propagator(&matrix, length).map(|p| Stride::Decay(square::<M>(&p)))
            }
            _ => integral(&matrix, length).map(|i| Stride::Increment(square::<M>(&i))),
        };
        let mut lengths = vec![stride(step)?];
        for doublings in 1..LENGTHS {
            // A system that grows has no longer strides than it can bear.
            let Ok(next) = stride(step * f64::from(doublings).exp2()) else {
                break;
            };
            lengths.push(next);
        }
        let rest = rest.unwrap_or_else(|| Array::filled(0.0));
        Ok(Strides { lengths, rest })
    }

    /// The states after so many steps without an event.
    pub(crate) fn advance(&self, x: &mut M::Variables, steps: u64) {
        let longest = self.lengths.len() - 1;
        for _ in 0..(steps >> longest >> 1) * 2 {
            self.go(x, longest);
        }
        for length in 0..=longest {
            if steps >> length & 1 == 1 {
                self.go(x, length);
            }
        }
    }

    fn go(&self, x: &mut M::Variables, length: usize) {
        let before = M::states(x);
        let (mut after, from, matrix) = match &self.lengths[length] {
            Stride::Increment(integral) => (before, M::rates(x), integral),
            Stride::Decay(propagator) => {
                let mut distance = before;
                for (distance, rest) in distance.as_mut().iter_mut().zip(self.rest.as_ref()) {
                    *distance -= rest;
                }
                (self.rest, distance, propagator)
            }
        };
        for (state, row) in after.as_mut().iter_mut().zip(matrix.as_ref()) {
            for (coefficient, value) in row.as_ref().iter().zip(from.as_ref()) {
                *state = coefficient.mul_add(*value, *state);
            }
        }
        M::set_states(x, &after);
    }
}

/// The coefficients of the states.
pub(crate) fn matrix_of<M: Dynamics>(x: &M::Variables) -> DMatrix<f64> {
    let n = M::STATES.len();
    let mut system = System::zero(n, 0);
    M::system(x, &mut system);
    DMatrix::from_fn(n, n, |row, column| system.states[row][column])
}

/// The rates where all states are zero.
pub(crate) fn drift_of<M: Dynamics>(x: &M::Variables) -> M::PerState<f64> {
    let mut zero = *x;
    M::set_states(&mut zero, &Array::filled(0.0));
    M::rates(&zero)
}

/// The one point at which all rates are zero, if there is one.
fn rest<M: Dynamics>(matrix: &DMatrix<f64>, x: &M::Variables) -> Option<M::PerState<f64>> {
    if matrix.is_empty() {
        return None;
    }
    let drift = drift_of::<M>(x);
    let right = DMatrix::from_fn(matrix.nrows(), 1, |row, _| -drift.as_ref()[row]);
    let solution = matrix.clone().full_piv_lu().solve(&right)?;
    let mut rest: M::PerState<f64> = Array::filled(0.0);
    rest.as_mut().copy_from_slice(solution.as_slice());
    let is_finite = rest.as_ref().iter().all(|state| state.is_finite());
    is_finite.then_some(rest)
}

/// The matrix as an array whose size the model knows.
pub(crate) fn square<M: Dynamics>(matrix: &DMatrix<f64>) -> Square<M> {
    let mut rows: Square<M> = Array::filled(Array::filled(0.0));
    for (r, row) in rows.as_mut().iter_mut().enumerate() {
        for (c, entry) in row.as_mut().iter_mut().enumerate() {
            *entry = matrix[(r, c)];
        }
    }
    rows
}
