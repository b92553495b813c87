//! Normal values with an exponential correlation.

use super::{Course, Levels, Place, Rule, Samples, Signal};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::function;
use crate::model::LANES;
use crate::quantity::{Measured, Time};
use crate::random::{Key, normals};
use crate::simulation::SimulationError;
use crate::solver::column::Lanes;
use crate::values::Values;

/// The Ornstein-Uhlenbeck process `dx/dt = (mean - x) / tau + sd sqrt(2 / tau) xi`, independent from cell to cell.
///
/// It starts in its stationary distribution, normal with this mean and standard deviation; values at a distance `t` have the
/// correlation `e^(-t / tau)`. From step to step it is advanced exactly.
///
/// Uhlenbeck, G. E. & Ornstein, L. S. (1930), Phys. Rev. 36, 823; the exact update: Gillespie, D. T. (1996), Phys. Rev. E 54, 2084.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// let noise = OrnsteinUhlenbeck::new(0.12 * nA, 50.0 * pA, 5.0 * ms);
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(50, lif).stimulus(Lif::I, noise))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(1.0 * second)?;
/// assert!(!simulation.read(&spikes).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct OrnsteinUhlenbeck<Q> {
    mean: Rule<Q>,
    sd: Rule<Q>,
    tau: Time,
}

impl<Q: Measured> OrnsteinUhlenbeck<Q> {
    /// Of this stationary mean and standard deviation, and this time constant.
    #[must_use]
    pub fn new(mean: impl Values<Q>, sd: impl Values<Q>, tau: Time) -> Self {
        OrnsteinUhlenbeck {
            mean: Rule::new("mean", mean),
            sd: Rule::not_negative("standard deviation", sd),
            tau,
        }
    }
}

impl<Q: Measured> Course for OrnsteinUhlenbeck<Q> {
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        if !(self.tau.si() > 0.0 && self.tau.is_finite()) {
            return Some(format!(
                "the time constant of {what} must be positive and finite, but it is {}",
                self.tau
            ));
        }
        let mean = self.mean.fault(what, cells);
        mean.or_else(|| self.sd.fault(what, cells))
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        let exponent = -place.step / self.tau.si();
        Ok(Box::new(OrnsteinUhlenbeckInRun {
            mean: self.mean.levels(place, 0)?,
            sd: self.sd.levels(place, 1)?,
            decay: function::exp(exponent),
            spread: (-function::expm1(2.0 * exponent)).sqrt(),
            key: place.key(),
            first: place.cells.start,
            states: vec![0.0; place.cells.len().next_multiple_of(LANES)],
            normals: Lanes::ZERO,
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> Signal<Q> for OrnsteinUhlenbeck<Q> {}

struct OrnsteinUhlenbeckInRun {
    mean: Levels,
    sd: Levels,
    /// What is left of a deviation after a step.
    decay: f64,
    /// The standard deviation of what a step adds.
    spread: f64,
    key: Key,
    first: usize,
    /// The process of mean zero and variance one.
    states: Vec<f64>,
    normals: Lanes,
}

impl Samples for OrnsteinUhlenbeckInRun {
    fn add(&mut self, level: Level, step: u64, first: usize, lanes: &mut [f64]) {
        let states = &mut self.states[first - self.first..][..lanes.len()];
        let normals = &mut self.normals[..lanes.len()];
        level.run(normals::Fill {
            key: self.key,
            first_cell: first as u32,
            draw: step as u32,
            lanes: normals,
        });
        let (decay, spread) = if step == 0 {
            (0.0, 1.0)
        } else {
            (self.decay, self.spread)
        };
        for (state, normal) in states.iter_mut().zip(normals) {
            *state = decay * *state + spread * *normal;
        }
        self.mean.add(1.0, first, lanes);
        self.sd.add_products(states, first, lanes);
    }

    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        tape.part("deviations", cells, &mut self.states)
    }
}
