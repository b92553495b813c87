//! From network to simulation: everything is drawn, every time put on the grid.

use std::sync::Arc;

use super::delays;
use super::delivery::{Delivery, History, Released};
use super::junction::{Junctions, pairs};
use super::report::{GapJunctionsReport, PopulationReport, ProjectionReport};
use super::{
    Emitter, Key, MakeReceptor, Receptor, Report, Simulation, SimulationError, SourceInRun,
};
use crate::connections::{Connections, Place, Rule};
use crate::dispatch::Level;
use crate::network::{Member, Network, ends_of};
use crate::positions::Places;
use crate::quantity::{Measured, Time};
use crate::random::Purpose;
use crate::record::Recorders;
use crate::solver::propagator::PropagatorError;
use crate::source::SourcePlace;

pub(super) fn simulation(
    network: &Network,
    step: f64,
    seed: u64,
) -> Result<Simulation, SimulationError> {
    let level = Level::detect();
    let places = places(network, seed);
    let connections = (0..network.projections().len())
        .map(|index| connections_of(network, index, &places, step, seed))
        .collect::<Result<Vec<_>, _>>()?;
    let mut sources = Vec::new();
    for (index, entry) in network.members().iter().enumerate() {
        let leaving = network.projections().iter().zip(&connections);
        let longest = leaving
            .filter(|(projection, _)| projection.pre == index)
            .map(|(_, connections)| connections.longest())
            .max();
        let mut history = History::new(longest.unwrap_or(0));
        let cells = match &entry.member {
            Member::Cells(cells) => {
                Emitter::Cells(cells.realise(&entry.name, index as u32, seed, step)?)
            }
            Member::Source(source) => {
                let place = SourcePlace {
                    name: &entry.name,
                    index: index as u32,
                    step,
                    seed,
                };
                let mut source = source.begin(&place)?;
                // Spikes at time zero are fired already.
                let fired = source.emit(level, 0, history.renew(0));
                fired.map_err(|wrong| wrong.error(&entry.name, 0.0))?;
                Emitter::Source(source)
            }
        };
        sources.push(SourceInRun {
            address: entry.address,
            name: entry.name.clone(),
            history,
            count: entry.member.count(),
            cells,
        });
    }
    let projections = network.projections().iter().zip(connections);
    let mut deliveries = Vec::new();
    for (projection, connections) in projections {
        let sources = sources[projection.pre].count;
        let plasticity = projection.plasticity.as_ref();
        let plasticity = plasticity.map(|plasticity| plasticity.release(sources, step));
        let plasticity = plasticity.transpose();
        deliveries.push(Delivery {
            address: projection.address,
            source: projection.pre,
            target: projection.post,
            receptor: None,
            released: match projection.plasticity {
                Some(_) => Released::new(connections.longest()),
                None => Released::default(),
            },
            connections: Arc::new(connections),
            plasticity: plasticity
                .map_err(|error| values_error("projection", &projection.name, error))?,
        });
    }
    let weights = network.projections().iter();
    let weights = weights.map(|projection| projection.weight.clone());
    let (junctions, gap_junctions) = join(network, &mut sources, &places, step, seed)?;
    let mut report = connect(network, &mut sources, &mut deliveries, step, seed)?;
    report.gap_junctions = gap_junctions;
    Ok(Simulation {
        step,
        seed,
        now: 0,
        level,
        sources,
        deliveries,
        weights: weights.collect(),
        junctions,
        recorders: Recorders::default(),
        report,
    })
}

/// Where the cells of each population are, as drawn for this seed.
fn places(network: &Network, seed: u64) -> Vec<Option<Places>> {
    let members = network.members().iter().enumerate();
    let places = members.map(|(index, entry)| {
        let positions = entry.member.positions()?;
        Some(positions.places(entry.member.count(), seed, index as u32))
    });
    places.collect()
}

/// The connections of a projection with their weights and delays, as drawn for this seed.
fn connections_of(
    network: &Network,
    index: usize,
    places: &[Option<Places>],
    step: f64,
    seed: u64,
) -> Result<Connections, SimulationError> {
    let projection = &network.projections()[index];
    let wrong = |fault| SimulationError::Values {
        name: format!("projection `{}`", projection.name),
        fault,
    };
    let [pre, post] = [projection.pre, projection.post];
    let mut ends = ends_of(&network.members()[pre], &network.members()[post]);
    if let (Some(from), Some(to)) = (&places[pre], &places[post]) {
        ends = ends.at(from, to);
    }
    let number = index as u32;
    let rows = projection.connectivity.rows(&ends, seed, number);
    let rows = rows.map_err(wrong)?;
    let place = |purpose, what| Place {
        purpose,
        what,
        ends: &ends,
        seed,
        projection: number,
    };
    let weights = place(Purpose::Weights, ["weight", "weights"]);
    let weights = projection.weight.values(&rows, &weights).map_err(wrong)?;
    let (name, rule) = (&projection.name, projection.delay.as_ref());
    let delays = place(Purpose::Delays, ["delay", "delays"]);
    let delays = delays::delays(name, rule, &rows, &delays, step)?;
    Ok(Connections::new(rows, weights, delays))
}

/// Tells the streams of gap junctions from those of projections.
const GAP_JUNCTIONS: u32 = 1 << 31;

/// Draws the gap junctions and joins the populations by them.
fn join(
    network: &Network,
    sources: &mut [SourceInRun],
    places: &[Option<Places>],
    step: f64,
    seed: u64,
) -> Result<(Junctions, Vec<GapJunctionsReport>), SimulationError> {
    let (mut junctions, mut reports) = (Junctions::default(), Vec::new());
    for (index, entry) in network.junctions().iter().enumerate() {
        let [a, b] = entry.sites.map(|site| site.population.index);
        let object = GAP_JUNCTIONS | index as u32;
        let wrong = |fault| SimulationError::Values {
            name: format!("gap junctions `{}`", entry.name),
            fault,
        };
        let mut ends = ends_of(&network.members()[a], &network.members()[b]);
        if let (Some(from), Some(to)) = (&places[a], &places[b]) {
            ends = ends.at(from, to);
        }
        let rows = entry.connectivity.rows(&ends, seed, object);
        let rows = rows.map_err(wrong)?;
        let pairs = pairs(&rows, ends.sources(), a == b, entry.conductances);
        let pairs = pairs.map_err(|cell| {
            wrong(format!(
                "cell {cell} of population `{}` would be coupled with itself; `.without_self()` leaves it out",
                sources[a].name
            ))
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
            weight: entry.weight.describe(),
            delay: entry
                .delay
                .as_ref()
                .map_or_else(|| Time::show(step), Rule::describe),
            connections: delivery.connections.len(),
        });
    let projections = projections.collect();
    Ok(Report {
        populations,
        projections,
        gap_junctions: Vec::new(),
        scale_warnings: Vec::new(),
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
        Emitter::Source(_) => None,
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
