//! Synapses with states of their own, many of one model: at presynaptic cells or at connections.

use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::{Kernel, Level};
use crate::model::{Array, Columns, LANES, Method, Model, Steps, Synapse, variables_of};
use crate::solver::block::choose;
use crate::solver::column::Lanes;
use crate::solver::propagator::{PropagatorError, integral};
use crate::solver::splitting::Exponential;
use crate::solver::strides::{matrix_of, square};

/// The states of so many synapses, advanced step by step.
pub(super) struct Kinetics<S: Synapse> {
    parameters: S::PerParameter<f64>,
    blocks: Vec<Block<S>>,
    /// The height of a pulse, and its length in steps.
    height: f64,
    duration: f64,
    scheme: Scheme,
    step: f64,
    pieces: Vec<Piece<S>>,
}

/// Of `LANES` synapses.
struct Block<S: Model> {
    states: S::PerState<Lanes>,
    /// Steps of the pulse that are left, and its height.
    left: Lanes,
    height: Lanes,
}

/// How states are advanced.
#[derive(Clone, Copy)]
enum Scheme {
    Exact,
    Splitting { steps: u32 },
    Rk4 { steps: u32 },
}

/// A part of the step, from one moment at which the synapses are read to the next.
struct Piece<S: Model> {
    /// In seconds.
    length: f64,
    /// Into how many sub-steps it is cut.
    steps: u32,
    /// Of linear equations, without and with the pulse.
    integrals: Option<Integrals<S>>,
    /// Which moment its end is.
    moment: Option<usize>,
}

type Integrals<S> = [<S as Model>::PerState<<S as Model>::PerState<f64>>; 2];

impl<S: Synapse> Kinetics<S> {
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.blocks)
    }

    /// Idle lanes included: they repeat the last synapse.
    pub(super) fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        let synapses = Slice::all(self.blocks.len() * LANES);
        for k in 0..S::STATES.len() {
            let blocks = self.blocks.iter_mut();
            let states = blocks.flat_map(|block| block.states.as_mut()[k].iter_mut());
            tape.part(&format!("state {k}"), synapses, states)?;
        }
        let left = self.blocks.iter_mut().flat_map(|b| b.left.iter_mut());
        tape.part("steps of the pulse", synapses, left)?;
        let height = self.blocks.iter_mut().flat_map(|b| b.height.iter_mut());
        tape.part("height of the pulse", synapses, height)
    }

    /// So many synapses with these initial states, column by column; pulses may be released in part where there is plasticity.
    pub(super) fn new(
        synapse: &S,
        count: usize,
        start: &[Vec<f64>],
        duration: u64,
        is_plastic: bool,
        step: f64,
    ) -> Self {
        let x = variables_of(synapse);
        let mut parameters: S::PerParameter<f64> = Array::filled(0.0);
        parameters
            .as_mut()
            .copy_from_slice(&synapse.values().parameters);
        let blocks = (0..count).step_by(LANES).map(|base| {
            let mut states: S::PerState<Lanes> = Array::filled(Lanes::ZERO);
            for (lanes, column) in states.as_mut().iter_mut().zip(start) {
                for (lane, state) in lanes.iter_mut().enumerate() {
                    // Idle lanes repeat the last synapse, so that they compute something harmless.
                    *state = column[(base + lane).min(count - 1)];
                }
            }
            Block {
                states,
                left: Lanes::ZERO,
                height: Lanes::ZERO,
            }
        });
        Kinetics {
            parameters,
            blocks: blocks.collect(),
            height: S::pulse_height(&x),
            duration: duration as f64,
            scheme: Scheme::of::<S>(is_plastic),
            step,
            pieces: Vec::new(),
        }
    }

    /// Makes ready to be read at these moments of a step, of length one, in ascending order.
    pub(super) fn read_at(&mut self, synapse: &S, moments: &[f64]) -> Result<(), PropagatorError> {
        let mut ends: Vec<(f64, Option<usize>)> =
            moments.iter().copied().zip((0..).map(Some)).collect();
        if moments.last().is_none_or(|last| *last < 1.0) {
            ends.push((1.0, None));
        }
        let mut before = 0.0;
        self.pieces.clear();
        for (end, moment) in ends {
            let part = end - before;
            before = end;
            let length = part * self.step;
            let steps = match self.scheme {
                Scheme::Exact => 1,
                Scheme::Splitting { steps } | Scheme::Rk4 { steps } => {
                    (f64::from(steps) * part).ceil() as u32
                }
            };
            let integrals = match self.scheme {
                Scheme::Exact => Some(integrals(synapse, length)?),
                _ => None,
            };
            self.pieces.push(Piece {
                length,
                steps,
                integrals,
                moment,
            });
        }
        Ok(())
    }

    /// Lets a spike act on one synapse.
    pub(super) fn spike(&mut self, index: usize, weight: f64, release: f64) {
        let (block, lane) = (&mut self.blocks[index / LANES], index % LANES);
        if S::HAS_PULSE {
            block.left[lane] = self.duration;
            block.height[lane] = release * self.height;
        }
        let mut x = load::<S>(&self.parameters, block, lane, 0.0);
        S::spike(&mut x, weight, release);
        for (lanes, state) in block.states.as_mut().iter_mut().zip(S::states(&x).as_ref()) {
            lanes[lane] = *state;
        }
    }

    /// Advances all synapses by one step and writes what they hand on at each moment.
    pub(super) fn advance(
        &mut self,
        level: Level,
        time: f64,
        weights: &Weights<'_>,
        outputs: &mut [Vec<f64>],
    ) {
        for (index, block) in self.blocks.iter_mut().enumerate() {
            let base = index * LANES;
            let mut time = time;
            for piece in &self.pieces {
                let parameters = &self.parameters;
                if piece.length > 0.0 {
                    level.run(Part {
                        parameters,
                        block,
                        scheme: self.scheme,
                        piece,
                        time,
                    });
                }
                time += piece.length;
                if let Some(moment) = piece.moment {
                    level.run(HandOn {
                        parameters,
                        block,
                        weights: weights.block(base),
                        time,
                        outputs: &mut outputs[moment][base..base + LANES],
                    });
                }
            }
            for left in block.left.iter_mut() {
                *left = choose(*left > 1.0, *left - 1.0, 0.0);
            }
        }
    }

    /// What all synapses hand on now.
    pub(super) fn hand_on(
        &self,
        level: Level,
        time: f64,
        weights: &Weights<'_>,
        outputs: &mut [f64],
    ) {
        for (index, block) in self.blocks.iter().enumerate() {
            let base = index * LANES;
            level.run(HandOn {
                parameters: &self.parameters,
                block,
                weights: weights.block(base),
                time,
                outputs: &mut outputs[base..base + LANES],
            });
        }
    }

    pub(super) fn state(&self, index: usize, synapse: usize) -> f64 {
        self.blocks[synapse / LANES].states.as_ref()[index][synapse % LANES]
    }
}

impl Scheme {
    fn of<S: Synapse>(is_plastic: bool) -> Self {
        match S::SOLVER.method {
            // The coefficients change with the height of the pulse.
            Method::Exact if S::HAS_PULSE && is_plastic => Scheme::Splitting { steps: 1 },
            Method::Exact => Scheme::Exact,
            Method::Splitting {
                steps: Steps::Number(steps),
            } => Scheme::Splitting { steps },
            Method::Rk4 { steps } => Scheme::Rk4 { steps },
            _ => Scheme::Rk4 { steps: 1 },
        }
    }
}

/// The weights of the connections to which the synapses belong, as long as the blocks, or one for all.
pub(super) enum Weights<'a> {
    Uniform(f64),
    PerSynapse(&'a [f64]),
}

impl Weights<'_> {
    fn block(&self, base: usize) -> Lanes {
        match self {
            Weights::Uniform(weight) => Lanes::all(*weight),
            Weights::PerSynapse(weights) => {
                let mut lanes = Lanes::ZERO;
                lanes.copy_from_slice(&weights[base..base + LANES]);
                lanes
            }
        }
    }
}

fn integrals<S: Synapse>(synapse: &S, length: f64) -> Result<Integrals<S>, PropagatorError> {
    let mut x = variables_of(synapse);
    let without = square::<S>(&integral(&matrix_of::<S>(&x), length)?);
    let height = S::pulse_height(&x);
    S::set_pulse(&mut x, height);
    let with = square::<S>(&integral(&matrix_of::<S>(&x), length)?);
    Ok([without, with])
}

#[inline(always)]
fn load<S: Synapse>(
    parameters: &S::PerParameter<f64>,
    block: &Block<S>,
    lane: usize,
    time: f64,
) -> S::Variables {
    let view = View::<S> {
        parameters,
        block,
        time,
    };
    let mut x = S::load(&view, lane);
    let height = choose(block.left[lane] > 0.0, block.height[lane], 0.0);
    S::set_pulse(&mut x, height);
    x
}

/// The variables of one synapse, as generated code reads them.
struct View<'a, S: Model> {
    parameters: &'a S::PerParameter<f64>,
    block: &'a Block<S>,
    time: f64,
}

impl<S: Model> Columns for View<'_, S> {
    #[inline(always)]
    fn parameter(&self, index: usize, _lane: usize) -> f64 {
        self.parameters.as_ref()[index]
    }

    #[inline(always)]
    fn state(&self, index: usize, lane: usize) -> f64 {
        self.block.states.as_ref()[index][lane]
    }

    #[inline(always)]
    fn time(&self, _lane: usize) -> f64 {
        self.time
    }
}

struct Part<'a, S: Synapse> {
    parameters: &'a S::PerParameter<f64>,
    block: &'a mut Block<S>,
    scheme: Scheme,
    piece: &'a Piece<S>,
    time: f64,
}

impl<S: Synapse> Kernel for Part<'_, S> {
    #[inline(always)]
    fn run(self) {
        let (parameters, block, piece) = (self.parameters, self.block, self.piece);
        let length = piece.length / f64::from(piece.steps);
        for part in 0..piece.steps {
            let time = f64::from(part).mul_add(length, self.time);
            match (self.scheme, &piece.integrals) {
                (Scheme::Exact, Some(integrals)) => {
                    for lane in 0..LANES {
                        let x = load::<S>(parameters, block, lane, time);
                        let with = block.left[lane] > 0.0;
                        store(block, lane, exact::<S>(&x, integrals, with));
                    }
                }
                (Scheme::Rk4 { .. }, _) => {
                    for lane in 0..LANES {
                        let x = load::<S>(parameters, block, lane, time);
                        store(block, lane, rk4::<S>(x, length));
                    }
                }
                _ => {
                    for lane in 0..LANES {
                        let x = load::<S>(parameters, block, lane, time);
                        store(block, lane, split::<S>(x, length));
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn store<S: Synapse>(block: &mut Block<S>, lane: usize, states: S::PerState<f64>) {
    for (lanes, state) in block.states.as_mut().iter_mut().zip(states.as_ref()) {
        lanes[lane] = *state;
    }
}

#[inline(always)]
fn exact<S: Synapse>(
    x: &S::Variables,
    [without, with]: &Integrals<S>,
    has_pulse: bool,
) -> S::PerState<f64> {
    let rates = S::rates(x);
    let mut states = S::states(x);
    for (row, state) in states.as_mut().iter_mut().enumerate() {
        for (column, rate) in rates.as_ref().iter().enumerate() {
            let coefficient = choose(
                has_pulse,
                with.as_ref()[row].as_ref()[column],
                without.as_ref()[row].as_ref()[column],
            );
            *state = coefficient.mul_add(*rate, *state);
        }
    }
    states
}

/// The symmetric sequence of exponentials, as for neurons.
#[inline(always)]
fn split<S: Synapse>(mut x: S::Variables, length: f64) -> S::PerState<f64> {
    let exponential = |step| Exponential::new(step, false);
    let (mut half, mut whole) = (exponential(0.5 * length), exponential(length));
    S::gates(&mut x, &mut half);
    S::outer(&mut x, &mut half);
    let about = x;
    S::centre(&mut x, &about, &mut whole);
    S::outer_reversed(&mut x, &mut half);
    S::gates(&mut x, &mut half);
    S::states(&x)
}

/// The classical Runge-Kutta method.
#[inline(always)]
fn rk4<S: Synapse>(x: S::Variables, length: f64) -> S::PerState<f64> {
    let start = S::states(&x);
    let at = |rates: &S::PerState<f64>, part: f64| {
        let mut states = start;
        for (state, rate) in states.as_mut().iter_mut().zip(rates.as_ref()) {
            *state = (part * length).mul_add(*rate, *state);
        }
        let mut there = x;
        S::set_states(&mut there, &states);
        S::rates(&there)
    };
    let first = S::rates(&x);
    let second = at(&first, 0.5);
    let third = at(&second, 0.5);
    let fourth = at(&third, 1.0);
    let mut states = start;
    for (k, state) in states.as_mut().iter_mut().enumerate() {
        let middle = second.as_ref()[k] + third.as_ref()[k];
        let sum = 2.0f64.mul_add(middle, first.as_ref()[k] + fourth.as_ref()[k]);
        *state = (length / 6.0).mul_add(sum, *state);
    }
    states
}

struct HandOn<'a, S: Synapse> {
    parameters: &'a S::PerParameter<f64>,
    block: &'a Block<S>,
    weights: Lanes,
    time: f64,
    outputs: &'a mut [f64],
}

impl<S: Synapse> Kernel for HandOn<'_, S> {
    #[inline(always)]
    fn run(self) {
        for (lane, output) in self.outputs[..LANES].iter_mut().enumerate() {
            let x = load::<S>(self.parameters, self.block, lane, self.time);
            *output = S::handed_on(&x, self.weights[lane]);
        }
    }
}
