//! How the states of a cell go through a fused step.

use super::Couplings;
use super::lanes::Drives;
use crate::function::{integrated_exp_near, is_near};
use crate::model::{Affine, Neuron};
use crate::simulation::receptor::Few;
use crate::solver::block::choose;
use crate::solver::splitting::{Exponential, Gained, Slope, gain_alone};

/// How the states of a cell go through a step, with what its synapses had at the start of it.
pub(super) trait Advance<N: Neuron, const COUNT: usize, const STATES: usize>: Copy {
    /// Whether the way needs a gain for each cell, which is found for all of a block before they are advanced.
    ///
    /// It is a long chain of operations, and what follows is another one. In one loop the machine waits for both, since the next cells lie
    /// beyond what it looks ahead, and half as far where two threads share a core.
    const AHEAD: bool = false;

    /// What reaches the input.
    fn input(&self, drives: &Drives<COUNT, STATES>) -> Affine;

    /// The gain for short steps, and whether the step is one.
    fn near_gain(&self, _x: &N::Variables) -> (f64, bool) {
        (0.0, true)
    }

    /// The gain for any step; the same to the bit if it is short.
    fn gain(&self, _x: &N::Variables) -> f64 {
        0.0
    }

    fn advance(&self, x: &mut N::Variables, drives: &Drives<COUNT, STATES>, held: bool, gain: f64);
}

#[derive(Clone, Copy)]
pub(super) struct Split<const COUNT: usize> {
    pub(super) step: f64,
    pub(super) constant: f64,
    pub(super) synapses: [Few; COUNT],
}

/// The membrane alone.
#[derive(Clone, Copy)]
pub(super) struct Alone<const COUNT: usize>(pub(super) Split<COUNT>);

impl<N: Neuron, const COUNT: usize, const STATES: usize> Advance<N, COUNT, STATES>
    for Alone<COUNT>
{
    const AHEAD: bool = true;

    #[inline(always)]
    fn input(&self, drives: &Drives<COUNT, STATES>) -> Affine {
        Advance::<N, COUNT, STATES>::input(&self.0, drives)
    }

    #[inline(always)]
    fn near_gain(&self, x: &N::Variables) -> (f64, bool) {
        let (step, slope) = (self.0.step, slope::<N>(x));
        (integrated_exp_near(step, slope), is_near(step, slope))
    }

    #[inline(always)]
    fn gain(&self, x: &N::Variables) -> f64 {
        gain_alone(self.0.step, slope::<N>(x))
    }

    #[inline(always)]
    fn advance(
        &self,
        x: &mut N::Variables,
        _drives: &Drives<COUNT, STATES>,
        held: bool,
        gain: f64,
    ) {
        let about = *x;
        N::centre(x, &about, &mut Gained { gain, held });
    }
}

/// The slope of the membrane's equation in the membrane.
#[inline(always)]
fn slope<N: Neuron>(x: &N::Variables) -> f64 {
    let mut slope = Slope::default();
    N::centre(&mut { *x }, x, &mut slope);
    slope.0
}

impl<N: Neuron, const COUNT: usize, const STATES: usize> Advance<N, COUNT, STATES>
    for Split<COUNT>
{
    #[inline(always)]
    fn input(&self, drives: &Drives<COUNT, STATES>) -> Affine {
        let mut input = Affine::new(self.constant, 0.0);
        for (synapse, drives) in self.synapses.iter().zip(drives) {
            for (k, drive) in drives.iter().enumerate() {
                input.offset = synapse.offsets[k].mul_add(*drive, input.offset);
                input.slope = synapse.slopes[k].mul_add(*drive, input.slope);
            }
        }
        input
    }

    #[inline(always)]
    fn advance(
        &self,
        x: &mut N::Variables,
        _drives: &Drives<COUNT, STATES>,
        held: bool,
        _gain: f64,
    ) {
        let mut half = Exponential::new(0.5 * self.step, held);
        let mut whole = Exponential::new(self.step, held);
        N::outer(x, &mut half);
        let about = *x;
        N::centre(x, &about, &mut whole);
        N::outer_reversed(x, &mut half);
    }
}

pub(super) struct Propagate<N: Neuron> {
    pub(super) constant: f64,
    pub(super) propagator: N::PerState<N::PerState<f64>>,
    pub(super) couplings: Couplings<N>,
}

impl<N: Neuron> Clone for Propagate<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Neuron> Copy for Propagate<N> {}

impl<N: Neuron, const COUNT: usize, const STATES: usize> Advance<N, COUNT, STATES>
    for Propagate<N>
{
    #[inline(always)]
    fn input(&self, _drives: &Drives<COUNT, STATES>) -> Affine {
        // Currents of linear synapses are increments of the states.
        Affine::flat(self.constant)
    }

    #[inline(always)]
    fn advance(
        &self,
        x: &mut N::Variables,
        drives: &Drives<COUNT, STATES>,
        held: bool,
        _gain: f64,
    ) {
        let (rates, mut states) = (N::rates(x), N::states(x));
        for (row, state) in states.as_mut().iter_mut().enumerate() {
            let mut increment = 0.0;
            for (couplings, drives) in self.couplings.iter().zip(drives) {
                for (coupling, drive) in couplings.iter().zip(drives) {
                    increment = coupling.as_ref()[row].mul_add(*drive, increment);
                }
            }
            let propagator = self.propagator.as_ref()[row];
            for (coefficient, rate) in propagator.as_ref().iter().zip(rates.as_ref()) {
                increment = coefficient.mul_add(*rate, increment);
            }
            let stands = held & N::HELD.as_ref()[row];
            *state = choose(stands, *state, *state + increment);
        }
        N::set_states(x, &states);
    }
}
