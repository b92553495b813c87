//! Sub-steps whose length follows an error estimate, each cell of a block at its own pace.
//!
//! All cells of a block try a sub-step of their own length at once; those whose error is too large try a shorter one next,
//! those that have reached the end of the time step wait. So the sub-steps of a cell depend on that cell alone.
//!
//! Where the condition of a spike becomes true in a sub-step, the crossing is found on the cubic Hermite polynomial through its
//! ends; the cell is reset there and goes on from there, or stands still for exactly the refractory period.

mod crossing;
mod track;

pub(crate) use track::Track;

use super::block::{Block, Ends, Mixed, Parameters, Softly, Workspace, choose};
use super::column::Lanes;
use super::predicted::Predicted;
use super::runge_kutta::{RungeKutta, Tableau};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::{Kernel, Level};
use crate::model::{Class, LANES, Neuron};
use crossing::Locate;
use track::{limit, trial};

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
    /// Sub-steps tried, and time steps taken, each counted once for every cell.
    tried: u64,
    taken: u64,
    pub(crate) track: Box<Track<N>>,
}

/// The first cell of a block that does not reach its tolerance, and the state that is in its way.
pub(crate) struct Stuck {
    pub(crate) lane: usize,
    pub(crate) state: usize,
}

/// A sub-step this short, or so many of them, and the solver gives up. Spikes of exponential neurons run away within 1e-10 of a
/// step; much below that the time of the sub-step is lost in its rounding.
const SHORTEST: f64 = 1e-14;
const MOST: usize = 1_000_000;

impl<N: Neuron> Paced<N> {
    pub(crate) fn new(attempt: Attempt, tolerance: f64, longest: f64, blocks: usize) -> Self {
        Paced {
            attempt,
            tolerance,
            longest,
            lengths: vec![Lanes::all(longest); blocks],
            tried: 0,
            taken: 0,
            track: Box::new(Track::new()),
        }
    }

    /// The mean number of sub-steps that a cell has tried in a time step.
    pub(crate) fn sub_steps(&self) -> Option<f64> {
        (self.taken > 0).then(|| self.tried as f64 / self.taken as f64)
    }

    pub(super) fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        let lengths = self.lengths.iter_mut().flat_map(|lanes| lanes.iter_mut());
        tape.part("length of the next sub-step", cells, lengths)
    }

    /// Advances the first `cells` of a block by one time step from `start`, with the inputs that stand in the track.
    #[allow(clippy::too_many_arguments, reason = "a block is lent in its parts")]
    pub(crate) fn advance(
        &mut self,
        level: Level,
        index: usize,
        block: &mut Block<N>,
        work: &mut Workspace<N>,
        parameters: &Mixed<N>,
        cells: usize,
        span: (f64, f64),
    ) -> Result<(), Stuck> {
        let track = &mut *self.track;
        let lengths = &mut self.lengths[index];
        track.begin(span, cells, &work.refractory, lengths);
        work.fired = Lanes::ZERO;
        self.taken += cells as u64;
        for _ in 0..MOST {
            let active = track.trial.iter().filter(|trial| **trial > 0.0);
            self.tried += active.count() as u64;
            attempt(
                self.attempt,
                self.tolerance,
                level,
                block,
                parameters,
                track,
            );
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
                if N::OVERSHOOT.is_ok() && work.is_soft {
                    let parameters = Softly(*parameters);
                    level.run(Settle {
                        parameters,
                        block,
                        work,
                        track,
                    });
                } else {
                    let parameters = *parameters;
                    level.run(Settle {
                        parameters,
                        block,
                        work,
                        track,
                    });
                }
                return Ok(());
            }
        }
        let lane = (0..LANES).find(|lane| track.trial[*lane] != 0.0);
        let lane = lane.unwrap_or(0);
        let state = track.worst[lane] as usize;
        Err(Stuck { lane, state })
    }
}

/// Tries one sub-step of all cells of a block.
fn attempt<N: Neuron>(
    attempt: Attempt,
    tolerance: f64,
    level: Level,
    block: &Block<N>,
    parameters: &Mixed<N>,
    track: &mut Track<N>,
) {
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
        let (mut states, mut above, mut fired) = (block.states, work.above, work.fired);
        let (mut ats, mut trials, mut lengths) = (track.at, track.trial, *self.lengths);
        let mut crossing = Lanes::ZERO;
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
        if work.is_soft {
            above = Lanes::ZERO;
        }
        (block.states, work.above, work.fired) = (states, above, fired);
        (track.at, track.trial, track.crossing) = (ats, trials, crossing);
        *self.lengths = lengths;
    }
}

/// Ends the step: arrivals, threshold, reset.
struct Settle<'a, N: Neuron, P> {
    parameters: P,
    block: &'a mut Block<N>,
    work: &'a mut Workspace<N>,
    track: &'a mut Track<N>,
}

impl<N: Neuron, P: Parameters> Kernel for Settle<'_, N, P> {
    #[inline(always)]
    fn run(self) {
        let (block, work, track) = (self.block, self.work, self.track);
        track.stage.states = block.states;
        track.arrive(1.0);
        let mut ends = Ends::default();
        for lane in 0..LANES {
            let x = track.load(&self.parameters, lane);
            let release = track.release[lane];
            if N::REFRACTORY {
                work.refractory[lane] = release;
            }
            let within = work.fired[lane];
            ends.join(block.settle::<P>(work, x, N::REFRACTORY & (release >= 1.0), lane));
            work.fired[lane] += within;
            ends.fired_within(within);
        }
        work.ends = ends;
    }
}
