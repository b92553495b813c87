//! From network to simulation: everything is drawn, every time put on the grid.

use std::sync::Arc;

use super::delivery::{Delivery, History, Released};
use super::junction::{Junctions, pairs};
use super::report::{GapJunctionsReport, PopulationReport, ProjectionReport};
use super::{
    Emitter, Key, MakeReceptor, Receptor, Report, Simulation, SimulationError, SourceInRun, emit,
    whole_steps,
};
use crate::connectivity::Connections;
use crate::dispatch::Level;
use crate::network::{Member, Network, ProjectionEntry};
use crate::quantity::{Measured, Time};
use crate::record::Recorders;
use crate::solver::propagator::PropagatorError;

pub(super) fn simulation(
    network: &Network,
    step: f64,
    seed: u64,
) -> Result<Simulation, SimulationError> {
    let delays = delays(network, step)?;
    let mut sources = Vec::new();
    for (index, entry) in network.members().iter().enumerate() {
        let leaving = network.projections().iter().zip(&delays);
        let longest = leaving
            .filter(|(projection, _)| projection.pre == index)
            .map(|(_, delay)| *delay)
            .max();
        let mut history = History::new(longest.unwrap_or(0));
        let cells = match &entry.member {
            Member::Cells(cells) => {
                Emitter::Cells(cells.realise(&entry.name, index as u32, seed, step)?)
            }
            Member::Given(times) => given(&entry.name, &times.spikes, step, &mut history)?,
        };
        sources.push(SourceInRun {
            address: entry.address,
            name: entry.name.clone(),
            history,
            count: entry.member.count(),
            cells,
        });
    }
    let mut deliveries = Vec::new();
    for (index, projection) in network.projections().iter().enumerate() {
        let (pre, post) = (
            sources[projection.pre].count,
            sources[projection.post].count,
        );
        let rows = projection.connectivity.rows(pre, post, seed, index as u32);
        let connections = Connections::new(rows, pre, projection.weight, delays[index]);
        let plasticity = projection.plasticity.as_ref();
        let plasticity = plasticity.map(|plasticity| plasticity.release(pre, step));
        let plasticity = plasticity.transpose();
        deliveries.push(Delivery {
            address: projection.address,
            source: projection.pre,
            target: projection.post,
            receptor: None,
            released: match projection.plasticity {
                Some(_) => Released::new(connections.longest_delay()),
                None => Released::default(),
            },
            connections: Arc::new(connections),
            plasticity: plasticity
                .map_err(|error| values_error("projection", &projection.name, error))?,
        });
    }
    let (junctions, gap_junctions) = join(network, &mut sources, step, seed)?;
    let mut report = connect(network, &mut sources, &mut deliveries, step, seed)?;
    report.gap_junctions = gap_junctions;
    Ok(Simulation {
        step,
        seed,
        now: 0,
        level: Level::detect(),
        sources,
        deliveries,
        junctions,
        recorders: Recorders::default(),
        report,
    })
}

/// Spikes are kept for as many steps as the longest delay has, so it must have an end.
const LONGEST_DELAY: u64 = 10_000_000;

/// The delay of each projection in steps.
fn delays(network: &Network, step: f64) -> Result<Vec<u64>, SimulationError> {
    let delay = |projection: &ProjectionEntry| {
        let Some(delay) = projection.delay else {
            return Ok(1);
        };
        if delay < step * (1.0 - 1e-9) {
            return Err(SimulationError::DelayTooShort {
                projection: projection.name.clone(),
                delay: Time::show(delay),
                step: Time::show(step),
            });
        }
        let what = || format!("the delay of projection `{}`", projection.name);
        let steps = whole_steps(what, delay, step)?;
        if steps > LONGEST_DELAY {
            return Err(SimulationError::Values {
                name: format!("projection `{}`", projection.name),
                fault: format!(
                    "the delay of {} has {steps} time steps, and {LONGEST_DELAY} is the most",
                    Time::show(delay)
                ),
            });
        }
        Ok(steps)
    };
    network.projections().iter().map(delay).collect()
}

/// Spike times as steps; those at time zero are fired already.
fn given(
    name: &str,
    times: &[(usize, Time)],
    step: f64,
    history: &mut History,
) -> Result<Emitter, SimulationError> {
    let mut spikes = Vec::with_capacity(times.len());
    for (cell, time) in times {
        let what = || format!("the time of a spike of cell {cell} of `{name}`");
        spikes.push((whole_steps(what, time.si(), step)?, *cell as u32));
    }
    spikes.sort_unstable();
    let mut past = 0;
    emit(&spikes, &mut past, 0, history.renew(0));
    Ok(Emitter::Given { spikes, past })
}

/// Tells the streams of gap junctions from those of projections.
const GAP_JUNCTIONS: u32 = 1 << 31;

/// Draws the gap junctions and joins the populations by them.
fn join(
    network: &Network,
    sources: &mut [SourceInRun],
    step: f64,
    seed: u64,
) -> Result<(Junctions, Vec<GapJunctionsReport>), SimulationError> {
    let (mut junctions, mut reports) = (Junctions::default(), Vec::new());
    for (index, entry) in network.junctions().iter().enumerate() {
        let [a, b] = entry.sites.map(|site| site.population.index);
        let object = GAP_JUNCTIONS | index as u32;
        let (pre, post) = (sources[a].count, sources[b].count);
        let rows = entry.connectivity.rows(pre, post, seed, object);
        let pairs = pairs(&rows, pre, a == b, entry.conductances);
        let pairs = pairs.map_err(|cell| SimulationError::Values {
            name: format!("gap junctions `{}`", entry.name),
            fault: format!(
                "cell {cell} of population `{}` would be coupled with itself; `.without_self()` leaves it out",
                sources[a].name
            ),
        })?;
        reports.push(GapJunctionsReport {
            name: entry.name.clone(),
            populations: [a, b].map(|population| sources[population].name.clone()),
            connectivity: entry.connectivity.describe(),
            conductance: entry.conductances.describe(),
            pairs: pairs.len(),
        });
        let sites = entry.sites.map(|site| (site.population.index, site.port));
        junctions.join(entry.address, sites, pairs, sources);
    }
    junctions.flatten(step, sources);
    Ok((junctions, reports))
}

/// Makes the receptors of every population, shared where projections have the same, and prepares the cells.
fn connect(
    network: &Network,
    sources: &mut [SourceInRun],
    deliveries: &mut [Delivery],
    step: f64,
    seed: u64,
) -> Result<Report, SimulationError> {
    let mut populations = Vec::new();
    for (target, source) in sources.iter_mut().enumerate() {
        let mut receptors: Vec<Box<dyn Receptor>> = Vec::new();
        let mut keys: Vec<Option<Key>> = Vec::new();
        let mut has_direct = false;
        for (index, projection) in network.projections().iter().enumerate() {
            if projection.post != target {
                continue;
            }
            let key = projection.coupling.key();
            let shared = key
                .as_ref()
                .and_then(|key| keys.iter().position(|k| k.as_ref() == Some(key)));
            if shared.is_some() {
                deliveries[index].receptor = shared;
                continue;
            }
            let make = MakeReceptor {
                cells: source.count,
                step,
                seed,
                projection: index as u32,
                name: &projection.name,
                connections: &deliveries[index].connections,
                is_plastic: projection.plasticity.is_some(),
            };
            match projection.coupling.receptor(&make)? {
                None => has_direct = true,
                Some(receptor) => {
                    deliveries[index].receptor = Some(receptors.len());
                    receptors.push(receptor);
                    keys.push(key);
                }
            }
        }
        let shared = receptors.len();
        if let Emitter::Cells(group) = &mut source.cells {
            let wrong = |fault| SimulationError::Values {
                name: format!("population `{}`", source.name),
                fault,
            };
            group.prepare(receptors, has_direct).map_err(wrong)?;
        }
        populations.push(population_report(network, target, &source.cells, shared));
    }
    let projections = network
        .projections()
        .iter()
        .zip(deliveries)
        .map(|(entry, delivery)| ProjectionReport {
            name: entry.name.clone(),
            pre: network.members()[entry.pre].name.clone(),
            post: network.members()[entry.post].name.clone(),
            coupling: entry.coupling.describe(),
            connectivity: entry.connectivity.describe(),
            weight: entry.weight_text.clone(),
            delay: Time::show(delivery.connections.longest_delay() as f64 * step),
            connections: delivery.connections.len(),
        });
    let projections = projections.collect();
    Ok(Report {
        populations,
        projections,
        gap_junctions: Vec::new(),
    })
}

fn population_report(
    network: &Network,
    index: usize,
    cells: &Emitter,
    receptors: usize,
) -> PopulationReport {
    let entry = &network.members()[index];
    let solver = match cells {
        Emitter::Cells(group) => Some(group.solver()),
        Emitter::Given { .. } => None,
    };
    PopulationReport {
        name: entry.name.clone(),
        model: entry.member.model(),
        count: entry.member.count(),
        receptors,
        method: solver.as_ref().map(|(method, _)| *method),
        reason: solver.map_or_else(String::new, |(_, reason)| reason),
        sub_steps: None,
    }
}

pub(super) fn values_error(kind: &str, name: &str, error: PropagatorError) -> SimulationError {
    SimulationError::Values {
        name: format!("{kind} `{name}`"),
        fault: error.to_string(),
    }
}
