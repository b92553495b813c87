//! Independent normal values.

use super::{Course, Levels, Place, Rule, Samples, Signal};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::model::LANES;
use crate::quantity::{Measured, Time};
use crate::random::{Key, normals};
use crate::simulation::SimulationError;
use crate::values::Values;

/// Normal values, each held for an interval, independent of each other and from cell to cell.
///
/// The values are numbered by the interval and not by the time step: another time step that fits the interval
/// gives the same signal. Its two-sided spectral density at low frequencies is `sd² · interval`. Noise that is white
/// for every time step belongs into an equation, as `xi`.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// // A new current every millisecond.
/// let noise = WhiteNoise::new(0.15 * nA, 50.0 * pA, 1.0 * ms);
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(50, lif).stimulus(Lif::I, noise))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(1.0 * second)?;
/// assert!(!simulation.read(&spikes).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct WhiteNoise<Q> {
    mean: Rule<Q>,
    sd: Rule<Q>,
    interval: Time,
}

impl<Q: Measured> WhiteNoise<Q> {
    /// Of this mean and standard deviation, each value held for an interval of whole time steps.
    #[must_use]
    pub fn new(mean: impl Values<Q>, sd: impl Values<Q>, interval: Time) -> Self {
        WhiteNoise {
            mean: Rule::new("mean", mean),
            sd: Rule::not_negative("standard deviation", sd),
            interval,
        }
    }
}

impl<Q: Measured> Course for WhiteNoise<Q> {
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        if !(self.interval.si() > 0.0 && self.interval.is_finite()) {
            return Some(format!(
                "the interval of {what} must be positive and finite, but it is {}",
                self.interval
            ));
        }
        let mean = self.mean.fault(what, cells);
        mean.or_else(|| self.sd.fault(what, cells))
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        Ok(Box::new(WhiteNoiseInRun {
            mean: self.mean.levels(place, 0)?,
            sd: self.sd.levels(place, 1)?,
            interval: place.steps("the interval", self.interval)?,
            key: place.key(),
            first: place.cells.start,
            held: vec![0.0; place.cells.len().next_multiple_of(LANES)],
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> Signal<Q> for WhiteNoise<Q> {}

struct WhiteNoiseInRun {
    mean: Levels,
    sd: Levels,
    /// In steps.
    interval: u64,
    key: Key,
    first: usize,
    /// The standard normal number of each cell in this interval.
    held: Vec<f64>,
}

impl Samples for WhiteNoiseInRun {
    fn add(&mut self, level: Level, step: u64, first: usize, lanes: &mut [f64]) {
        let held = &mut self.held[first - self.first..][..lanes.len()];
        if step.is_multiple_of(self.interval) {
            level.run(normals::Fill {
                key: self.key,
                first_cell: first as u32,
                draw: (step / self.interval) as u32,
                lanes: held,
            });
        }
        self.mean.add(1.0, first, lanes);
        self.sd.add_products(held, first, lanes);
    }

    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        tape.part("held values", cells, &mut self.held)
    }
}
