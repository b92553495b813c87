//! The part of a simulation that one thread owns: some cells of every population, and all that reaches them.
//!
//! Nobody else writes there, and nothing is shared but spikes, which are handed over between steps (`exchange`). What
//! reaches a cell is added in an order that does not depend on which partition the cell is in, so the bits do not depend on
//! the number of partitions.

use std::ops::Range;
use std::sync::Arc;

use super::SimulationError;
use super::cells::Group;
use super::clock::{Clock, Part};
use super::delivery::{Delivery, Due, History, Released};
use super::drive::{self, Drive};
use super::junction::Junctions;
use super::regular::Regular;
use super::report::{MemoryReport, ProjectionReport, Report};
use super::route::{self, Leg, Route};
use super::wiring::{Drawn, Facts};
use crate::connections::Connections;
use crate::dispatch::Level;
use crate::model::LANES;
use crate::record::{Sampler, Sight, TracePlace};
use crate::solver::column::Lanes;
use crate::source::Emit;

pub(crate) struct Partition {
    /// In the order of the network.
    pub(super) members: Vec<MemberInPart>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) routes: Vec<Route>,
    pub(super) drives: Vec<Drive>,
    pub(super) regulars: Vec<Regular>,
    /// Of all members, behind one another.
    pub(super) inboxes: Vec<Lanes>,
    pub(super) junctions: Junctions,
    pub(super) samplers: Vec<Sampler>,
    pub(super) clock: Clock,
}

/// A population or a source from outside: its cells in this partition, and the latest spikes of all of its cells.
pub(super) struct MemberInPart {
    pub(super) history: History,
    /// Which of its cells are here.
    pub(super) range: Range<usize>,
    /// Which of the inboxes are those of its cells, in blocks.
    pub(super) inboxes: Range<usize>,
    /// Whether its spikes have to be listed.
    pub(super) is_heard: bool,
    /// How many spikes all of its cells have fired, as far as they were listed.
    pub(super) fired: u64,
    pub(super) cells: Emitter,
}

pub(super) enum Emitter {
    Cells(Box<dyn Group>),
    Source(Box<dyn Emit>),
    /// All cells are in other partitions.
    Elsewhere,
}

impl MemberInPart {
    pub(super) fn group(&self) -> Option<&dyn Group> {
        match &self.cells {
            Emitter::Cells(group) => Some(group.as_ref()),
            _ => None,
        }
    }

    pub(super) fn group_mut(&mut self) -> Option<&mut dyn Group> {
        match &mut self.cells {
            Emitter::Cells(group) => Some(group.as_mut()),
            _ => None,
        }
    }
}

/// Which cells of so many are in the partition of this number: whole blocks, as equally as can be; the first has some in any case.
pub(super) fn share(cells: usize, number: usize, partitions: usize) -> Range<usize> {
    let blocks = cells.div_ceil(LANES);
    let bound = |number: usize| ((blocks * number).div_ceil(partitions) * LANES).min(cells);
    bound(number)..bound(number + 1)
}

/// The first projection onto a member whose synapses have diverged at a cell: a membrane is often beyond all numbers before they are.
fn diverged(
    deliveries: &[Delivery],
    member: usize,
    group: &mut dyn Group,
    cell: usize,
    inboxes: &[Lanes],
) -> Option<usize> {
    let mut projections = deliveries.iter();
    projections.position(|delivery| {
        let receptor = delivery.receptor.filter(|_| delivery.target == member);
        receptor.is_some_and(|receptor| {
            group.take_up(receptor, &[cell], inboxes);
            // In units of the SI nothing is as large; false for what is not a number.
            let is_physical = group.receptor(receptor).readout(cell).abs() < 1e100;
            !is_physical
        })
    })
}

/// How many steps partitions make without news of each other where no spikes go from one to another.
const FAR: u32 = 100;

/// What all partitions of a simulation know.
#[derive(Clone, Copy)]
pub(super) struct Common<'a> {
    pub(super) level: Level,
    /// In seconds.
    pub(super) step: f64,
    /// The names of populations and sources.
    pub(super) names: &'a [String],
    pub(super) projections: &'a [ProjectionReport],
}

impl<'a> Common<'a> {
    /// Of parts of a simulation, since another part of it, the partitions, is lent at the same time.
    pub(super) fn new(level: Level, step: f64, names: &'a [String], report: &'a Report) -> Self {
        Common {
            level,
            step,
            names,
            projections: &report.projections,
        }
    }
}

/// What went wrong in a partition, and where: of several failures the one of the earliest step and then the first member is told, as
/// on one thread.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) step: u64,
    pub(super) member: usize,
    pub(super) error: Box<SimulationError>,
}

impl Partition {
    /// One step, in the order of the contract; who fires among the cells here is listed for each member.
    ///
    /// Arrivals go into inboxes first: a delay of at least one step means that
    /// the spikes which arrive at the end of this step have been fired before it. Where an inbox is the state of a synapse, to which
    /// they are added at the end of the step, they follow after it.
    pub(super) fn advance(
        &mut self,
        common: Common<'_>,
        now: u64,
        fired: &mut [Vec<u32>],
    ) -> Result<(), Failure> {
        let Common {
            level, step, names, ..
        } = common;
        let (start, next) = (now as f64 * step, now + 1);
        self.receive(level, next);
        self.deliver(level, next, Due::BeforeStep);
        self.junctions
            .exchange(now, &mut self.members, &self.inboxes);
        self.clock.end(Part::Delivery);
        let members = self.members.iter_mut().zip(fired).zip(names).enumerate();
        for (index, ((member, fired), name)) in members {
            let failure = |error| Failure {
                step: now,
                member: index,
                error: Box::new(error),
            };
            match &mut member.cells {
                Emitter::Cells(group) => {
                    let inboxes = &mut self.inboxes[member.inboxes.clone()];
                    if let Err(unfit) = group.step(level, start, inboxes, fired) {
                        let cell = unfit.cell - member.range.start;
                        let from = diverged(&self.deliveries, index, group.as_mut(), cell, inboxes);
                        let from = from.and_then(|from| common.projections.get(from));
                        let from = from.map(|projection| projection.name.clone());
                        return Err(failure(unfit.error(name, next as f64 * step, from)));
                    }
                    member.history.set_early(next, group.early());
                }
                Emitter::Source(_) if !member.is_heard => {}
                Emitter::Source(emitter) => {
                    let emitted = emitter.emit(level, next, fired);
                    let middle = (next as f64 - 0.5) * step;
                    emitted.map_err(|wrong| failure(wrong.error(name, middle)))?;
                }
                Emitter::Elsewhere => {}
            }
        }
        self.clock.end(Part::Cells);
        self.deliver(level, next, Due::AfterStep);
        self.clock.end(Part::Delivery);
        Ok(())
    }

    /// Hands over what arrives at the time of this step where there are no inboxes.
    fn receive(&mut self, level: Level, step: u64) {
        for delivery in &mut self.deliveries {
            // Taken out meanwhile, since a population may be its own target.
            let history = std::mem::take(&mut self.members[delivery.source].history);
            if let Some(sent) = step.checked_sub(1) {
                delivery.release(sent, &history);
            }
            if let Some(group) = self.members[delivery.target].group_mut() {
                delivery.deliver(level, step, &history, group);
            }
            self.members[delivery.source].history = history;
        }
    }

    /// Adds to the inboxes what arrives at the time of this step and is due now.
    fn deliver(&mut self, level: Level, step: u64, due: Due) {
        for drive in self.drives.iter().filter(|drive| drive.due == due) {
            if let Some(inbox) = self.inbox(drive.projection) {
                let inbox = &mut self.inboxes[inbox];
                level.run(drive::Deliver { drive, step, inbox });
            }
        }
        for regular in self.regulars.iter().filter(|regular| regular.due == due) {
            if let Some(inbox) = self.inbox(regular.projection) {
                let (history, inbox) = (
                    &self.members[regular.source].history,
                    &mut self.inboxes[inbox],
                );
                regular.deliver(level, step, history, inbox);
            }
        }
        for route in self.routes.iter_mut().filter(|route| route.due() == due) {
            let history = &self.members[route.source()].history;
            let plastic = route.plastic();
            let released = plastic.map(|projection| &self.deliveries[projection].released);
            route.deliver(level, step, history, released, &mut self.inboxes);
        }
    }

    /// Makes the inboxes, once the cells are prepared.
    pub(super) fn lay_out(&mut self) {
        let mut blocks = 0;
        for member in &mut self.members {
            let count = member.group().map_or(0, Group::inboxes);
            let size = count * member.range.len().div_ceil(LANES);
            member.inboxes = blocks..blocks + size;
            blocks += size;
        }
        self.inboxes = route::inboxes(blocks);
        for member in &self.members {
            if let Some(group) = member.group() {
                group.hand_over(&mut self.inboxes[member.inboxes.clone()]);
            }
        }
    }

    /// Takes from the connections that leave a source what leads to inboxes here.
    pub(super) fn take(&mut self, drawn: &[Drawn]) {
        let mut legs = Vec::new();
        for drawn in drawn {
            let (projection, connections) = (drawn.projection, &drawn.connections);
            let Some(inbox) = self.inbox(projection) else {
                continue;
            };
            let delivery = &self.deliveries[projection];
            let (due, targets) = (
                self.due(projection),
                self.members[delivery.target].range.clone(),
            );
            let alike = (connections.weight_of_all(), connections.delay_of_all());
            if let (Some(steady), (Some(weight), Some(delay))) = (&drawn.steady, alike) {
                self.drives.push(Drive {
                    projection,
                    due,
                    steady: steady.clone(),
                    weight,
                    delay: u64::from(delay),
                    first: targets.start,
                });
                continue;
            }
            if let (Some(pattern), (Some(weight), Some(delay))) = (drawn.pattern, alike) {
                self.regulars.push(Regular {
                    projection,
                    due,
                    source: self.deliveries[projection].source,
                    pattern,
                    weight,
                    delay: u64::from(delay),
                    first: targets.start,
                    count: targets.len(),
                });
                continue;
            }
            legs.push(Leg {
                projection,
                due,
                source: self.deliveries[projection].source,
                is_plastic: drawn.is_plastic,
                is_dense: drawn.is_dense,
                connections,
                targets,
                first: inbox.start * LANES,
            });
        }
        self.routes.extend(route::routes(&legs));
    }

    /// Takes note of what is known of all projections, and makes room for the spikes that are on their way.
    pub(super) fn finish(&mut self, facts: &[Facts]) {
        for (projection, facts) in facts.iter().enumerate() {
            let is_driven = self.is_driven(projection);
            let delivery = &mut self.deliveries[projection];
            delivery.facts = *facts;
            if delivery.plasticity.is_some() {
                delivery.released = Released::new(facts.longest);
            }
            let source = &mut self.members[delivery.source];
            source.history.lengthen(facts.longest);
            source.is_heard |= !is_driven;
        }
    }

    /// When the spikes of a projection are added to the inboxes here.
    fn due(&self, projection: usize) -> Due {
        let delivery = &self.deliveries[projection];
        let group = self.members[delivery.target].group();
        if group.is_some_and(|group| group.lives_in_inbox(delivery.receptor)) {
            Due::AfterStep
        } else {
            Due::BeforeStep
        }
    }

    fn is_driven(&self, projection: usize) -> bool {
        let mut drives = self.drives.iter();
        drives.any(|drive| drive.projection == projection)
    }

    /// The inbox of a projection, where it has cells here and its spikes only add their weight.
    fn inbox(&self, projection: usize) -> Option<Range<usize>> {
        let delivery = &self.deliveries[projection];
        let member = &self.members[delivery.target];
        let inbox = member.group()?.inbox(delivery.receptor)?;
        let blocks = member.range.len().div_ceil(LANES);
        let start = member.inboxes.start + inbox * blocks;
        Some(start..start + blocks)
    }

    /// How the spikes of a projection reach the cells, in words.
    pub(super) fn plan(&self, projection: usize) -> &'static str {
        if self.is_driven(projection) {
            return "drawn where they arrive";
        }
        let mut regulars = self.regulars.iter();
        if let Some(regular) = regulars.find(|regular| regular.projection == projection) {
            return regular.plan();
        }
        let mut plans = self.routes.iter().map(|route| route.plan(projection));
        match plans.find_map(|plan| plan) {
            Some(plan) => plan,
            None if self.deliveries[projection].facts.size == 0 => "none",
            None => "one by one, by the synapse",
        }
    }

    /// How many steps the partition can make without news of the others: as many as the shortest delay of spikes that are listed
    /// has, or one where spikes act on something when they are fired.
    pub(super) fn batch(&self) -> u32 {
        if self.needs_news() {
            return 1;
        }
        let listed = (0..self.deliveries.len()).filter(|projection| !self.is_driven(*projection));
        let delays = listed.filter_map(|projection| self.deliveries[projection].facts.shortest);
        delays.min().unwrap_or(FAR)
    }

    /// Who fires at the present among the cells that are here, of a source that was not listened to.
    pub(super) fn present(&mut self, common: Common<'_>, source: usize, now: u64) -> Vec<u32> {
        let mut fired = Vec::new();
        let member = &mut self.members[source];
        member.is_heard = true;
        if let Emitter::Source(emitter) = &mut member.cells {
            // A steady source has no wrong rates.
            let _ = emitter.emit(common.level, now, &mut fired);
        }
        fired
    }

    /// Hands spikes over one by one, each with its time, instead of adding them up in inboxes; `draw` gives the connections of a projection.
    pub(super) fn deliver_precisely(
        &mut self,
        draw: impl Fn(usize) -> Result<Connections, SimulationError>,
    ) -> Result<(), SimulationError> {
        self.routes.clear();
        self.drives.clear();
        self.regulars.clear();
        for member in &mut self.members {
            member.is_heard = true;
        }
        for (projection, delivery) in self.deliveries.iter_mut().enumerate() {
            delivery.connections = Some(Arc::new(draw(projection)?));
        }
        Ok(())
    }

    /// Whether a projection has to know of spikes one step after they were fired, however long they take.
    fn needs_news(&self) -> bool {
        self.deliveries.iter().any(|delivery| {
            let group = self.members[delivery.target].group();
            let has_inbox = group.is_none_or(|group| group.inbox(delivery.receptor).is_some());
            delivery.plasticity.is_some() || !has_inbox
        })
    }

    /// Takes in who fired at a step, all cells of a member together.
    pub(super) fn take_in(&mut self, step: u64, fired: &mut [Vec<u32>]) {
        for (member, fired) in self.members.iter_mut().zip(fired) {
            member.fired += fired.len() as u64;
            member.history.exchange(step, fired);
        }
        self.clock.end(Part::Exchange);
    }

    /// The cells that are numbered at a place, where it is cells and not synapses or connections.
    pub(super) fn numbered(&self, at: TracePlace) -> Option<&MemberInPart> {
        let member = &self.members[at.population()?];
        if let TracePlace::Synapse { receptor, .. } = at
            && member.group()?.receptor(receptor).synapses().is_some()
        {
            return None;
        }
        Some(member)
    }

    /// The number of the first cell that is here.
    pub(super) fn first(&self, at: TracePlace) -> usize {
        self.numbered(at).map_or(0, |member| member.range.start)
    }

    /// Lets the latest sampler see the present.
    pub(super) fn begin_sampling(&mut self, common: Common<'_>, step: u64) {
        if let Some(sampler) = self.samplers.pop() {
            let others = std::mem::replace(&mut self.samplers, vec![sampler]);
            self.sample_states(common, step);
            self.sample_spikes(step);
            let sampler = std::mem::replace(&mut self.samplers, others);
            self.samplers.extend(sampler);
        }
    }

    /// Lets the samplers see the states at this step.
    pub(super) fn sample_states(&mut self, common: Common<'_>, step: u64) {
        let looks = self
            .samplers
            .iter()
            .filter_map(|sampler| sampler.looks_at(step));
        for (population, receptor, cells) in looks {
            let member = &mut self.members[population];
            let inboxes = &self.inboxes[member.inboxes.clone()];
            if let Some(group) = member.group_mut() {
                group.take_up(receptor, cells, inboxes);
            }
        }
        let (members, deliveries) = (&self.members, &self.deliveries);
        let sight = Sight {
            step,
            time: step as f64 * common.step,
            group: &|k| members[k].group(),
            plasticity: &|k| deliveries[k].plasticity.as_deref(),
        };
        for sampler in &mut self.samplers {
            sampler.sample_states(&sight);
        }
        self.clock.end(Part::Records);
    }

    /// Lets the samplers see the spikes of this step, which have been taken in.
    pub(super) fn sample_spikes(&mut self, step: u64) {
        for sampler in &mut self.samplers {
            let history = |k: usize| &self.members[k].history;
            sampler.sample_spikes(step, |k| (history(k).at(step), history(k).early_at(step)));
        }
        self.clock.end(Part::Records);
    }

    /// How many bytes its parts take, but for what is recorded.
    pub(super) fn memory(&self) -> MemoryReport {
        let tables: usize = self.routes.iter().map(Route::bytes).sum();
        let kept = self
            .deliveries
            .iter()
            .filter_map(|d| d.connections.as_ref());
        let kept: usize = kept.map(|connections| connections.bytes()).sum();
        let groups = self.members.iter().filter_map(MemberInPart::group);
        let cells: usize = groups.map(Group::bytes).sum();
        let histories = self.members.iter().map(|member| member.history.bytes());
        MemoryReport {
            connections: tables + kept,
            cells: cells + size_of_val(&*self.inboxes),
            spikes: histories.sum(),
            records: self.samplers.iter().map(Sampler::bytes).sum(),
        }
    }
}
