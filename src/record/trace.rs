//! States over time.

use std::any::TypeId;
use std::fmt::Debug;
use std::marker::PhantomData;

use super::{Place, Probe, Record, RecordedPlace, Recorder, TracePlace};
use crate::network::Address;
use crate::quantity::{Exponents, Measured, Time};
use crate::simulation::{Simulation, SimulationError, whole_steps};

/// A state of some cells, to be recorded.
pub struct TraceProbe<Q> {
    at: Cells,
    cells: Option<Vec<usize>>,
    interval: Option<Time>,
    of: PhantomData<fn() -> Q>,
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
    pub(crate) fn new(at: Cells) -> Self {
        TraceProbe {
            at,
            cells: None,
            interval: None,
            of: PhantomData,
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
}

impl<Q> Clone for TraceProbe<Q> {
    fn clone(&self) -> Self {
        TraceProbe {
            at: self.at,
            cells: self.cells.clone(),
            interval: self.interval,
            of: PhantomData,
        }
    }
}

impl<Q> Debug for TraceProbe<Q> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TraceProbe")
            .field("at", &self.at)
            .field("cells", &self.cells)
            .field("interval", &self.interval)
            .finish()
    }
}

impl<Q: Measured> Probe for TraceProbe<Q> {
    type Record = Trace<'static, Q>;

    #[allow(private_interfaces)]
    fn place(&self, simulation: &Simulation) -> Result<Place, SimulationError> {
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
        // Where it is recorded, and what can be recorded there.
        let (at, place) = match self.at {
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
        };
        let RecordedPlace { what, owner, count } = place;
        let cells = self.cells.clone().unwrap_or_else(|| (0..count).collect());
        if let Some(cell) = cells.iter().find(|cell| **cell >= count) {
            return Err(SimulationError::Record {
                fault: format!(
                    "{what} {cell} of {owner} cannot be recorded: it has {count} {what}s"
                ),
            });
        }
        let step = simulation.time_step().si();
        let interval = self.interval.map_or(step, Measured::si);
        let what = || format!("the recording interval of {owner}");
        let interval = whole_steps(what, interval, step)?;
        if interval == 0 {
            return Err(SimulationError::Record {
                fault: format!(
                    "{} is zero, and the least is one time step, {}",
                    what(),
                    Time::show(step)
                ),
            });
        }
        Ok(Place::Trace {
            at,
            cells,
            interval,
        })
    }
}

/// A recorded state: samples from the start of recording on, at equal intervals.
///
/// `cell` counts the recorded cells: 0 is the first of those given to `.cells(...)`.
#[derive(Clone, Copy, Debug)]
pub struct Trace<'a, Q> {
    values: &'a [f64],
    cells: usize,
    start: u64,
    interval: u64,
    step: f64,
    of: PhantomData<fn() -> Q>,
}

impl<'a, Q: Measured> Record<'a> for Trace<'static, Q> {
    type View = Trace<'a, Q>;

    #[allow(private_interfaces)]
    fn view(recorder: &'a Recorder, step: f64) -> Trace<'a, Q> {
        let (cells, interval) = match &recorder.place {
            Place::Trace {
                cells, interval, ..
            } => (cells.len(), *interval),
            Place::Spikes { .. } => (0, 1),
        };
        Trace {
            values: &recorder.values,
            cells,
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
        self.values.len().checked_div(self.cells).unwrap_or(0)
    }

    /// Whether there is no sample.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of recorded cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The time of each sample.
    pub fn times(&self) -> impl Iterator<Item = Time> + '_ {
        let time = |k| (self.start + k as u64 * self.interval) as f64 * self.step;
        (0..self.len()).map(move |k| Time::from_si(time(k)))
    }

    /// The samples of one recorded cell; empty if there is no such cell.
    pub fn of(&self, cell: usize) -> impl Iterator<Item = Q> + '_ {
        let samples = if cell < self.cells { self.len() } else { 0 };
        (0..samples).map(move |k| Q::from_si(self.values[k * self.cells + cell]))
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
            cell < self.cells,
            "cell {cell} is not among the {} recorded",
            self.cells
        );
        Q::from_si(self.values[self.values.len() - self.cells + cell])
    }
}
