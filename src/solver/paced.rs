//! Sub-steps whose length follows an error estimate, each cell of a block at its own pace.
//!
//! All cells of a block try a sub-step of their own length at once; those whose error is too large try a shorter one next,
//! those that have reached the end of the time step wait. So the sub-steps of a cell depend on that cell alone.
//!
//! Where the condition of a spike becomes true in a sub-step, the crossing is found on the cubic Hermite polynomial through its
//! ends; the cell is reset there and goes on from there, or stands still for exactly the refractory period.

use super::block::{Block, Mixed, Parameters, Workspace, choose};
use super::column::Lanes;
use super::predicted::Predicted;
use super::runge_kutta::{RungeKutta, STAGES, Tableau};
use crate::dispatch::{Kernel, Level};
use crate::model::{Affine, Array, Class, Columns, LANES, Neuron};

/// How one sub-step is tried.
#[derive(Clone, Copy)]
pub(crate) enum Attempt {
    /// Exponential splitting with coefficients at a predicted mid-step.
    Predicted,
    RungeKutta(&'static Tableau),
}

impl Attempt {
    /// By which power of its length the error of a sub-step falls.
    fn order(self) -> i32 {
        match self {
            Attempt::Predicted => 2,
            Attempt::RungeKutta(tableau) => tableau.order,
        }
    }
}

/// How the cells of a population are advanced by sub-steps.
pub(crate) struct Paced<N: Neuron> {
    attempt: Attempt,
    /// Relative to each state; infinite where the sub-steps have one length.
    tolerance: f64,
    /// The longest sub-step, as a fraction of the time step.
    longest: f64,
    /// The next sub-step to be tried by each cell of each block.
    lengths: Vec<Lanes>,
    pub(crate) track: Box<Track<N>>,
}

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
    step: f64,
    at: Lanes,
    /// The sub-step being tried; zero where the cell has arrived.
    pub(super) trial: Lanes,
    /// Where refractoriness ends.
    release: Lanes,
    /// The error of the sub-step over the one that is allowed, and the state that has it.
    pub(super) ratio: Lanes,
    pub(super) worst: Lanes,
    /// One where the condition of the spike has become true in a sub-step.
    crossing: Lanes,
    /// Variables at which rates are evaluated.
    pub(super) stage: Stage<N>,
    pub(super) rates: [N::PerState<Lanes>; STAGES],
    /// The states at the end of the sub-step being tried.
    pub(super) next: N::PerState<Lanes>,
}

/// States and inputs of a block at one moment.
pub(super) struct Stage<N: Neuron> {
    pub(super) states: N::PerState<Lanes>,
    inputs: Inputs<N>,
    times: Lanes,
}

/// The first cell of a block that does not reach its tolerance, and the state that is in its way.
pub(crate) struct Stuck {
    pub(crate) lane: usize,
    pub(crate) state: usize,
}

/// A sub-step this short, or so many of them, and the solver gives up.
const SHORTEST: f64 = 1e-10;
const MOST: usize = 1_000_000;

impl<N: Neuron> Paced<N> {
    pub(crate) fn new(attempt: Attempt, tolerance: f64, longest: f64, blocks: usize) -> Self {
        Paced {
            attempt,
            tolerance,
            longest,
            lengths: vec![[longest; LANES]; blocks],
            track: Box::new(Track::new()),
        }
    }

    /// Advances a block by one time step from `start`, with the inputs that stand in the track.
    pub(crate) fn advance(
        &mut self,
        level: Level,
        index: usize,
        block: &mut Block<N>,
        work: &mut Workspace<N>,
        parameters: &Mixed<N>,
        (start, step): (f64, f64),
    ) -> Result<(), Stuck> {
        let track = &mut *self.track;
        let lengths = &mut self.lengths[index];
        track.begin(start, step, block, lengths);
        for _ in 0..MOST {
            track.attempt(self.attempt, self.tolerance, level, block, parameters);
            level.run(Decide {
                parameters: *parameters,
                block,
                work,
                track,
                lengths,
                order: self.attempt.order(),
                longest: self.longest,
            });
            if track.crossing.iter().any(|crossing| *crossing != 0.0) {
                level.run(Locate {
                    parameters: *parameters,
                    block,
                    work,
                    track,
                    lengths,
                });
            }
            let is_stuck = |lane: &usize| lengths[*lane] < SHORTEST;
            if let Some(lane) = (0..LANES).find(is_stuck) {
                let state = track.worst[lane] as usize;
                return Err(Stuck { lane, state });
            }
            if track.trial.iter().all(|trial| *trial == 0.0) {
                level.run(Settle {
                    parameters: *parameters,
                    block,
                    work,
                    track,
                });
                return Ok(());
            }
        }
        let lane = (0..LANES).find(|lane| track.trial[*lane] != 0.0);
        let lane = lane.unwrap_or(0);
        let state = track.worst[lane] as usize;
        Err(Stuck { lane, state })
    }
}

impl<N: Neuron> Inputs<N> {
    fn new() -> Self {
        Inputs {
            offsets: Array::filled([0.0; LANES]),
            slopes: Array::filled([0.0; LANES]),
        }
    }
}

impl<N: Neuron> Track<N> {
    fn new() -> Self {
        let zero = [0.0; LANES];
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

    fn begin(&mut self, start: f64, step: f64, block: &Block<N>, lengths: &Lanes) {
        (self.start, self.step) = (start, step);
        self.at = [0.0; LANES];
        self.release = if N::REFRACTORY {
            block.refractory
        } else {
            [0.0; LANES]
        };
        for lane in 0..LANES {
            self.trial[lane] = trial(0.0, self.release[lane], lengths[lane]);
        }
    }

    fn attempt(
        &mut self,
        attempt: Attempt,
        tolerance: f64,
        level: Level,
        block: &Block<N>,
        parameters: &Mixed<N>,
    ) {
        let track = self;
        match attempt {
            Attempt::RungeKutta(tableau) => level.run(RungeKutta {
                parameters: *parameters,
                block,
                track,
                tableau,
                tolerance,
            }),
            Attempt::Predicted => {
                if const { matches!(N::CLASS, Class::Gated { .. }) } {
                    level.run(Predicted {
                        parameters: *parameters,
                        block,
                        track,
                        tolerance,
                    });
                }
            }
        }
    }

    /// The sub-step in seconds.
    #[inline(always)]
    pub(super) fn length(&self, lane: usize) -> f64 {
        self.trial[lane] * self.step
    }

    /// Whether the cell is refractory during its sub-step.
    #[inline(always)]
    pub(super) fn is_held(&self, lane: usize) -> bool {
        N::REFRACTORY && self.at[lane] < self.release[lane]
    }

    /// Sets the inputs of the stage to those at this fraction of the sub-step.
    #[inline(always)]
    pub(super) fn arrive(&mut self, fraction: f64) {
        let [first, middle, last] = &self.inputs;
        let stage = &mut self.stage;
        for lane in 0..LANES {
            let at = fraction.mul_add(self.trial[lane], self.at[lane]);
            stage.times[lane] = at.mul_add(self.step, self.start);
            let a = (1.0 - at) * 2.0f64.mul_add(-at, 1.0);
            let b = 4.0 * at * (1.0 - at);
            let c = at * 2.0f64.mul_add(at, -1.0);
            for port in 0..N::INPUTS.len() {
                let parabola = |[x, y, z]: [f64; 3]| c.mul_add(z, b.mul_add(y, a * x));
                let offset = [first, middle, last].map(|i| i.offsets.as_ref()[port][lane]);
                let slope = [first, middle, last].map(|i| i.slopes.as_ref()[port][lane]);
                stage.inputs.offsets.as_mut()[port][lane] = parabola(offset);
                stage.inputs.slopes.as_mut()[port][lane] = parabola(slope);
            }
        }
    }

    /// Compares the errors of a sub-step with those that are allowed.
    #[inline(always)]
    pub(super) fn judge(&mut self, tolerance: f64, block: &Block<N>, errors: &N::PerState<Lanes>) {
        let (mut ratios, mut worsts) = ([0.0; LANES], [0.0; LANES]);
        let judged = if tolerance.is_finite() { N::STATES.len() } else { 0 };
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
                let is_larger = !(ratio <= ratios[lane]);
                ratios[lane] = choose(is_larger, ratio, ratios[lane]);
                worsts[lane] = choose(is_larger, k as f64, worsts[lane]);
            }
        }
        (self.ratio, self.worst) = (ratios, worsts);
    }

    /// The variables of the stage.
    #[inline(always)]
    pub(super) fn load<P: Parameters>(&self, parameters: &P, lane: usize) -> N::Variables {
        let stage = &self.stage;
        N::load(&At { parameters, stage }, lane)
    }

    /// The variables of one cell with these states, at a moment of the step.
    fn variables(
        &self,
        parameters: &Mixed<N>,
        lane: usize,
        at: f64,
        states: &N::PerState<f64>,
    ) -> N::Variables {
        // The same parabola as in `arrive`.
        let [a, b, c] = [
            (1.0 - at) * 2.0f64.mul_add(-at, 1.0),
            4.0 * at * (1.0 - at),
            at * 2.0f64.mul_add(at, -1.0),
        ];
        let mut inputs: N::PerInput<Affine> = Array::filled(Affine::default());
        for (port, input) in inputs.as_mut().iter_mut().enumerate() {
            let at_moments = |of: &dyn Fn(&Inputs<N>) -> f64| {
                let [x, y, z] = [0, 1, 2].map(|k| of(&self.inputs[k]));
                c.mul_add(z, b.mul_add(y, a * x))
            };
            input.offset = at_moments(&|i| i.offsets.as_ref()[port][lane]);
            input.slope = at_moments(&|i| i.slopes.as_ref()[port][lane]);
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
fn trial(at: f64, release: f64, length: f64) -> f64 {
    let rest = limit(at, release) - at;
    // A little more than the length rather than a splinter at the end.
    choose(rest <= length * (1.0 + 1e-6), rest, length)
}

#[inline(always)]
fn limit(at: f64, release: f64) -> f64 {
    choose((at < release) & (release < 1.0), release, 1.0)
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
        Affine {
            offset: self.stage.inputs.offsets.as_ref()[index][lane],
            slope: self.stage.inputs.slopes.as_ref()[index][lane],
        }
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

/// Takes sub-steps whose error is small enough, and sets the length of the next.
struct Decide<'a, N: Neuron> {
    parameters: Mixed<N>,
    block: &'a mut Block<N>,
    work: &'a mut Workspace<N>,
    track: &'a mut Track<N>,
    lengths: &'a mut Lanes,
    order: i32,
    longest: f64,
}

impl<N: Neuron> Kernel for Decide<'_, N> {
    #[inline(always)]
    fn run(self) {
        let (block, work, track) = (self.block, self.work, self.track);
        // Errors fall with a power of the length, so these ratios allow the double length or ask for a half or a quarter.
        let half = f64::from(1 << self.order);
        let (double, quarter) = (0.5 / half, 0.5 * half * half);
        track.stage.states = track.next;
        track.arrive(1.0);
        // Results stand here until the loop is over: the compiler sees that they overlap nothing.
        let (mut states, mut above, mut fired) = (block.states, block.above, work.fired);
        let (mut ats, mut trials, mut lengths) = (track.at, track.trial, *self.lengths);
        let mut crossing = [0.0; LANES];
        for lane in 0..LANES {
            let (tried, at, release) = (track.trial[lane], track.at[lane], track.release[lane]);
            let (ratio, length) = (track.ratio[lane], lengths[lane]);
            let x = track.load(&self.parameters, lane);
            let held = track.is_held(lane);
            let is_active = tried > 0.0;
            let is_taken = is_active & (ratio <= 1.0);
            let fires = N::FIRES & N::fires(&x);
            let crosses = is_taken & fires & (above[lane] == 0.0) & !held;
            let cuts = crosses & (N::RESETS | N::REFRACTORY);
            let moves = is_taken & !cuts;

            for (k, state) in states.as_mut().iter_mut().enumerate() {
                state[lane] = choose(moves, track.next.as_ref()[k][lane], state[lane]);
            }
            let end = limit(at, release);
            let reached = choose(tried == end - at, end, at + tried);
            let at = choose(moves, reached, at);
            ats[lane] = at;
            above[lane] = choose(moves, choose(fires, 1.0, 0.0), above[lane]);
            fired[lane] += choose(crosses & !cuts, 1.0, 0.0);
            crossing[lane] = choose(cuts, 1.0, 0.0);

            let growth = choose(ratio <= double, 2.0, 1.0);
            let shrinkage = choose(ratio <= quarter, choose(ratio <= half, 0.5, 0.25), 0.1);
            let longer = choose(tried * growth > length, tried * growth, length);
            let next = choose(is_taken, longer, tried * shrinkage);
            let next = choose(next > self.longest, self.longest, next);
            let next = choose(is_active, next, length);
            lengths[lane] = next;
            trials[lane] = choose(cuts, tried, trial(at, release, next));
        }
        (block.states, block.above, work.fired) = (states, above, fired);
        (track.at, track.trial, track.crossing) = (ats, trials, crossing);
        *self.lengths = lengths;
    }
}

/// Finds where in their sub-step cells fire, resets them there.
struct Locate<'a, N: Neuron> {
    parameters: Mixed<N>,
    block: &'a mut Block<N>,
    work: &'a mut Workspace<N>,
    track: &'a mut Track<N>,
    lengths: &'a Lanes,
}

impl<N: Neuron> Kernel for Locate<'_, N> {
    #[inline(always)]
    fn run(self) {
        let (block, work, track) = (self.block, self.work, self.track);
        for lane in (0..LANES).filter(|lane| track.crossing[*lane] != 0.0) {
            let (at, tried) = (track.at[lane], track.trial[lane]);
            let of = |states: &N::PerState<Lanes>| {
                let mut values: N::PerState<f64> = Array::filled(0.0);
                for (value, lanes) in values.as_mut().iter_mut().zip(states.as_ref()) {
                    *value = lanes[lane];
                }
                values
            };
            let (first, last) = (of(&block.states), of(&track.next));
            let variables =
                |at, states: &N::PerState<f64>| track.variables(&self.parameters, lane, at, states);
            let rates = [
                N::rates(&variables(at, &first)),
                N::rates(&variables(at + tried, &last)),
            ];
            let length = tried * track.step;
            let states = |part: f64| hermite::<N>(&first, &last, &rates, length, part);
            let fires = |part: f64| N::fires(&variables(at + part * tried, &states(part)));
            let part = bisected(fires);

            let moment = choose(part == 1.0, at + tried, part.mul_add(tried, at));
            let mut x = variables(moment, &states(part));
            N::reset(&mut x);
            for (lanes, state) in block
                .states
                .as_mut()
                .iter_mut()
                .zip(N::states(&x).as_ref())
            {
                lanes[lane] = *state;
            }
            block.above[lane] = choose(N::fires(&x), 1.0, 0.0);
            work.fired[lane] += 1.0;
            let period = work.period[lane];
            let release = choose(period > 0.0, moment + period, track.release[lane]);
            let release = if N::REFRACTORY { release } else { 0.0 };
            (track.at[lane], track.release[lane]) = (moment, release);
            track.trial[lane] = trial(moment, release, self.lengths[lane]);
        }
    }
}

/// The least part of a sub-step at which the condition holds, to the last bit, given that it does at its end.
fn bisected(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || high - low < 1e-15 {
            return high;
        }
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

/// The cubic polynomial with these values and rates at the ends of a sub-step.
fn hermite<N: Neuron>(
    first: &N::PerState<f64>,
    last: &N::PerState<f64>,
    rates: &[N::PerState<f64>; 2],
    length: f64,
    part: f64,
) -> N::PerState<f64> {
    let mut states = *first;
    let rest = 1.0 - part;
    for (k, state) in states.as_mut().iter_mut().enumerate() {
        let (from, to) = (first.as_ref()[k], last.as_ref()[k]);
        let [out, inward] = [rates[0].as_ref()[k], rates[1].as_ref()[k]].map(|rate| length * rate);
        let rise = to - from;
        // From + part (rise + rest (...)), exact at both ends.
        let bend = rest * (out - rise) - part * (inward - rise);
        *state = part.mul_add(rest.mul_add(bend, rise), from);
    }
    states
}

/// Ends the step: arrivals, threshold, reset.
struct Settle<'a, N: Neuron> {
    parameters: Mixed<N>,
    block: &'a mut Block<N>,
    work: &'a mut Workspace<N>,
    track: &'a mut Track<N>,
}

impl<N: Neuron> Kernel for Settle<'_, N> {
    #[inline(always)]
    fn run(self) {
        let (block, work, track) = (self.block, self.work, self.track);
        track.stage.states = block.states;
        track.arrive(1.0);
        for lane in 0..LANES {
            let x = track.load(&self.parameters, lane);
            let release = track.release[lane];
            if N::REFRACTORY {
                block.refractory[lane] = release;
            }
            block.settle(work, x, N::REFRACTORY & (release >= 1.0), lane);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bisected;

    #[test]
    fn a_crossing_is_found_to_the_last_bit() {
        for crossing in [1e-9, 0.1, 0.5, 0.99, 1.0] {
            let found = bisected(|part| part >= crossing);
            assert!((found - crossing).abs() <= 1e-15, "{found} {crossing}");
        }
    }
}
