//! How the states of a cell go through a fused step.

use super::Couplings;
use super::lanes::Drives;
use crate::model::{Affine, Neuron};
use crate::simulation::receptor::Simple;
use crate::solver::block::choose;
use crate::solver::splitting::{Exponential, Near};

/// How the states of a cell go through a step, with what its synapses had at the start of it.
pub(super) trait Advance<N: Neuron, const COUNT: usize, const STATES: usize>: Copy {
    /// Whether it is for short steps alone.
    const IS_SHORT: bool = false;

    /// The way for all steps.
    type Long: Advance<N, COUNT, STATES>;
    fn long(&self) -> Self::Long;

    /// What reaches the input.
    fn input(&self, drives: &Drives<COUNT, STATES>) -> Affine;

    /// Whether the step was too long for the way.
    fn advance(&self, x: &mut N::Variables, drives: &Drives<COUNT, STATES>, held: bool) -> bool;
}

#[derive(Clone, Copy)]
pub(super) struct Split<const COUNT: usize, const STATES: usize> {
    pub(super) step: f64,
    pub(super) constant: f64,
    pub(super) synapses: [Simple<STATES>; COUNT],
}

/// The membrane alone, in steps that are short beside its time constant.
#[derive(Clone, Copy)]
pub(super) struct Short<const COUNT: usize, const STATES: usize>(pub(super) Split<COUNT, STATES>);

impl<N: Neuron, const COUNT: usize, const STATES: usize> Advance<N, COUNT, STATES>
    for Short<COUNT, STATES>
{
    const IS_SHORT: bool = true;

    type Long = Split<COUNT, STATES>;

    #[inline(always)]
    fn long(&self) -> Split<COUNT, STATES> {
        self.0
    }

    #[inline(always)]
    fn input(&self, drives: &Drives<COUNT, STATES>) -> Affine {
        Advance::<N, COUNT, STATES>::input(&self.0, drives)
    }

    #[inline(always)]
    fn advance(&self, x: &mut N::Variables, _drives: &Drives<COUNT, STATES>, held: bool) -> bool {
        let mut whole = Near::new(self.0.step, held);
        let about = *x;
        N::centre(x, &about, &mut whole);
        whole.is_far
    }
}

impl<N: Neuron, const COUNT: usize, const STATES: usize> Advance<N, COUNT, STATES>
    for Split<COUNT, STATES>
{
    type Long = Self;

    #[inline(always)]
    fn long(&self) -> Self {
        *self
    }

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
    fn advance(&self, x: &mut N::Variables, _drives: &Drives<COUNT, STATES>, held: bool) -> bool {
        let mut half = Exponential::new(0.5 * self.step, held);
        let mut whole = Exponential::of_membrane::<N>(self.step, held);
        N::outer(x, &mut half);
        let about = *x;
        N::centre(x, &about, &mut whole);
        N::outer_reversed(x, &mut half);
        false
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
    type Long = Self;

    #[inline(always)]
    fn long(&self) -> Self {
        *self
    }

    #[inline(always)]
    fn input(&self, _drives: &Drives<COUNT, STATES>) -> Affine {
        // Currents of linear synapses are increments of the states.
        Affine::flat(self.constant)
    }

    #[inline(always)]
    fn advance(&self, x: &mut N::Variables, drives: &Drives<COUNT, STATES>, held: bool) -> bool {
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
        false
    }
}
