//! Spikes at random, independent of each other.

use std::ops::Range;
use std::sync::Arc;

use super::{Emit, SourcePlace, SpikeSource, WrongRate};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::{Kernel, Level};
use crate::model::LANES;
use crate::positions::Positions;
use crate::quantity::{Frequency, Measured, Time};
use crate::random::poisson::{Counts, Events, Numbers, Uniforms, Words};
use crate::random::{Key, Purpose, Stream};
use crate::signal::{Course, Place, Rule, Samples, Signal};
use crate::simulation::SimulationError;
use crate::solver::column::Lanes;
use crate::values::Values;

/// Cells that fire independently of everything, each in a Poisson process of its own.
///
/// In a time step a cell fires a Poisson number of times, with the mean `rate · h`; all of these spikes are stamped at the end of the
/// step. So the number of spikes has the right distribution for every time step, and several spikes of a cell in one step
/// act several times. A rate that [follows](Poisson::following) a signal is taken in the middle of each step, which is exact where the
/// rate is constant within steps.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///     v_reset: -60.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(100, lif))?;
/// // A background of 800 inputs of 8 Hz for each cell.
/// let background = network.source("background", Poisson::new(100, 8.0 * Hz).trains_per_cell(800))?;
/// network.projection(
///     "background to cells",
///     Projection::new(background, cells).connectivity(OneToOne).weight(0.13 * mV),
/// )?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let drive = simulation.record(background.spikes())?;
/// simulation.run(1.0 * second)?;
/// // 640000 spikes, give or take 800.
/// assert!((simulation.read(&drive).rate() - 6400.0 * Hz).abs() < 24.0 * Hz);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Poisson {
    count: usize,
    rate: Rate,
    trains: u32,
    positions: Option<Positions>,
}

#[derive(Clone, Debug)]
enum Rate {
    Constant(Rule<Frequency>),
    Following(Arc<dyn Course>),
}

/// So many spikes of a cell in a time step are no model of anything.
const MOST_IN_A_STEP: f64 = 1e6;

impl Poisson {
    /// So many cells that fire at this rate, one for all or one for each.
    #[must_use]
    pub fn new(count: usize, rate: impl Values<Frequency>) -> Self {
        Poisson {
            count,
            rate: Rate::Constant(Rule::not_negative("rate", rate)),
            trains: 1,
            positions: None,
        }
    }

    /// So many cells whose rate follows a signal.
    ///
    /// A rate that becomes negative or is not finite stops the run.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let burst = Step::new(100.0 * Hz).from(50.0 * ms).until(60.0 * ms);
    /// let mut network = Network::new();
    /// let source = network.source("source", Poisson::following(1000, burst))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(100.0 * ms)?;
    /// let times: Vec<Time> = simulation.read(&spikes).iter().map(|(time, _)| time).collect();
    /// assert!(times.iter().all(|time| *time > 50.0 * ms && *time < 60.05 * ms));
    /// // One for each cell, give or take √1000.
    /// assert!(times.len().abs_diff(1000) < 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn following(count: usize, rate: impl Signal<Frequency>) -> Self {
        Poisson {
            count,
            rate: Rate::Following(Arc::new(rate)),
            trains: 1,
            positions: None,
        }
    }

    /// The same with so many independent trains, each of the given rate, added up in every cell.
    ///
    /// It costs no more than one train of their rate together.
    #[must_use]
    pub fn trains_per_cell(mut self, trains: u32) -> Self {
        self.trains = trains;
        self
    }

    /// The same, with where the cells are, for connections, weights and delays that depend on distance.
    #[must_use]
    pub fn positions(mut self, positions: Positions) -> Self {
        self.positions = Some(positions);
        self
    }
}

#[diagnostic::do_not_recommend]
impl SpikeSource for Poisson {
    fn count(&self) -> usize {
        self.count
    }

    fn positions(&self) -> Option<&Positions> {
        self.positions.as_ref()
    }

    fn kind(&self) -> &'static str {
        "Poisson"
    }

    fn fault(&self) -> Option<String> {
        if self.trains == 0 {
            return Some("`Poisson` needs at least one train per cell".to_owned());
        }
        match &self.rate {
            Rate::Constant(rule) => rule.fault("`Poisson`", self.count),
            Rate::Following(signal) => signal.fault("the rate of `Poisson`", self.count),
        }
    }

    #[allow(private_interfaces)]
    fn steady(&self, place: &SourcePlace<'_>) -> Option<Steady> {
        let Rate::Constant(rule) = &self.rate else {
            return None;
        };
        let rate = rule.constant()?;
        let events = Events::new(rate * f64::from(self.trains) * place.step);
        let key = Key::new(place.seed, Purpose::Spikes, place.index);
        Some(Steady {
            counts: Counts::new(events, key)?,
            seed: place.seed,
            object: place.index,
        })
    }

    #[allow(private_interfaces)]
    fn begin(&self, source: &SourcePlace<'_>) -> Result<Box<dyn Emit>, SimulationError> {
        let name = format!("source `{}`", source.name);
        let of_name = format!("the rate of {name}");
        let place = |what, purpose| Place {
            what,
            cells: source.cells.clone(),
            step: source.step,
            seed: source.seed,
            purpose,
            object: source.index,
        };
        let mean = f64::from(self.trains) * source.step;
        let rates = match &self.rate {
            Rate::Constant(rule) => {
                let levels = rule.levels(&place(&name, Purpose::Spikes), 0)?;
                let mut rates = vec![0.0; source.cells.len()];
                levels.add(1.0, source.cells.start, &mut rates);
                let most = MOST_IN_A_STEP / mean;
                if let Some(index) = rates.iter().position(|rate| *rate > most) {
                    let cell = source.cells.start + index;
                    return Err(SimulationError::Values {
                        name,
                        fault: format!(
                            "cell {cell} fires at {}, which is more than a million times in a time step of {}",
                            Frequency::show(rates[index] * f64::from(self.trains)),
                            Time::show(source.step)
                        ),
                    });
                }
                let events = rates.iter().map(|rate| Events::new(rate * mean));
                let alike = rates.iter().all(|rate| *rate == rates[0]);
                Rates::Constant(events.take(if alike { 1 } else { rates.len() }).collect())
            }
            Rate::Following(signal) => {
                // As that of the first stimulus of a population.
                let place = Place {
                    object: source.index << 8,
                    ..place(&of_name, Purpose::Stimulus)
                };
                Rates::Following(Box::new(Following {
                    signal: signal.begin(&place)?,
                    rates: Lanes::ZERO,
                    latest: (0.0, Events::new(0.0)),
                }))
            }
        };
        Ok(Box::new(PoissonInRun {
            steady: self.steady(source),
            cells: source.cells.clone(),
            rates,
            mean,
            seed: source.seed,
            object: source.index,
            key: Key::new(source.seed, Purpose::Spikes, source.index),
            uniforms: Lanes::ZERO,
        }))
    }
}

/// Cells that fire at one constant rate: what they do in a step depends on nothing before.
#[derive(Clone, Debug)]
pub(crate) struct Steady {
    counts: Counts,
    seed: u64,
    object: u32,
}

impl Steady {
    /// The random bits of a block of cells in the step that ends at the time with this number.
    #[inline(always)]
    pub(crate) fn words(&self, first: usize, now: u64) -> Words {
        self.counts.words(first, now as u32)
    }

    /// How often these cells fire in the step.
    #[inline(always)]
    pub(crate) fn of_words(&self, words: &Words, first: usize, now: u64) -> Numbers {
        self.counts.of_words(words, |lane| {
            // As in `PoissonInRun::draw`.
            let index = 1 << 32 | (first + lane) as u64;
            let mut stream = Stream::new(self.seed, Purpose::Spikes, self.object, index);
            stream.seek(now as u32);
            stream.open_uniform()
        })
    }
}

/// A block of a steady source, for a list of its spikes.
struct Block<'a> {
    steady: &'a Steady,
    first: usize,
    now: u64,
    numbers: &'a mut Numbers,
}

impl Kernel for Block<'_> {
    #[inline(always)]
    fn run(self) {
        let words = self.steady.words(self.first, self.now);
        *self.numbers = self.steady.of_words(&words, self.first, self.now);
    }
}

struct PoissonInRun {
    steady: Option<Steady>,
    cells: Range<usize>,
    rates: Rates,
    /// The number of spikes in a step at a rate of one hertz.
    mean: f64,
    seed: u64,
    object: u32,
    key: Key,
    uniforms: Lanes,
}

enum Rates {
    /// For all cells, or for each.
    Constant(Vec<Events>),
    Following(Box<Following>),
}

struct Following {
    signal: Box<dyn Samples>,
    /// In the block in hand.
    rates: Lanes,
    /// The latest rate, and what it makes of a step.
    latest: (f64, Events),
}

impl PoissonInRun {
    /// Finds the rates of the block that starts at `base`, where they follow a signal.
    fn follow(&mut self, level: Level, step: u64, base: usize) -> Result<(), WrongRate> {
        if let Rates::Following(following) = &mut self.rates {
            let rates = &mut following.rates;
            rates.fill(0.0);
            following.signal.add(level, step, base, &mut **rates);
            let most = MOST_IN_A_STEP / self.mean;
            let own = &rates[..LANES.min(self.cells.end - base)];
            if let Some(lane) = own.iter().position(|rate| !(0.0..=most).contains(rate)) {
                let (cell, rate) = (base + lane, rates[lane]);
                return Err(WrongRate { cell, rate, most });
            }
        }
        Ok(())
    }

    /// The number of spikes of a cell.
    #[inline]
    fn draw(&mut self, cell: usize, now: u64) -> u64 {
        let index = cell - self.cells.start;
        let lane = index % LANES;
        let events = match &mut self.rates {
            Rates::Constant(events) if events.len() == 1 => events[0],
            Rates::Constant(events) => events[index],
            Rates::Following(following) => {
                let (rate, latest) = (following.rates[lane], &mut following.latest);
                // Often all cells have one rate.
                if rate != latest.0 {
                    *latest = (rate, Events::new(rate * self.mean));
                }
                latest.1
            }
        };
        let (seed, object) = (self.seed, self.object);
        events.count(self.uniforms[lane], |part| {
            // The numbers that every mean needs have the indices below 2³², and the rates those above.
            let index = (u64::from(part) + 1) << 32 | cell as u64;
            let mut stream = Stream::new(seed, Purpose::Spikes, object, index);
            stream.seek(now as u32);
            stream.open_uniform()
        })
    }
}

impl Emit for PoissonInRun {
    fn emit(&mut self, level: Level, now: u64, fired: &mut Vec<u32>) -> Result<(), WrongRate> {
        let Some(step) = now.checked_sub(1) else {
            return Ok(());
        };
        if let Some(steady) = &self.steady {
            let mut numbers = [0; LANES];
            for first in self.cells.clone().step_by(LANES) {
                let numbers = &mut numbers;
                level.run(Block {
                    steady,
                    first,
                    now,
                    numbers,
                });
                for (cell, times) in (first..self.cells.end).zip(numbers) {
                    fired.extend(std::iter::repeat_n(cell as u32, *times as usize));
                }
            }
            return Ok(());
        }
        for base in self.cells.clone().step_by(LANES) {
            level.run(Uniforms {
                key: self.key,
                first_cell: base as u32,
                draw: now as u32,
                lanes: &mut self.uniforms,
            });
            self.follow(level, step, base)?;
            for cell in (base..self.cells.end).take(LANES) {
                let times = self.draw(cell, now);
                if times > 0 {
                    fired.extend(std::iter::repeat_n(cell as u32, times as usize));
                }
            }
        }
        Ok(())
    }

    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        match &mut self.rates {
            Rates::Constant(_) => Ok(()),
            Rates::Following(following) => following.signal.carry(tape, cells),
        }
    }
}
