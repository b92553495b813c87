//! Where the cells of a block are in their time step, and the variables at which rates are evaluated.

use super::super::block::{Block, Mixed, Parameters, choose};
use super::super::column::Lanes;
use super::super::runge_kutta::STAGES;
use crate::model::{Affine, Array, Columns, LANES, Neuron};

/// What reaches the inputs at one moment: `offset - slope * v`.
pub(crate) struct Inputs<N: Neuron> {
    pub(crate) offsets: N::PerInput<Lanes>,
    pub(crate) slopes: N::PerInput<Lanes>,
}

/// Where the cells of a block are in their time step, of length one.
pub(crate) struct Track<N: Neuron> {
    /// At the start, the middle and the end of the step; in between by the parabola through them.
    pub(crate) inputs: [Inputs<N>; 3],
    /// The start of the step and its length, in seconds.
    start: f64,
    pub(super) step: f64,
    pub(super) at: Lanes,
    /// The sub-step being tried; zero where the cell has arrived.
    pub(in crate::solver) trial: Lanes,
    /// Where refractoriness ends.
    pub(super) release: Lanes,
    /// The error of the sub-step over the one that is allowed, and the state that has it.
    pub(super) ratio: Lanes,
    pub(super) worst: Lanes,
    /// One where the condition of the spike has become true in a sub-step.
    pub(super) crossing: Lanes,
    /// Variables at which rates are evaluated.
    pub(in crate::solver) stage: Stage<N>,
    pub(in crate::solver) rates: [N::PerState<Lanes>; STAGES],
    /// The states at the end of the sub-step being tried.
    pub(in crate::solver) next: N::PerState<Lanes>,
}

/// States and inputs of a block at one moment.
pub(in crate::solver) struct Stage<N: Neuron> {
    pub(in crate::solver) states: N::PerState<Lanes>,
    inputs: Inputs<N>,
    times: Lanes,
}

impl<N: Neuron> Inputs<N> {
    fn new() -> Self {
        Inputs {
            offsets: Array::filled(Lanes::ZERO),
            slopes: Array::filled(Lanes::ZERO),
        }
    }
}

impl<N: Neuron> Track<N> {
    pub(super) fn new() -> Self {
        let zero = Lanes::ZERO;
        Track {
            inputs: std::array::from_fn(|_| Inputs::new()),
            start: 0.0,
            step: 0.0,
            at: zero,
            trial: zero,
            release: zero,
            ratio: zero,
            worst: zero,
            crossing: zero,
            stage: Stage {
                states: Array::filled(zero),
                inputs: Inputs::new(),
                times: zero,
            },
            rates: [Array::filled(zero); STAGES],
            next: Array::filled(zero),
        }
    }

    /// Starts a step of the first `cells` lanes; the others have nothing to do.
    pub(super) fn begin(
        &mut self,
        (start, step): (f64, f64),
        cells: usize,
        refractory: &Lanes,
        lengths: &Lanes,
    ) {
        (self.start, self.step) = (start, step);
        self.release = if N::REFRACTORY {
            *refractory
        } else {
            Lanes::ZERO
        };
        for lane in 0..LANES {
            self.at[lane] = choose(lane < cells, 0.0, 1.0);
            self.trial[lane] = trial(self.at[lane], self.release[lane], lengths[lane]);
        }
    }

    /// The sub-step in seconds.
    #[inline(always)]
    pub(in crate::solver) fn length(&self, lane: usize) -> f64 {
        self.trial[lane] * self.step
    }

    /// Whether the cell is refractory during its sub-step.
    #[inline(always)]
    pub(in crate::solver) fn is_held(&self, lane: usize) -> bool {
        N::REFRACTORY && self.at[lane] < self.release[lane]
    }

    /// Sets the inputs of the stage to those at this fraction of the sub-step.
    #[inline(always)]
    pub(in crate::solver) fn arrive(&mut self, fraction: f64) {
        let [first, middle, last] = &self.inputs;
        // What a loop finds stands in a local: the compiler sees that it overlaps nothing.
        let mut times = Lanes::ZERO;
        for lane in 0..LANES {
            let at = fraction.mul_add(self.trial[lane], self.at[lane]);
            times[lane] = at.mul_add(self.step, self.start);
        }
        self.stage.times = times;
        for port in 0..N::INPUTS.len() {
            let (mut offsets, mut slopes) = (Lanes::ZERO, Lanes::ZERO);
            for lane in 0..LANES {
                let weights = parabola(fraction.mul_add(self.trial[lane], self.at[lane]));
                let offset = [first, middle, last].map(|i| i.offsets.as_ref()[port][lane]);
                let slope = [first, middle, last].map(|i| i.slopes.as_ref()[port][lane]);
                offsets[lane] = weighted(weights, offset);
                slopes[lane] = weighted(weights, slope);
            }
            self.stage.inputs.offsets.as_mut()[port] = offsets;
            self.stage.inputs.slopes.as_mut()[port] = slopes;
        }
    }

    /// Compares the errors of a sub-step with those that are allowed.
    #[inline(always)]
    pub(in crate::solver) fn judge(
        &mut self,
        tolerance: f64,
        block: &Block<N>,
        errors: &N::PerState<Lanes>,
    ) {
        let (mut ratios, mut worsts) = (Lanes::ZERO, Lanes::ZERO);
        let judged = if tolerance.is_finite() {
            N::STATES.len()
        } else {
            0
        };
        for k in 0..judged {
            let (old, new) = (block.states.as_ref()[k], self.next.as_ref()[k]);
            let errors = &errors.as_ref()[k];
            for lane in 0..LANES {
                let (old, new) = (old[lane].abs(), new[lane].abs());
                let size = choose(old > new, old, new);
                // More than zero, so that no error is no error even where the state is zero.
                let allowed = tolerance.mul_add(size, f64::MIN_POSITIVE);
                let ratio = errors[lane].abs() / allowed;
                // Not a number where the state is not, and then not taken.
                let is_larger = (ratio > ratios[lane]) | ratio.is_nan();
                ratios[lane] = choose(is_larger, ratio, ratios[lane]);
                worsts[lane] = choose(is_larger, k as f64, worsts[lane]);
            }
        }
        (self.ratio, self.worst) = (ratios, worsts);
    }

    /// The variables of the stage.
    #[inline(always)]
    pub(in crate::solver) fn load<P: Parameters>(
        &self,
        parameters: &P,
        lane: usize,
    ) -> N::Variables {
        let stage = &self.stage;
        N::load(&At { parameters, stage }, lane)
    }

    /// The variables of one cell with these states, at a moment of the step.
    pub(super) fn variables(
        &self,
        parameters: &Mixed<N>,
        lane: usize,
        at: f64,
        states: &N::PerState<f64>,
    ) -> N::Variables {
        let weights = parabola(at);
        let mut inputs: N::PerInput<Affine> = Array::filled(Affine::default());
        for (port, input) in inputs.as_mut().iter_mut().enumerate() {
            let moments = &self.inputs;
            input.offset = weighted(
                weights,
                [0, 1, 2].map(|k| moments[k].offsets.as_ref()[port][lane]),
            );
            input.slope = weighted(
                weights,
                [0, 1, 2].map(|k| moments[k].slopes.as_ref()[port][lane]),
            );
        }
        let one = One::<N> {
            parameters,
            states,
            inputs: &inputs,
            time: at.mul_add(self.step, self.start),
        };
        N::load(&one, lane)
    }
}

/// The sub-step to be tried: up to the end of refractoriness and up to the end of the step, each hit exactly.
#[inline(always)]
pub(super) fn trial(at: f64, release: f64, length: f64) -> f64 {
    let rest = limit(at, release) - at;
    // A little more than the length rather than a splinter at the end.
    choose(rest <= length * (1.0 + 1e-6), rest, length)
}

#[inline(always)]
pub(super) fn limit(at: f64, release: f64) -> f64 {
    choose((at < release) & (release < 1.0), release, 1.0)
}

/// The weights of the values at 0, 1/2 and 1 in that of the parabola through them.
#[inline(always)]
fn parabola(at: f64) -> [f64; 3] {
    let rest = 1.0 - at;
    [rest * (rest - at), 4.0 * at * rest, at * (at - rest)]
}

#[inline(always)]
fn weighted([a, b, c]: [f64; 3], [x, y, z]: [f64; 3]) -> f64 {
    c.mul_add(z, b.mul_add(y, a * x))
}

/// The variables of a stage, as generated code reads them.
struct At<'a, N: Neuron, P> {
    parameters: &'a P,
    stage: &'a Stage<N>,
}

impl<N: Neuron, P: Parameters> Columns for At<'_, N, P> {
    #[inline(always)]
    fn parameter(&self, index: usize, lane: usize) -> f64 {
        self.parameters.get(index, lane)
    }

    #[inline(always)]
    fn state(&self, index: usize, lane: usize) -> f64 {
        self.stage.states.as_ref()[index][lane]
    }

    #[inline(always)]
    fn input(&self, index: usize, lane: usize) -> Affine {
        let inputs = &self.stage.inputs;
        Affine::new(
            inputs.offsets.as_ref()[index][lane],
            inputs.slopes.as_ref()[index][lane],
        )
    }

    #[inline(always)]
    fn time(&self, lane: usize) -> f64 {
        self.stage.times[lane]
    }
}

/// The variables of one cell.
struct One<'a, N: Neuron> {
    parameters: &'a Mixed<N>,
    states: &'a N::PerState<f64>,
    inputs: &'a N::PerInput<Affine>,
    time: f64,
}

impl<N: Neuron> Columns for One<'_, N> {
    fn parameter(&self, index: usize, lane: usize) -> f64 {
        self.parameters.get(index, lane)
    }

    fn state(&self, index: usize, _lane: usize) -> f64 {
        self.states.as_ref()[index]
    }

    fn input(&self, index: usize, _lane: usize) -> Affine {
        self.inputs.as_ref()[index]
    }

    fn time(&self, _lane: usize) -> f64 {
        self.time
    }
}
