//! White noise beside a solver of the deterministic equations.
//!
//! Half of what noise adds over a step comes before the deterministic step and half after it (Strang), so that events are
//! still found by the deterministic solver and every promise of it about stability stays. Each half is one step of Heun's
//! method for `dX = G(X) ∘ dW` in the sense of Stratonovich, which for additive noise is `X += G ΔW`, exact.
//!
//! For additive noise distributions are right to second order in the step and paths to first order; for noise whose
//! coefficient changes with the state paths are right to first order if the noises commute (one noise, or each in an equation
//! of its own with a coefficient of that state), else to order one half.
//!
//! Rümelin, W. (1982), SIAM J. Numer. Anal. 19, 604; Kloeden, P. E. & Platen, E. (1992), Numerical Solution of Stochastic
//! Differential Equations, ch. 10; Leimkuhler, B. & Matthews, C. (2013), Appl. Math. Res. Express 2013, 34, for the
//! splitting.

use super::block::{Block, Parameters, Workspace, choose, load};
use super::column::Lanes;
use super::noise::Origin;
use crate::dispatch::Kernel;
use crate::model::{Array, LANES, Neuron, Noise};
use crate::random::{Key, normals};

/// The random numbers of a population's noises.
pub(crate) struct Kicks {
    /// One for each noise.
    keys: Vec<Key>,
}

impl Kicks {
    /// Nothing for models without noise.
    pub(crate) fn new<N: Neuron>(origin: Origin) -> Option<Self> {
        let keys = (0..N::NOISES.len()).map(|noise| origin.key(noise));
        (N::NOISE != Noise::None).then(|| Kicks {
            keys: keys.collect(),
        })
    }

    /// Fills the increments of a block over the halves of a part of a step.
    ///
    /// `part` counts from the start of the run; after 2³¹ parts the same numbers come again.
    pub(crate) fn fill<N: Neuron>(
        &self,
        base: usize,
        part: u64,
        length: f64,
        work: &mut Workspace<N>,
    ) {
        let deviation = (0.5 * length).sqrt();
        for (half, increments) in [&mut work.before, &mut work.after].into_iter().enumerate() {
            for (key, lanes) in self.keys.iter().zip(increments.as_mut()) {
                let draw = (2 * part + half as u64) as u32;
                normals::fill(*key, base as u32, draw, &mut **lanes);
                lanes.iter_mut().for_each(|lane| *lane *= deviation);
            }
        }
    }
}

/// The states after the noises have moved by these increments.
#[inline(always)]
pub(crate) fn kicked<N: Neuron>(
    x: &N::Variables,
    increments: &N::PerNoise<Lanes>,
    held: bool,
    lane: usize,
) -> N::PerState<f64> {
    let moves = |x: &N::Variables| {
        let coefficients = N::noise(x);
        let mut moves: N::PerState<f64> = Array::filled(0.0);
        for (k, sum) in moves.as_mut().iter_mut().enumerate() {
            for (coefficient, increment) in coefficients.as_ref()[k]
                .as_ref()
                .iter()
                .zip(increments.as_ref())
            {
                *sum = coefficient.mul_add(increment[lane], *sum);
            }
        }
        moves
    };
    let first = moves(x);
    let states = N::states(x);
    let mut ahead = states;
    for (state, step) in ahead.as_mut().iter_mut().zip(first.as_ref()) {
        *state += step;
    }
    let mut end = ahead;
    if matches!(N::NOISE, Noise::Multiplicative { .. }) {
        let mut there = *x;
        N::set_states(&mut there, &ahead);
        let second = moves(&there);
        for (k, state) in end.as_mut().iter_mut().enumerate() {
            *state = 0.5f64.mul_add(first.as_ref()[k] + second.as_ref()[k], states.as_ref()[k]);
        }
    }
    for (k, state) in end.as_mut().iter_mut().enumerate() {
        *state = choose(held & N::HELD.as_ref()[k], states.as_ref()[k], *state);
    }
    end
}

/// The half that comes before the deterministic step.
pub(crate) struct Kick<'a, N: Neuron, P> {
    pub(crate) parameters: P,
    pub(crate) block: &'a mut Block<N>,
    pub(crate) work: &'a Workspace<N>,
}

impl<N: Neuron, P: Parameters> Kernel for Kick<'_, N, P> {
    #[inline(always)]
    fn run(self) {
        let (block, work, parameters) = (self.block, self.work, self.parameters);
        for lane in 0..LANES {
            let x = load(&parameters, block, work, lane);
            let states = kicked::<N>(&x, &work.before, work.is_held(lane), lane);
            for (lanes, state) in block.states.as_mut().iter_mut().zip(states.as_ref()) {
                lanes[lane] = *state;
            }
        }
    }
}
