//! From network to simulation: everything is drawn, every time put on the grid.

use std::sync::Arc;
use std::time::Duration;

use super::cells::Group;
use super::clock::Clock;
use super::delivery::{Delivery, History, Released};
use super::junction::{Junctions, pairs};
use super::partition::{Emitter, MemberInPart, Partition, share};
use super::report::{
    GapJunctionsReport, MemoryReport, PopulationReport, ProjectionReport, RunReport,
};
use super::wiring::{Facts, Wiring, on_own_threads};
use super::{Key, MakeReceptor, Member, Receptor, Report, Simulation, SimulationError, memory};
use crate::connections::{Connections, Rule};
use crate::dispatch::Level;
use crate::model::LANES;
use crate::network::{self, MemberEntry, Network, ProjectionEntry, ends_of};
use crate::positions::Places;
use crate::quantity::{Measured, Time};
use crate::record::Recorders;
use crate::solver::propagator::PropagatorError;
use crate::source::SourcePlace;

/// The simulation on so many threads at most, and the mean weight of each projection.
pub(super) fn simulation(
    network: &Network,
    step: f64,
    seed: u64,
    threads: usize,
) -> Result<(Simulation, Vec<Option<f64>>), SimulationError> {
    memory::suffices(network)?;
    let level = Level::detect();
    let (threads, reason) = number_of_threads(network, threads);
    let wiring = Wiring::new(network, step, seed);
    let kept = wiring.kept(threads)?;
    let grid = Grid { step, seed, level };
    // Side by side: no partition needs another one to be made.
    let numbers: Vec<usize> = (0..threads).collect();
    let built = on_own_threads(&numbers, |number| {
        build(network, &wiring, &kept, grid, *number, threads)
    });
    let built: Vec<Built> = built.into_iter().collect::<Result<_, _>>()?;
    let (mut partitions, mut of_first) = (Vec::with_capacity(threads), None);
    for built in built {
        partitions.push(built.partition);
        of_first.get_or_insert((built.receptors, built.gap_junctions));
    }
    let (receptors, gap_junctions) = of_first.unwrap_or_default();
    let facts = wiring.wire(&mut partitions, &kept)?;
    for partition in &mut partitions {
        partition.finish(&facts);
    }
    let batch = partitions.iter().map(Partition::batch).min().unwrap_or(1);
    let first = &partitions[0];
    let populations = receptors.into_iter().enumerate();
    let populations = populations.map(|(index, receptors)| {
        population_report(network, index, &first.members[index], receptors)
    });
    let report = Report {
        threads,
        threads_reason: reason,
        populations: populations.collect(),
        projections: projection_reports(network, &facts, first, step),
        gap_junctions,
        scale_warnings: Vec::new(),
        memory: MemoryReport::default(),
        run: RunReport::default(),
    };
    let entries = network.members().iter();
    let members = entries.clone().map(|entry| Member {
        address: entry.address,
        count: entry.member.count(),
    });
    let rules = network.projections().iter();
    let simulation = Simulation {
        step,
        seed,
        now: 0,
        level,
        members: members.collect(),
        names: entries.map(|entry| entry.name.clone()).collect(),
        partitions,
        batch: u64::from(batch),
        network: network.clone(),
        weights: rules.map(|projection| projection.weight.clone()).collect(),
        recorders: Recorders::default(),
        watch: None,
        elapsed: Duration::ZERO,
        keeping: Duration::ZERO,
        report,
    };
    let weights = facts.iter().map(|facts| facts.mean_weight).collect();
    Ok((simulation, weights))
}

/// A partition that is to be wired, the number of receptors of each population, and its gap junctions.
struct Built {
    partition: Partition,
    receptors: Vec<usize>,
    gap_junctions: Vec<GapJunctionsReport>,
}

fn build(
    network: &Network,
    wiring: &Wiring<'_>,
    kept: &[Option<Connections>],
    grid: Grid,
    number: usize,
    threads: usize,
) -> Result<Built, SimulationError> {
    let Grid { step, seed, .. } = grid;
    let own = kept.iter().zip(network.projections());
    let own = own.map(|(connections, projection)| {
        let cells = network.members()[projection.post].member.count();
        let own = share(cells, number, threads);
        connections.as_ref().map(|all| Arc::new(all.onto(own)))
    });
    let mut partition = partition(network, own.collect(), grid, number, threads)?;
    // A network with gap junctions has one partition.
    let members = &mut partition.members;
    let (junctions, gap_junctions) = join(network, members, wiring.places(), step, seed)?;
    partition.junctions = junctions;
    let receptors = connect(network, &mut partition, (number, threads), step, seed)?;
    partition.lay_out();
    Ok(Built {
        partition,
        receptors,
        gap_junctions,
    })
}

/// Time and chance.
#[derive(Clone, Copy)]
struct Grid {
    step: f64,
    seed: u64,
    level: Level,
}

/// How many threads a network has of those that are asked for, and why they are not more.
fn number_of_threads(network: &Network, threads: usize) -> (usize, Option<&'static str>) {
    let per_connection = |projection: &ProjectionEntry| projection.coupling.is_per_connection();
    let alone = if cfg!(all(target_family = "wasm", not(target_feature = "atomics"))) {
        Some("this machine has no threads")
    } else if !network.junctions().is_empty() {
        Some("gap junctions let cells see each other in every step")
    } else if network.projections().iter().any(per_connection) {
        Some("synapses that have a state for each connection are advanced by one thread")
    } else {
        None
    };
    if threads > 1 && alone.is_some() {
        return (1, alone);
    }
    let blocks = |entry: &MemberEntry| entry.member.count().div_ceil(LANES);
    let most = network
        .members()
        .iter()
        .map(blocks)
        .max()
        .unwrap_or(1)
        .max(1);
    if threads > most {
        return (most, Some("there are no more cells"));
    }
    (threads, None)
}

/// The cells that a partition has of every population, and what reaches them.
fn partition(
    network: &Network,
    kept: Vec<Option<Arc<Connections>>>,
    grid: Grid,
    number: usize,
    threads: usize,
) -> Result<Partition, SimulationError> {
    let Grid { step, seed, level } = grid;
    let mut members = Vec::new();
    for (index, entry) in network.members().iter().enumerate() {
        let mut history = History::new(0);
        let count = entry.member.count();
        let range = share(count, number, threads);
        // A steady source is listed for who needs a list; what others do is to be seen in any case.
        let mut is_heard = true;
        let cells = match &entry.member {
            _ if range.is_empty() => Emitter::Elsewhere,
            network::Member::Cells(cells) => Emitter::Cells(cells.realise(
                &entry.name,
                index as u32,
                seed,
                step,
                range.clone(),
            )?),
            network::Member::Source(source) => {
                let place = |cells| SourcePlace {
                    name: &entry.name,
                    index: index as u32,
                    step,
                    seed,
                    cells,
                };
                is_heard = source.steady(&place(0..count)).is_none();
                // Spikes at time zero are fired already.
                let mut fired = Vec::new();
                let emitted = source.begin(&place(0..count))?.emit(level, 0, &mut fired);
                emitted.map_err(|wrong| wrong.error(&entry.name, 0.0))?;
                history.exchange(0, &mut fired);
                let mut source = source.begin(&place(range.clone()))?;
                let emitted = source.emit(level, 0, &mut fired);
                emitted.map_err(|wrong| wrong.error(&entry.name, 0.0))?;
                Emitter::Source(source)
            }
        };
        members.push(MemberInPart {
            history,
            range,
            inboxes: 0..0,
            is_heard,
            fired: 0,
            cells,
        });
    }
    let mut deliveries = Vec::new();
    for (projection, connections) in network.projections().iter().zip(kept) {
        let sources = network.members()[projection.pre].member.count();
        let plasticity = projection.plasticity.as_ref();
        let plasticity = plasticity.map(|plasticity| plasticity.release(sources, step));
        let plasticity = plasticity.transpose();
        deliveries.push(Delivery {
            address: projection.address,
            source: projection.pre,
            target: projection.post,
            receptor: None,
            connections,
            facts: Facts::default(),
            released: Released::default(),
            plasticity: plasticity
                .map_err(|error| values_error("projection", &projection.name, error))?,
        });
    }
    Ok(Partition {
        members,
        deliveries,
        routes: Vec::new(),
        drives: Vec::new(),
        regulars: Vec::new(),
        inboxes: Vec::new(),
        junctions: Junctions::default(),
        samplers: Vec::new(),
        clock: Clock::default(),
    })
}

/// Tells the streams of gap junctions from those of projections.
const GAP_JUNCTIONS: u32 = 1 << 31;

/// Draws the gap junctions and joins the populations by them.
fn join(
    network: &Network,
    members: &mut [MemberInPart],
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
                network.members()[a].name
            ))
        })?;
        reports.push(GapJunctionsReport {
            name: entry.name.clone(),
            populations: [a, b].map(|population| network.members()[population].name.clone()),
            connectivity: entry.connectivity.describe(),
            conductance: entry.conductances.describe(),
            pairs: pairs.len(),
        });
        let sites = entry.sites.map(|site| (site.population.index, site.port));
        junctions.join(entry.address, sites, pairs, members);
    }
    junctions.flatten(step, members);
    Ok((junctions, reports))
}

/// Makes the receptors of the cells of every population, shared where projections have the same, and prepares the cells; says
/// how many receptors each population has.
fn connect(
    network: &Network,
    partition: &mut Partition,
    (number, threads): (usize, usize),
    step: f64,
    seed: u64,
) -> Result<Vec<usize>, SimulationError> {
    let Partition {
        members,
        deliveries,
        ..
    } = partition;
    let mut counts = Vec::new();
    for (target, (member, entry)) in members.iter_mut().zip(network.members()).enumerate() {
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
                cells: share(entry.member.count(), number, threads),
                step,
                seed,
                projection: index as u32,
                name: &projection.name,
                connections: deliveries[index].connections.as_ref(),
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
        counts.push(receptors.len());
        if let Some(group) = member.group_mut() {
            let wrong = |fault| SimulationError::Values {
                name: format!("population `{}`", entry.name),
                fault,
            };
            group.prepare(receptors, has_direct).map_err(wrong)?;
        }
    }
    Ok(counts)
}

fn projection_reports(
    network: &Network,
    facts: &[Facts],
    partition: &Partition,
    step: f64,
) -> Vec<ProjectionReport> {
    let reports = network.projections().iter().zip(facts).enumerate();
    let reports = reports.map(|(index, (entry, facts))| ProjectionReport {
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
        connections: facts.size,
        delivery: partition.plan(index),
    });
    reports.collect()
}

fn population_report(
    network: &Network,
    index: usize,
    member: &MemberInPart,
    receptors: usize,
) -> PopulationReport {
    let entry = &network.members()[index];
    let solver = member.group().map(Group::solver);
    PopulationReport {
        name: entry.name.clone(),
        model: entry.member.model(),
        count: entry.member.count(),
        receptors,
        method: solver.as_ref().map(|(method, _)| *method),
        reason: solver.map_or_else(String::new, |(_, reason)| reason),
        sub_steps: None,
        spikes: None,
    }
}

pub(super) fn values_error(kind: &str, name: &str, error: PropagatorError) -> SimulationError {
    SimulationError::Values {
        name: format!("{kind} `{name}`"),
        fault: error.to_string(),
    }
}
