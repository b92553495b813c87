//! The part of a simulation that one thread owns: some cells of every population, and all that reaches them.
//!
//! Nobody else writes there, and nothing is shared but spikes, which are handed over between steps (`exchange`). What
//! reaches a cell is added in an order that does not depend on which partition the cell is in, so the bits do not depend on
//! the number of partitions.

use std::ops::Range;

use super::SimulationError;
use super::cells::Group;
use super::delivery::{Delivery, History};
use super::drive::{self, Drive};
use super::junction::Junctions;
use super::route::{self, Leg, Route};
use crate::connections::Connections;
use crate::dispatch::Level;
use crate::model::LANES;
use crate::network::Address;
use crate::record::{Sampler, Sight, TracePlace};
use crate::solver::column::Lanes;
use crate::source::{Emit, Steady, WrongRate};

pub(crate) struct Partition {
    /// In the order of the network.
    pub(super) members: Vec<MemberInPart>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) routes: Vec<Route>,
    pub(super) drives: Vec<Drive>,
    /// Of all members, behind one another.
    pub(super) inboxes: Vec<Lanes>,
    pub(super) junctions: Junctions,
    pub(super) samplers: Vec<Sampler>,
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

/// What all partitions of a simulation know.
#[derive(Clone, Copy)]
pub(super) struct Common<'a> {
    pub(super) level: Level,
    /// In seconds.
    pub(super) step: f64,
    /// The names of populations and sources.
    pub(super) names: &'a [String],
}

impl Partition {
    /// One step, in the order of the contract; who fires among the cells here is listed for each member.
    ///
    /// Arrivals go into inboxes first: a delay of at least one step means that
    /// the spikes which arrive at the end of this step have been fired before it.
    pub(super) fn advance(
        &mut self,
        common: Common<'_>,
        now: u64,
        fired: &mut [Vec<u32>],
    ) -> Result<(), SimulationError> {
        let Common { level, step, names } = common;
        let (start, next) = (now as f64 * step, now + 1);
        self.deliver(level, next);
        self.junctions
            .exchange(now, &mut self.members, &self.inboxes);
        let members = self.members.iter_mut().zip(fired).zip(names);
        for ((member, fired), name) in members {
            match &mut member.cells {
                Emitter::Cells(group) => {
                    let inboxes = &mut self.inboxes[member.inboxes.clone()];
                    let stepped = group.step(level, start, inboxes, fired);
                    stepped.map_err(|unfit| unfit.error(name, next as f64 * step))?;
                    member.history.set_early(next, group.early());
                }
                Emitter::Source(_) if !member.is_heard => {}
                Emitter::Source(emitter) => {
                    let emitted = emitter.emit(level, next, fired);
                    let middle = (next as f64 - 0.5) * step;
                    emitted.map_err(|wrong: WrongRate| wrong.error(name, middle))?;
                }
                Emitter::Elsewhere => {}
            }
        }
        Ok(())
    }

    /// Takes on what arrives at the time of this step.
    fn deliver(&mut self, level: Level, step: u64) {
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
        for drive in &self.drives {
            if let Some(inbox) = self.inbox(drive.projection) {
                let inbox = &mut self.inboxes[inbox];
                level.run(drive::Deliver { drive, step, inbox });
            }
        }
        for route in &mut self.routes {
            let history = &self.members[route.source()].history;
            let plastic = route.plastic();
            let released = plastic.map(|projection| &self.deliveries[projection].released);
            route.deliver(level, step, history, released, &mut self.inboxes);
        }
    }

    /// Makes the inboxes and what leads to them, once the cells are prepared; `steady` tells of a projection whether and which
    /// steady source drives the cells from this one on through it.
    pub(super) fn connect(&mut self, steady: impl Fn(usize, Range<usize>) -> Option<Steady>) {
        let mut blocks = 0;
        for member in &mut self.members {
            let count = member.group().map_or(0, Group::inboxes);
            let size = count * member.range.len().div_ceil(LANES);
            member.inboxes = blocks..blocks + size;
            blocks += size;
        }
        self.inboxes = route::inboxes(blocks);
        let mut legs = Vec::new();
        for (projection, delivery) in self.deliveries.iter().enumerate() {
            let range = self.members[delivery.target].range.clone();
            let connections = &delivery.connections;
            let alike = (connections.weight_of_all(), connections.delay_of_all());
            if let ((Some(weight), Some(delay)), false) = (alike, delivery.plasticity.is_some())
                && self.inbox(projection).is_some()
                && let Some(steady) = steady(projection, range.clone())
            {
                self.drives.push(Drive {
                    projection,
                    steady,
                    weight,
                    delay: u64::from(delay),
                    first: range.start,
                });
                continue;
            }
            self.members[delivery.source].is_heard = true;
            if let Some(inbox) = self.inbox(projection) {
                legs.push(Leg {
                    projection,
                    source: delivery.source,
                    is_plastic: delivery.plasticity.is_some(),
                    is_dense: delivery.is_dense,
                    connections,
                    first: inbox.start * LANES,
                });
            }
        }
        self.routes = route::routes(&legs);
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
        let mut drives = self.drives.iter();
        if drives.any(|drive| drive.projection == projection) {
            return "drawn where they arrive";
        }
        let mut plans = self.routes.iter().map(|route| route.plan(projection));
        match plans.find_map(|plan| plan) {
            Some(plan) => plan,
            None if self.deliveries[projection].connections.len() == 0 => "nothing",
            None => "one by one, by the synapse",
        }
    }

    /// The shortest delay of spikes that are listed.
    pub(super) fn shortest(&self) -> Option<u32> {
        let driven = |projection: &usize| {
            let mut drives = self.drives.iter();
            drives.any(|drive| drive.projection == *projection)
        };
        let listed = (0..self.deliveries.len()).filter(|projection| !driven(projection));
        listed
            .filter_map(|projection| self.deliveries[projection].connections.shortest())
            .min()
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

    /// Spikes are handed over one by one, each with its time, instead of into the inboxes.
    pub(super) fn deliver_precisely(&mut self) {
        self.routes.clear();
        self.drives.clear();
        for member in &mut self.members {
            member.is_heard = true;
        }
    }

    /// Whether a projection has to know of spikes one step after they were fired, however long they take.
    pub(super) fn needs_news(&self) -> bool {
        self.deliveries.iter().any(|delivery| {
            let group = self.members[delivery.target].group();
            let has_inbox = group.is_none_or(|group| group.inbox(delivery.receptor).is_some());
            delivery.plasticity.is_some() || !has_inbox
        })
    }

    /// Takes in who fired at a step, all cells of a member together.
    pub(super) fn take_in(&mut self, step: u64, fired: &mut [Vec<u32>]) {
        for (member, fired) in self.members.iter_mut().zip(fired) {
            member.history.exchange(step, fired);
        }
    }

    /// The connections of a projection onto cells that are here, and the number of the first of these, unless the projection
    /// belongs to another network.
    pub(super) fn connections(&self, projection: Address) -> Option<(usize, &Connections)> {
        let delivery = self.deliveries.get(projection.index)?;
        let first = self.members[delivery.target].range.start;
        (delivery.address == projection).then_some((first, &*delivery.connections))
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
    }

    /// Lets the samplers see the spikes of this step, which have been taken in.
    pub(super) fn sample_spikes(&mut self, step: u64) {
        for sampler in &mut self.samplers {
            let history = |k: usize| &self.members[k].history;
            sampler.sample_spikes(step, |k| (history(k).at(step), history(k).early_at(step)));
        }
    }
}
