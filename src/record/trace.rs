//! States over time.

use std::any::TypeId;
use std::fmt::Debug;
use std::marker::PhantomData;

use super::plan::{Plan, Value, When};
use super::{Place, Probe, Record, RecordedPlace, Recorder, TracePlace};
use crate::network::Address;
use crate::quantity::{Exponents, Measured, Time};
use crate::simulation::{Simulation, SimulationError, whole_steps};

/// A state of some cells, to be recorded.
pub struct TraceProbe<Q> {
    /// The name of the variable.
    name: &'static str,
    at: Cells,
    cells: Option<Vec<usize>>,
    interval: Option<Time>,
    unit: Option<Q>,
    when: When,
}

/// Whose state.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cells {
    Neuron {
        population: Address,
        state: usize,
    },
    Definition {
        population: Address,
        definition: usize,
        dimension: Exponents,
    },
    Synapse {
        projection: Address,
        state: usize,
    },
    Readout {
        projection: Address,
    },
    Junctions {
        junctions: Address,
        population: Address,
    },
    Plasticity {
        projection: Address,
        state: usize,
        model: (&'static str, TypeId),
    },
}

impl<Q> TraceProbe<Q> {
    pub(crate) fn new(name: &'static str, at: Cells) -> Self {
        TraceProbe {
            name,
            at,
            cells: None,
            interval: None,
            unit: None,
            when: When::default(),
        }
    }

    /// Only these cells, in this order; all cells if not called.
    #[must_use]
    pub fn cells(mut self, cells: impl IntoIterator<Item = usize>) -> Self {
        self.cells = Some(cells.into_iter().collect());
        self
    }

    /// One sample per interval, a whole number of time steps; every step if not called.
    #[must_use]
    pub fn every(mut self, interval: Time) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Only between these times, whole numbers of time steps, both included.
    #[must_use]
    pub fn between(mut self, start: Time, end: Time) -> Self {
        self.when.between = Some((start, end));
        self
    }

    /// Only the latest samples are kept, over this time: a ring, which takes no more memory as the network runs.
    #[must_use]
    pub fn latest(mut self, time: Time) -> Self {
        self.when.latest = Some(time);
        self
    }

    /// In files, in this unit. If not called, times are in ms, potentials in mV, currents in pA, conductances in nS, resistances in MOhm,
    /// capacitances in pF, rates in Hz, concentrations in mM, and all else in the unit of the SI.
    #[must_use]
    pub fn in_unit(mut self, unit: Q) -> Self {
        self.unit = Some(unit);
        self
    }
}

impl<Q: Clone> Clone for TraceProbe<Q> {
    fn clone(&self) -> Self {
        TraceProbe {
            cells: self.cells.clone(),
            unit: self.unit.clone(),
            ..*self
        }
    }
}

impl<Q> Debug for TraceProbe<Q> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TraceProbe")
            .field("at", &self.at)
            .field("cells", &self.cells)
            .field("interval", &self.interval)
            .field("when", &self.when)
            .finish()
    }
}

impl<Q: Measured> Probe for TraceProbe<Q> {
    type Record = Trace<'static, Q>;

    #[allow(private_interfaces)]
    fn plan(self, simulation: &Simulation) -> Result<Plan, SimulationError> {
        // Where it is recorded, and what can be recorded there.
        let (at, owner) = self.at.found(simulation)?;
        let name = match at {
            TracePlace::Definition {
                population,
                definition,
            } => simulation.definition_name(population, definition),
            _ => self.name,
        };
        let what = format!("`{name}` of {}", owner.owner());
        let cells = self.cells.unwrap_or_else(|| (0..owner.count).collect());
        owner.has(&cells)?;
        let step = simulation.time_step().si();
        let interval = self.interval.map_or(step, Measured::si);
        let of = || format!("the recording interval of {}", owner.owner());
        let interval = whole_steps(of, interval, step)?;
        if interval == 0 {
            return Err(SimulationError::Record {
                fault: format!(
                    "{} is zero, and the least is one time step, {}",
                    of(),
                    Time::show(step)
                ),
            });
        }
        let (window, keep) = self.when.in_steps(&what, simulation)?;
        Ok(Plan {
            place: Place::Trace {
                at,
                cells,
                interval,
            },
            window,
            keep,
            what,
            owner: owner.name,
            value: Some(Value::of(name, self.unit)),
        })
    }
}

impl Cells {
    /// Where they are in a simulation, and who they are.
    fn found(
        self,
        simulation: &Simulation,
    ) -> Result<(TracePlace, RecordedPlace), SimulationError> {
        let missing = |what: &str| {
            let belongs = if what.ends_with('s') {
                "belong"
            } else {
                "belongs"
            };
            SimulationError::Record {
                fault: format!("the {what} to be recorded {belongs} to another network"),
            }
        };
        let receptor = |projection| {
            simulation
                .receptor_of(projection)
                .ok_or_else(|| missing("projection"))
        };
        Ok(match self {
            Cells::Neuron { population, state } => {
                simulation
                    .cells_of(population)
                    .ok_or_else(|| missing("population"))?;
                let population = population.index;
                let at = TracePlace::State { population, state };
                (at, simulation.cells_in(population))
            }
            Cells::Definition {
                population,
                definition,
                dimension,
            } => {
                let group = simulation
                    .group_of(population)
                    .ok_or_else(|| missing("population"))?;
                let variable = group.definitions()[definition];
                if variable.dimension != dimension {
                    let (name, own) = (variable.name, variable.dimension);
                    return Err(SimulationError::Record {
                        fault: format!(
                            "the definition `{name}` is {own}, and cannot be recorded as {dimension}"
                        ),
                    });
                }
                let population = population.index;
                let at = TracePlace::Definition {
                    population,
                    definition,
                };
                (at, simulation.cells_in(population))
            }
            Cells::Synapse { projection, state } => {
                let (population, receptor) = receptor(projection)?;
                let at = TracePlace::Synapse {
                    population,
                    receptor,
                    state,
                };
                (at, simulation.synapses_of(projection))
            }
            Cells::Readout { projection } => {
                let (population, receptor) = receptor(projection)?;
                let at = TracePlace::Readout {
                    population,
                    receptor,
                };
                (at, simulation.cells_in(population))
            }
            Cells::Junctions {
                junctions,
                population,
            } => {
                simulation
                    .cells_of(population)
                    .ok_or_else(|| missing("population"))?;
                let population = population.index;
                let currents = simulation.currents_into(junctions, population);
                let at = TracePlace::Junctions {
                    population,
                    currents: currents.ok_or_else(|| missing("gap junctions"))??,
                };
                (at, simulation.cells_in(population))
            }
            Cells::Plasticity {
                projection,
                state,
                model,
            } => {
                let (delivery, place) = simulation
                    .plasticity_of(projection, model)
                    .ok_or_else(|| missing("projection"))??;
                (TracePlace::Plasticity { delivery, state }, place)
            }
        })
    }
}

/// A recorded state: samples from the start of recording on, at equal intervals.
///
/// `cell` counts the recorded cells: 0 is the first of those given to `.cells(...)`.
#[derive(Clone, Copy, Debug)]
pub struct Trace<'a, Q> {
    values: &'a [f64],
    numbers: &'a [usize],
    start: u64,
    interval: u64,
    step: f64,
    of: PhantomData<fn() -> Q>,
}

impl<'a, Q: Measured> Record<'a> for Trace<'static, Q> {
    type View = Trace<'a, Q>;

    #[allow(private_interfaces)]
    fn view(recorder: &'a Recorder, step: f64) -> Trace<'a, Q> {
        let (numbers, interval): (&[usize], _) = match &recorder.place {
            Place::Trace {
                cells, interval, ..
            } => (cells, *interval),
            _ => (&[], 1),
        };
        Trace {
            values: &recorder.values,
            numbers,
            start: recorder.start,
            interval,
            step,
            of: PhantomData,
        }
    }
}

impl<Q: Measured> Trace<'_, Q> {
    /// The number of samples.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.cells()).unwrap_or(0)
    }

    /// Whether there is no sample.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of recorded cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.numbers.len()
    }

    /// The number that each recorded cell has in its population.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let mut network = Network::new();
    /// let readout = LeakyReadout { tau: 5.0 * ms, r: 1.0 };
    /// let readouts = network.population("readouts", Population::new(10, readout))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let r = simulation.record(readouts.trace(LeakyReadout::R).cells([7, 3]))?;
    /// assert_eq!(simulation.read(&r).numbers(), [7, 3]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn numbers(&self) -> &[usize] {
        self.numbers
    }

    /// The time of each sample.
    pub fn times(&self) -> impl Iterator<Item = Time> + '_ {
        let time = |k| (self.start + k as u64 * self.interval) as f64 * self.step;
        (0..self.len()).map(move |k| Time::from_si(time(k)))
    }

    /// The time from one sample to the next.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let mut network = Network::new();
    /// let readout = LeakyReadout { tau: 5.0 * ms, r: 1.0 };
    /// let readout = network.population("readout", Population::new(1, readout))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let r = simulation.record(readout.trace(LeakyReadout::R).every(0.5 * ms))?;
    /// assert_eq!(simulation.read(&r).interval(), 0.5 * ms);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn interval(&self) -> Time {
        Time::from_si(self.interval as f64 * self.step)
    }

    /// The samples of one recorded cell; empty if there is no such cell.
    pub fn of(&self, cell: usize) -> impl Iterator<Item = Q> + '_ {
        let samples = if cell < self.cells() { self.len() } else { 0 };
        (0..samples).map(move |k| Q::from_si(self.values[k * self.cells() + cell]))
    }

    /// All samples in SI base units, cell after cell within a sample.
    #[cfg(test)]
    pub(crate) fn raw(&self) -> &[f64] {
        self.values
    }

    /// The latest sample of one recorded cell.
    ///
    /// # Panics
    ///
    /// If there is no such cell; a record always holds a sample of its start.
    #[must_use]
    pub fn last(&self, cell: usize) -> Q {
        assert!(
            cell < self.cells(),
            "cell {cell} is not among the {} recorded",
            self.cells()
        );
        Q::from_si(self.values[self.values.len() - self.cells() + cell])
    }
}
