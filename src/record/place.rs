//! What is recorded, and where it is found.

use crate::simulation::{Current, Group, SimulationError};

/// What a recorder looks at.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Spikes {
        source: usize,
        /// How many cells it has.
        cells: usize,
        /// Those that are recorded, if not all.
        only: Option<Vec<usize>>,
    },
    Rate {
        source: usize,
        /// In steps.
        bin: u64,
        /// The rate if one spike is fired in a bin, in hertz.
        of_one: f64,
    },
    Trace {
        at: TracePlace,
        cells: Vec<usize>,
        interval: u64,
    },
}

/// A state or readout of a population.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TracePlace {
    State {
        population: usize,
        state: usize,
    },
    Definition {
        population: usize,
        definition: usize,
    },
    Synapse {
        population: usize,
        receptor: usize,
        state: usize,
    },
    Readout {
        population: usize,
        receptor: usize,
    },
    Junctions {
        population: usize,
        currents: [Option<Current>; 2],
    },
    Plasticity {
        delivery: usize,
        state: usize,
    },
}

/// What can be recorded at a place: so many cells, synapses or connections.
pub(crate) struct RecordedPlace {
    /// One of them.
    pub(crate) what: &'static str,
    /// Whose they are: of a population or of a projection.
    pub(crate) of: &'static str,
    /// The name of that.
    pub(crate) name: String,
    pub(crate) count: usize,
}

impl RecordedPlace {
    /// A population or a projection, by its name.
    pub(super) fn owner(&self) -> String {
        format!("{} `{}`", self.of, self.name)
    }

    /// Whether all of these are there.
    pub(super) fn has(&self, cells: &[usize]) -> Result<(), SimulationError> {
        let (what, count) = (self.what, self.count);
        match cells.iter().find(|cell| **cell >= count) {
            None => Ok(()),
            Some(cell) => Err(SimulationError::Record {
                fault: format!(
                    "{what} {cell} of {} cannot be recorded: it has {count} {what}s",
                    self.owner()
                ),
            }),
        }
    }
}

impl Place {
    /// The population or source whose spikes are looked at, and not its states.
    pub(crate) fn source(&self) -> Option<usize> {
        match self {
            Place::Spikes { source, .. } | Place::Rate { source, .. } => Some(*source),
            Place::Trace { .. } => None,
        }
    }

    /// The most bytes that are kept of a step of a network, but for cells that fire more than once in it.
    pub(crate) fn bytes_per_step(&self) -> usize {
        match self {
            Place::Spikes { cells, only, .. } => {
                let cells = only.as_ref().map_or(*cells, Vec::len);
                cells * size_of::<(u64, u32)>()
            }
            Place::Rate { .. } => size_of::<f64>(),
            Place::Trace {
                cells, interval, ..
            } => (cells.len() * size_of::<f64>()).div_ceil(*interval as usize),
        }
    }

    /// What is traced so many steps after the start, if anything is then, and of which cells.
    pub(super) fn traced(&self, steps: u64) -> Option<(TracePlace, &[usize])> {
        match self {
            Place::Trace {
                at,
                cells,
                interval,
            } if steps.is_multiple_of(*interval) => Some((*at, cells)),
            _ => None,
        }
    }

    /// The same of some of its cells only, where there are any, with other numbers.
    pub(crate) fn of(
        &self,
        owners: &[usize],
        owner: usize,
        number: impl Fn(usize) -> usize,
    ) -> Option<Self> {
        match self {
            Place::Spikes { .. } | Place::Rate { .. } => (owner == 0).then(|| self.clone()),
            Place::Trace {
                at,
                cells,
                interval,
            } => {
                let own = cells
                    .iter()
                    .zip(owners)
                    .filter(|(_, other)| **other == owner);
                let cells: Vec<usize> = own.map(|(cell, _)| number(*cell)).collect();
                let (at, interval) = (*at, *interval);
                (!cells.is_empty()).then_some(Place::Trace {
                    at,
                    cells,
                    interval,
                })
            }
        }
    }
}

impl TracePlace {
    /// The population whose cells are numbered, unless it is something else that is.
    pub(crate) fn population(self) -> Option<usize> {
        match self {
            TracePlace::State { population, .. }
            | TracePlace::Definition { population, .. }
            | TracePlace::Synapse { population, .. }
            | TracePlace::Readout { population, .. }
            | TracePlace::Junctions { population, .. } => Some(population),
            TracePlace::Plasticity { .. } => None,
        }
    }

    pub(super) fn sample<'a>(
        self,
        cells: &[usize],
        time: f64,
        groups: impl Fn(usize) -> Option<&'a dyn Group>,
        values: &mut Vec<f64>,
    ) {
        let Some(group) = self.population().and_then(&groups) else {
            return;
        };
        match self {
            TracePlace::State { state, .. } => {
                group.states(state, cells, values);
            }
            TracePlace::Definition { definition, .. } => {
                let value = |cell: &usize| group.definition(definition, *cell, time);
                values.extend(cells.iter().map(value));
            }
            TracePlace::Synapse {
                receptor, state, ..
            } => {
                let receptor = group.receptor(receptor);
                values.extend(cells.iter().map(|cell| receptor.state(state, *cell)));
            }
            TracePlace::Readout { receptor, .. } => {
                let receptor = group.receptor(receptor);
                values.extend(cells.iter().map(|cell| receptor.readout(*cell)));
            }
            TracePlace::Junctions { currents, .. } => {
                let current = |cell: usize, current: Current| {
                    let potential = |k| {
                        groups(current.from).map_or(f64::NAN, |from| from.state(current.state, k))
                    };
                    let side = group.side(current.side);
                    let own = group.state(group.membrane(side.port), cell);
                    side.current_into(cell, own, potential)
                };
                let sum = |cell: &usize| {
                    currents
                        .iter()
                        .flatten()
                        .map(|c| current(*cell, *c))
                        .sum::<f64>()
                };
                values.extend(cells.iter().map(sum));
            }
            TracePlace::Plasticity { .. } => {}
        }
    }
}
