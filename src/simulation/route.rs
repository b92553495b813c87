//! How spikes of a source reach the inboxes of a partition: the tables, chosen by what is known of the connections.
//!
//! All inboxes of a partition stand behind one another, and a place there is a slot. A table leads to one window of 65 536
//! slots, so that two bytes are a target and no index needs to be checked. Projections of one source whose connections are of one kind share
//! a table, since long rows cost less than many short ones.
//!
//! What reaches a slot is added in one order, whatever the partitions: route by route in the order of the projections, and in a
//! route first the spikes that were fired first, then by their sources, then by the row.

mod delayed;
mod matrix;
mod rows;

use std::ops::Range;

use super::delivery::{Due, History, Released};
use crate::connections::{Connections, sort_by_delay};
use crate::dispatch::{Level, flat, room};
use crate::model::LANES;
use crate::solver::column::Lanes;
use delayed::Delayed;
use matrix::Matrix;
use rows::Rows;

/// Slots of a window.
const WINDOW: usize = 1 << 16;

/// The inboxes to which a table leads, slot by slot.
type Window = [f64; WINDOW];

/// So many inboxes in whole windows.
pub(super) fn inboxes(blocks: usize) -> Vec<Lanes> {
    vec![Lanes::ZERO; blocks.next_multiple_of(WINDOW / LANES)]
}

/// From a source to a window of inboxes.
pub(super) struct Route {
    source: usize,
    window: usize,
    /// The projections that share it.
    projections: Vec<usize>,
    /// The projection whose short-term plasticity decides how much of a spike is released.
    plastic: Option<usize>,
    due: Due,
    table: Table,
}

enum Table {
    /// One weight and one delay, for most pairs of many.
    Dense(Matrix, f64, u32),
    /// One weight and one delay.
    Alike(Rows, f64, u32),
    /// A weight for each connection and one delay.
    Weighted(Rows, Weights, u32),
    /// A weight and a delay for each connection, in single or in double precision.
    Delayed(Delayed<f32>),
    DelayedDouble(Delayed<f64>),
}

/// In single precision where nothing is lost by it.
enum Weights {
    Single(Vec<f32>),
    Double(Vec<f64>),
}

/// A weight in a table.
trait Weight: Copy + Into<f64> {
    fn of(weight: f64) -> Self;
}

impl Weight for f32 {
    fn of(weight: f64) -> Self {
        weight as f32
    }
}

impl Weight for f64 {
    fn of(weight: f64) -> Self {
        weight
    }
}

/// The connections of a projection, and where those onto the cells of a partition lead.
pub(super) struct Leg<'a> {
    /// The number of the projection.
    pub(super) projection: usize,
    pub(super) due: Due,
    pub(super) source: usize,
    pub(super) is_plastic: bool,
    /// Whether so many pairs are connected that bits take less than lists.
    pub(super) is_dense: bool,
    pub(super) connections: &'a Connections,
    /// The cells that are in the partition.
    pub(super) targets: Range<usize>,
    /// The slot of the first of them.
    pub(super) first: usize,
}

/// What legs that share a route have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Alike {
        weight: u64,
        delay: u32,
        is_dense: bool,
    },
    Weighted {
        delay: u32,
    },
    Delayed,
}

impl Leg<'_> {
    fn kind(&self) -> Kind {
        match (
            self.connections.weight_of_all(),
            self.connections.delay_of_all(),
        ) {
            (Some(weight), Some(delay)) => Kind::Alike {
                weight: weight.to_bits(),
                delay,
                is_dense: self.is_dense && !self.is_plastic,
            },
            (None, Some(delay)) => Kind::Weighted { delay },
            (_, None) => Kind::Delayed,
        }
    }

    fn shares_with(&self, other: &Leg<'_>) -> bool {
        let are_static = !self.is_plastic && !other.is_plastic;
        are_static
            && self.due == other.due
            && self.source == other.source
            && self.kind() == other.kind()
    }
}

/// A connection on its way into a table.
#[derive(Clone, Copy)]
struct Link {
    slot: u16,
    weight: f64,
    delay: u32,
}

/// The routes that take all these legs.
pub(super) fn routes(legs: &[Leg<'_>]) -> Vec<Route> {
    let mut groups: Vec<Vec<&Leg<'_>>> = Vec::new();
    for leg in legs {
        match groups.iter_mut().find(|group| group[0].shares_with(leg)) {
            Some(group) => group.push(leg),
            None => groups.push(vec![leg]),
        }
    }
    let mut routes = Vec::new();
    for group in groups {
        let last = group.iter().map(|leg| leg.first + leg.targets.len());
        let windows = last.max().unwrap_or(0).div_ceil(WINDOW);
        routes.extend((0..windows).filter_map(|window| Route::new(&group, window)));
    }
    routes
}

impl Route {
    /// Nothing where no leg leads to the window.
    fn new(legs: &[&Leg<'_>], window: usize) -> Option<Self> {
        let slots = window * WINDOW..(window + 1) * WINDOW;
        let leads = |leg: &&Leg<'_>| {
            let end = leg.first + leg.targets.len();
            leg.first < slots.end && slots.start < end
        };
        if !legs.iter().any(leads) {
            return None;
        }
        let sources = legs[0].connections.sources();
        let links = legs
            .iter()
            .map(|leg| leg.connections.count_onto(&leg.targets));
        let links = links.sum();
        let is_single = legs.iter().all(|leg| leg.connections.is_single());
        let row = |source: usize, row: &mut Vec<Link>| collect(legs, &slots, source as u32, row);
        let table = match legs[0].kind() {
            Kind::Alike {
                weight,
                delay,
                is_dense: true,
            } => Table::Dense(Matrix::new(sources, row), f64::from_bits(weight), delay),
            Kind::Alike { weight, delay, .. } => {
                let rows = Rows::new(sources, links, row, |_| {});
                Table::Alike(rows, f64::from_bits(weight), delay)
            }
            Kind::Weighted { delay } => {
                let mut weights = room(links);
                let rows = Rows::new(sources, links, row, |link| weights.push(link.weight));
                let weights = if is_single {
                    Weights::Single(weights.into_iter().map(f32::of).collect())
                } else {
                    Weights::Double(weights)
                };
                Table::Weighted(rows, weights, delay)
            }
            Kind::Delayed => {
                let shortest = legs.iter().filter_map(|leg| leg.connections.shortest());
                let first_delay = shortest.min().unwrap_or(1);
                if is_single {
                    Table::Delayed(Delayed::new(sources, links, first_delay, row))
                } else {
                    Table::DelayedDouble(Delayed::new(sources, links, first_delay, row))
                }
            }
        };
        Some(Route {
            source: legs[0].source,
            window,
            projections: legs.iter().map(|leg| leg.projection).collect(),
            plastic: legs[0].is_plastic.then_some(legs[0].projection),
            due: legs[0].due,
            table,
        })
    }

    /// How a projection is delivered, if it is one of this route.
    pub(super) fn plan(&self, projection: usize) -> Option<&'static str> {
        self.projections
            .contains(&projection)
            .then_some(match self.table {
                Table::Dense(..) => "a bit for each pair, counted",
                Table::Alike(..) => "a list of targets, two bytes each",
                Table::Weighted(..) => "a list of targets with their weights",
                Table::Delayed(_) | Table::DelayedDouble(_) => {
                    "runs of targets with their weights, delay by delay"
                }
            })
    }

    pub(super) fn bytes(&self) -> usize {
        match &self.table {
            Table::Dense(matrix, ..) => matrix.bytes(),
            Table::Alike(rows, ..) => rows.bytes(),
            Table::Weighted(rows, Weights::Single(weights), _) => {
                rows.bytes() + size_of_val(&**weights)
            }
            Table::Weighted(rows, Weights::Double(weights), _) => {
                rows.bytes() + size_of_val(&**weights)
            }
            Table::Delayed(delayed) => delayed.bytes(),
            Table::DelayedDouble(delayed) => delayed.bytes(),
        }
    }

    /// From which member spikes come.
    pub(super) fn source(&self) -> usize {
        self.source
    }

    /// The projection with short-term plasticity, if it is one.
    pub(super) fn plastic(&self) -> Option<usize> {
        self.plastic
    }

    pub(super) fn due(&self) -> Due {
        self.due
    }

    /// Finds the spikes that are on their way at present among those of the latest steps.
    pub(super) fn resume(&mut self, now: u64, history: &History, released: Option<&Released>) {
        match &mut self.table {
            Table::Delayed(delayed) => delayed.resume(now, history, released),
            Table::DelayedDouble(delayed) => delayed.resume(now, history, released),
            Table::Dense(..) | Table::Alike(..) | Table::Weighted(..) => {}
        }
    }

    /// Adds the weights of all that arrives at the time of `step`.
    pub(super) fn deliver(
        &mut self,
        level: Level,
        step: u64,
        history: &History,
        released: Option<&Released>,
        inboxes: &mut [Lanes],
    ) {
        let (windows, _) = inboxes.as_chunks_mut::<{ WINDOW / LANES }>();
        let Some(window) = windows.get_mut(self.window) else {
            return;
        };
        let sent = |delay: u32| {
            let sent = step.checked_sub(u64::from(delay))?;
            Some((history.at(sent), released.map_or(&[][..], |r| r.at(sent))))
        };
        if let Table::Dense(matrix, weight, delay) = &self.table {
            if let Some((spikes, _)) = sent(*delay) {
                matrix.deliver(level, spikes, *weight, window);
            }
            return;
        }
        let window: &mut Window = flat(window);
        match &mut self.table {
            Table::Dense(..) => {}
            Table::Alike(rows, weight, delay) => {
                if let Some((spikes, parts)) = sent(*delay) {
                    rows.for_each(spikes, |k, targets, _| {
                        let weight = *weight * parts.get(k).copied().unwrap_or(1.0);
                        for &target in targets {
                            window[target as usize] += weight;
                        }
                    });
                }
            }
            Table::Weighted(rows, weights, delay) => {
                if let Some((spikes, parts)) = sent(*delay) {
                    match weights {
                        Weights::Single(weights) => weighted(rows, weights, spikes, parts, window),
                        Weights::Double(weights) => weighted(rows, weights, spikes, parts, window),
                    }
                }
            }
            Table::Delayed(delayed) => {
                if let Some((spikes, parts)) = sent(delayed.first_delay()) {
                    delayed.launch(spikes, parts);
                }
                delayed.deliver(window);
            }
            Table::DelayedDouble(delayed) => {
                if let Some((spikes, parts)) = sent(delayed.first_delay()) {
                    delayed.launch(spikes, parts);
                }
                delayed.deliver(window);
            }
        }
    }
}

/// Adds the weights of the rows of all spikes, each times the part that was released.
fn weighted<W: Weight>(
    rows: &Rows,
    weights: &[W],
    spikes: &[u32],
    parts: &[f64],
    window: &mut Window,
) {
    rows.for_each(spikes, |k, targets, range| {
        let part = parts.get(k).copied().unwrap_or(1.0);
        for (&target, &weight) in targets.iter().zip(&weights[range]) {
            window[target as usize] += part * weight.into();
        }
    });
}

/// The links of a source into the slots, by delay and then in the order of the legs and of their rows.
fn collect(legs: &[&Leg<'_>], slots: &Range<usize>, source: u32, row: &mut Vec<Link>) {
    for leg in legs {
        let links = leg.connections.row(source).filter_map(|connection| {
            let target = connection.target as usize;
            let slot = (leg.first + target).wrapping_sub(leg.targets.start);
            let is_here = leg.targets.contains(&target) && slots.contains(&slot);
            is_here.then(|| Link {
                slot: (slot - slots.start) as u16,
                weight: connection.weight,
                delay: connection.delay,
            })
        });
        row.extend(links);
    }
    sort_by_delay(row, &mut Vec::new(), |link| link.delay);
}

#[cfg(test)]
mod tests;
