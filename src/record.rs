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
    started: bool,
}

impl Recorders {
    pub(crate) fn add<R>(&mut self, place: Place, now: u64) -> Recorded<R> {
        let address = Address::new(self.0.len());
        self.0.push(Recorder {
            address,
            place,
            start: now,
            end: now,
            spikes: Vec::new(),
            early: Vec::new(),
            values: Vec::new(),
            started: false,
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

    /// Keeps what each recorder wants of the step, once.
    pub(crate) fn sample<'a>(
        &mut self,
        step: u64,
        time: f64,
        spikes: impl Fn(usize) -> (&'a [u32], &'a [f64]),
        group: impl Fn(usize) -> Option<&'a dyn Group>,
        plasticity: impl Fn(usize) -> Option<&'a dyn Release>,
    ) {
        for recorder in &mut self.0 {
            if recorder.started && recorder.end == step {
                continue;
            }
            recorder.started = true;
            recorder.end = step;
            match &recorder.place {
                Place::Spikes { source, .. } => {
                    let (cells, early) = spikes(*source);
                    recorder
                        .spikes
                        .extend(cells.iter().map(|cell| (step, *cell)));
                    recorder.early.extend_from_slice(early);
                }
                Place::Trace {
                    at,
                    cells,
                    interval,
                } => {
                    if !(step - recorder.start).is_multiple_of(*interval) {
                        continue;
                    }
                    let values = &mut recorder.values;
                    if let TracePlace::Plasticity { delivery, state } = *at {
                        let plasticity = plasticity(delivery).into_iter();
                        values.extend(plasticity.flat_map(|p| {
                            cells.iter().map(move |cell| p.state(state, *cell, step))
                        }));
                    } else {
                        at.sample(cells, time, &group, values);
                    }
                }
            }
        }
    }
}

impl TracePlace {
    fn sample<'a>(
        self,
        cells: &[usize],
        time: f64,
        groups: impl Fn(usize) -> Option<&'a dyn Group>,
        values: &mut Vec<f64>,
    ) {
        let (TracePlace::State { population, .. }
        | TracePlace::Definition { population, .. }
        | TracePlace::Synapse { population, .. }
        | TracePlace::Readout { population, .. }
        | TracePlace::Junctions { population, .. }) = self
        else {
            return;
        };
        let Some(group) = groups(population) else {
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
