//! What is kept of a run, read back as quantities.

mod kernel;
mod population_rate;
mod spikes;
mod trace;

use std::marker::PhantomData;

pub use kernel::{Kernel, KernelError};
pub use spikes::{SpikeProbe, Spikes};
pub use trace::{Trace, TraceProbe};

pub(crate) use trace::Cells;

use crate::network::Address;
use crate::simulation::{Current, Group, Release, Simulation, SimulationError};

/// Something that can be recorded: `population.spikes()`, `population.trace(Lif::V)`.
pub trait Probe {
    /// What is read back.
    type Record;

    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn place(&self, simulation: &Simulation) -> Result<Place, SimulationError>;
}

/// A record of a simulation, to be read with [`Simulation::read`].
#[derive(Debug)]
pub struct Recorded<R> {
    pub(crate) address: Address,
    of: PhantomData<fn() -> R>,
}

/// A kind of record.
pub trait Record<'a> {
    /// How it is read.
    type View;

    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn view(recorder: &'a Recorder, step: f64) -> Self::View;
}

/// What a recorder looks at.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Spikes {
        source: usize,
        cells: usize,
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
    /// A population or a projection, by its name.
    pub(crate) owner: String,
    pub(crate) count: usize,
}

/// All recorders of a simulation.
#[derive(Debug, Default)]
pub(crate) struct Recorders(Vec<Recorder>);

#[derive(Debug)]
pub(crate) struct Recorder {
    address: Address,
    pub(crate) place: Place,
    /// The partition that each recorded cell is in.
    owners: Vec<usize>,
    /// The step at which it began.
    pub(crate) start: u64,
    /// The latest step that it knows.
    pub(crate) end: u64,
    /// Steps and cells of spikes.
    pub(crate) spikes: Vec<(u64, u32)>,
    /// How long before the end of its step each was fired; empty if all are on the grid.
    pub(crate) early: Vec<f64>,
    /// Values of all cells, sample by sample.
    pub(crate) values: Vec<f64>,
}

impl Recorders {
    pub(crate) fn add<R>(&mut self, place: Place, owners: Vec<usize>, now: u64) -> Recorded<R> {
        let address = Address::new(self.0.len());
        self.0.push(Recorder {
            address,
            place,
            owners,
            start: now,
            end: now,
            spikes: Vec::new(),
            early: Vec::new(),
            values: Vec::new(),
        });
        Recorded {
            address,
            of: PhantomData,
        }
    }

    /// The recorder, unless it is one of another simulation.
    pub(crate) fn get(&self, address: Address) -> Option<&Recorder> {
        let recorder = self.0.get(address.index)?;
        (recorder.address == address).then_some(recorder)
    }

    /// Takes over what the samplers of all partitions have seen up to this step; each partition has one for each recorder.
    pub(crate) fn collect(&mut self, partitions: &mut [&mut [Sampler]], now: u64) {
        for (index, recorder) in self.0.iter_mut().enumerate() {
            recorder.end = now;
            let samplers = partitions.iter_mut().map(|samplers| &mut samplers[index]);
            recorder.collect(&mut samplers.collect::<Vec<_>>());
        }
    }
}

impl Recorder {
    fn collect(&mut self, samplers: &mut [&mut Sampler]) {
        for sampler in &mut *samplers {
            self.spikes.append(&mut sampler.spikes);
            self.early.append(&mut sampler.early);
        }
        if let [sampler] = samplers {
            return self.values.append(&mut sampler.values);
        }
        let mut parts: Vec<_> = samplers.iter_mut().map(|s| s.values.drain(..)).collect();
        while !self.owners.is_empty() {
            let sample = self.owners.iter().map(|owner| parts[*owner].next());
            let sample: Option<Vec<f64>> = sample.collect();
            // Where a run failed, some partitions may have seen more than others.
            let Some(sample) = sample else { break };
            self.values.extend(sample);
        }
    }
}

/// The part of a recorder that looks at the cells of one partition.
#[derive(Debug)]
pub(crate) struct Sampler {
    /// With the numbers that cells have in the partition; nothing where none is there.
    pub(crate) place: Option<Place>,
    start: u64,
    spikes: Vec<(u64, u32)>,
    early: Vec<f64>,
    values: Vec<f64>,
}

/// What can be seen of a partition at a step.
pub(crate) struct Sight<'a> {
    pub(crate) step: u64,
    /// In seconds.
    pub(crate) time: f64,
    pub(crate) group: &'a dyn Fn(usize) -> Option<&'a dyn Group>,
    pub(crate) plasticity: &'a dyn Fn(usize) -> Option<&'a dyn Release>,
}

impl Sampler {
    pub(crate) fn new(place: Option<Place>, start: u64) -> Self {
        Sampler {
            place,
            start,
            spikes: Vec::new(),
            early: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Keeps the spikes of a step: cells, and how long before its end they fired.
    pub(crate) fn sample_spikes<'a>(
        &mut self,
        step: u64,
        of: impl Fn(usize) -> (&'a [u32], &'a [f64]),
    ) {
        if let Some(Place::Spikes { source, .. }) = self.place {
            let (cells, early) = of(source);
            self.spikes.extend(cells.iter().map(|cell| (step, *cell)));
            self.early.extend_from_slice(early);
        }
    }

    /// The receptor of which it keeps something at this step, with its population, and of which cells or synapses.
    pub(crate) fn looks_at(&self, step: u64) -> Option<(usize, usize, &[usize])> {
        let (at, cells) = self.place.as_ref()?.traced(step - self.start)?;
        match at {
            TracePlace::Synapse {
                population,
                receptor,
                ..
            }
            | TracePlace::Readout {
                population,
                receptor,
            } => Some((population, receptor, cells)),
            _ => None,
        }
    }

    /// Keeps the states at a step.
    pub(crate) fn sample_states(&mut self, sight: &Sight<'_>) {
        let place = self.place.as_ref();
        let traced = place.and_then(|place| place.traced(sight.step - self.start));
        let Some((at, cells)) = traced else {
            return;
        };
        let values = &mut self.values;
        if let TracePlace::Plasticity { delivery, state } = at {
            let plasticity = (sight.plasticity)(delivery).into_iter();
            values.extend(plasticity.flat_map(|p| {
                let value = move |cell: &usize| p.state(state, *cell, sight.step);
                cells.iter().map(value)
            }));
        } else {
            at.sample(cells, sight.time, sight.group, values);
        }
    }
}

impl Place {
    /// What is traced so many steps after the start, if anything is then, and of which cells.
    fn traced(&self, steps: u64) -> Option<(TracePlace, &[usize])> {
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
            Place::Spikes { .. } => (owner == 0).then(|| self.clone()),
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

    fn sample<'a>(
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
                values.extend(cells.iter().map(|cell| group.state(state, *cell)));
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
