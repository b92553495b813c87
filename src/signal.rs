//! Quantities over time: what drives an input of a neuron from outside, or the rate of a spike source.
//!
//! | signal | is |
//! |---|---|
//! | [`Step`] | one value |
//! | [`Ramp`] | a straight line from one value to another |
//! | [`Sine`] | a sine about an offset |
//! | [`WhiteNoise`] | independent normal values, each held for an interval |
//! | [`OrnsteinUhlenbeck`] | normal values whose correlation decays exponentially |
//! | [`TimedArray`] | a list of values, one for each interval |
//! | [`by_time`] | what a closure computes from the time |
//! | [`by_cell`] | a signal of its own for each cell |
//!
//! [`from`](Signal::from) and [`until`](Signal::until) say when a signal begins and ends. It is zero before and afterwards, and its
//! own time is zero where it begins.
//!
//! # The contract
//!
//! A signal is held over each time step at its value in the middle of the step, whatever a solver does within the step: all
//! solvers see the same. Steps and arrays are therefore exact, since their edges must lie on the grid of time steps, and a
//! smooth signal is right to second order in the time step. An Ornstein-Uhlenbeck process has at these moments the distribution of
//! the continuous process, for every time step.
//!
//! What is random in a signal depends on the seed, the population, the number of the stimulus, the cell and the step (of white noise:
//! the number of the interval), and on nothing else.
//!
//! ```
//! use nernst::prelude::*;
//!
//! let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
//!     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
//! // Several stimuli of one input add up, with each other and with a constant.
//! let cells = Population::new(10, lif)
//!     .with(Lif::I, 0.1 * nA)
//!     .stimulus(Lif::I, Step::new(0.1 * nA).from(10.0 * ms).until(90.0 * ms))
//!     .stimulus(Lif::I, Sine::new(50.0 * pA, 8.0 * Hz))
//!     .stimulus(Lif::I, OrnsteinUhlenbeck::new(0.0 * pA, 20.0 * pA, 5.0 * ms));
//! # let mut network = Network::new();
//! # network.population("cells", cells)?;
//! # Simulation::new(&network, 0.1 * ms, 1)?.run(10.0 * ms)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod by_cell;
mod by_time;
mod during;
mod ornstein_uhlenbeck;
mod place;
mod ramp;
mod rule;
mod sine;
mod step;
mod timed_array;
mod white_noise;

use std::fmt::Debug;

pub use by_cell::{ByCell, by_cell};
pub use by_time::{ByTime, by_time};
pub use during::During;
pub use ornstein_uhlenbeck::OrnsteinUhlenbeck;
pub use ramp::Ramp;
pub use sine::Sine;
pub use step::Step;
pub use timed_array::TimedArray;
pub use white_noise::WhiteNoise;

pub(crate) use place::Place;
pub(crate) use rule::{Levels, Rule};

use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::quantity::Time;
use crate::simulation::SimulationError;

/// A quantity of type `Q` over time, for each cell.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no signal of `{Q}`",
    label = "expected a signal of `{Q}`",
    note = "a signal has the dimension of what it drives: the amplitude of a `Step`, the mean of a `WhiteNoise` and so on are values of `{Q}`",
    note = "what does not change in time is given with `.with(...)`, or is a `Step`"
)]
pub trait Signal<Q>: Course {
    /// The signal from this time on, a whole number of time steps: zero before it, and with time zero there.
    fn from(self, time: Time) -> During<Self>
    where
        Self: Sized,
    {
        During::always(self).from(time)
    }

    /// The signal up to this time, a whole number of time steps, and zero afterwards.
    fn until(self, time: Time) -> During<Self>
    where
        Self: Sized,
    {
        During::always(self).until(time)
    }
}

/// A signal, without its dimension.
#[doc(hidden)]
pub trait Course: Debug + Send + Sync + 'static {
    /// What is wrong with it for so many cells, in words; what is drawn is judged when it is.
    fn fault(&self, what: &str, cells: usize) -> Option<String>;

    /// The signal in a run.
    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError>;
}

/// The values of a signal in a run, asked for once in each time step.
pub(crate) trait Samples: Send {
    /// Adds what is held over the step with this number for the cells from `first` on, a block at most.
    fn add(&mut self, level: Level, step: u64, first: usize, lanes: &mut [f64]);

    /// Saves or loads what it keeps from step to step, of these cells.
    fn carry(&mut self, _tape: &mut Tape, _cells: Slice) -> Result<(), Mismatch> {
        Ok(())
    }
}
