//! How often the cells of a population fire, counted while a network runs.

use super::plan::{Plan, Value, When};
use super::{Place, Probe, Record, Recorder};
use crate::network::Address;
use crate::quantity::{Frequency, Measured, Time};
use crate::simulation::{Simulation, SimulationError, whole_steps};

/// The rate of a population or source, to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct RateProbe {
    source: Address,
    bin: Time,
    when: When,
}

impl RateProbe {
    pub(crate) fn new(source: Address, bin: Time) -> Self {
        RateProbe {
            source,
            bin,
            when: When::default(),
        }
    }

    /// Only between these times, whole numbers of time steps.
    #[must_use]
    pub fn between(mut self, start: Time, end: Time) -> Self {
        self.when.between = Some((start, end));
        self
    }

    /// Only the latest bins are kept, which end within this time.
    #[must_use]
    pub fn latest(mut self, time: Time) -> Self {
        self.when.latest = Some(time);
        self
    }
}

impl Probe for RateProbe {
    type Record = PopulationRate<'static>;

    #[allow(private_interfaces)]
    fn plan(self, simulation: &Simulation) -> Result<Plan, SimulationError> {
        let owner = simulation.emitter(self.source)?;
        let what = format!("the rate of {}", owner.owner());
        let step = simulation.time_step().si();
        let bin = whole_steps(|| format!("the bin of {what}"), self.bin.si(), step)?;
        if bin == 0 {
            let step = Time::show(step);
            return Err(SimulationError::Record {
                fault: format!("the bin of {what} is zero, and the least is one time step, {step}"),
            });
        }
        let (window, keep) = self.when.in_steps(&what, simulation)?;
        let per_cell = 1.0 / owner.count.max(1) as f64;
        Ok(Plan {
            place: Place::Rate {
                source: self.source.index,
                bin,
                of_one: per_cell / (bin as f64 * step),
            },
            window,
            keep,
            what,
            owner: owner.name,
            value: Some(Value::of::<Frequency>("rate", None)),
        })
    }
}

/// How often the cells of a population fired on average, bin after bin from the start of recording on.
///
/// Unlike [`Spikes::population_rate`](super::Spikes::population_rate) it needs no list of spikes.
///
/// ```
/// use nernst::prelude::*;
///
/// let mut network = Network::new();
/// let kicks = network.source("kicks", SpikeTimes::new(2, [(0, 1.0 * ms), (1, 1.5 * ms), (0, 4.0 * ms)]))?;
/// let mut simulation = Simulation::new(&network, 0.5 * ms, 1)?;
/// let rate = simulation.record(kicks.rate(2.0 * ms))?;
/// simulation.run(5.0 * ms)?;
/// let rates: Vec<_> = simulation.read(&rate).iter().collect();
/// assert_eq!(rates, [(1.0 * ms, 500.0 * Hz), (3.0 * ms, 250.0 * Hz)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PopulationRate<'a> {
    /// Of each bin that has ended, in hertz.
    rates: &'a [f64],
    start: u64,
    bin: u64,
    step: f64,
}

impl<'a> Record<'a> for PopulationRate<'static> {
    type View = PopulationRate<'a>;

    #[allow(private_interfaces)]
    fn view(recorder: &'a Recorder, step: f64) -> PopulationRate<'a> {
        let bin = match &recorder.place {
            Place::Rate { bin, .. } => *bin,
            _ => 1,
        };
        PopulationRate {
            rates: &recorder.values,
            start: recorder.start,
            bin,
            step,
        }
    }
}

impl PopulationRate<'_> {
    /// The number of bins that have ended.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rates.len()
    }

    /// Whether none has ended.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rates.is_empty()
    }

    /// The middle of each bin, and the rate in it; spikes at its end belong to it, those at its start do not.
    pub fn iter(&self) -> impl Iterator<Item = (Time, Frequency)> + '_ {
        let rates = self.rates.iter().enumerate();
        rates.map(|(k, rate)| {
            let steps = self.start as f64 + (k as f64 + 0.5) * self.bin as f64;
            (Time::from_si(steps * self.step), Frequency::from_si(*rate))
        })
    }
}
