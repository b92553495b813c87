//! Draws the connections of a network and makes the tables by which spikes are delivered.
//!
//! Source by source, so that only what leaves one source has to be kept as drawn; afterwards there are the tables alone. What is drawn
//! depends on the seed and the projection, so that it can be drawn again (`ConnectionTable`).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::partition::Partition;
use super::{SimulationError, delays};
use crate::connections::{Connections, Place};
use crate::connectivity::{Ends, Pattern, Rows};
use crate::network::{Member, Network, ProjectionEntry, ends_of};
use crate::positions::Places;
use crate::random::Purpose;
use crate::source::{SourcePlace, Steady};

/// A network that is to be wired at a time step and for a seed.
pub(super) struct Wiring<'a> {
    network: &'a Network,
    places: Vec<Option<Places>>,
    step: f64,
    seed: u64,
}

/// What is known of the connections of a projection once they are drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    /// The number of connections.
    pub(crate) size: usize,
    pub(crate) mean_weight: Option<f64>,
    /// The shortest and the longest delay, in steps.
    pub(crate) shortest: Option<u32>,
    pub(crate) longest: u64,
}

impl Facts {
    fn of(connections: &Connections) -> Self {
        Facts {
            size: connections.len(),
            mean_weight: connections.mean_weight(),
            shortest: connections.shortest(),
            longest: connections.longest(),
        }
    }
}

/// The connections of a projection, for all partitions to take what leads to their cells.
pub(super) struct Drawn {
    /// The number of the projection.
    pub(super) projection: usize,
    pub(super) facts: Facts,
    /// None of them, but their weight and delay, where there is a pattern.
    pub(super) connections: Connections,
    pub(super) pattern: Option<Pattern>,
    /// Whether so many pairs are connected that bits take less than lists.
    pub(super) is_dense: bool,
    pub(super) is_plastic: bool,
    /// The source, if it is a steady one that drives each cell by itself.
    pub(super) steady: Option<Steady>,
}

/// From this part of all pairs on, a bit for each pair is less work than a list of targets.
const DENSE: f64 = 0.03;

impl<'a> Wiring<'a> {
    pub(super) fn new(network: &'a Network, step: f64, seed: u64) -> Self {
        let members = network.members().iter().enumerate();
        let places = members.map(|(index, entry)| {
            let positions = entry.member.positions()?;
            Some(positions.places(entry.member.count(), seed, index as u32))
        });
        Wiring {
            network,
            places: places.collect(),
            step,
            seed,
        }
    }

    /// Where the cells of each population are.
    pub(super) fn places(&self) -> &[Option<Places>] {
        &self.places
    }

    fn projection(&self, index: usize) -> &'a ProjectionEntry {
        &self.network.projections()[index]
    }

    /// The cells that a projection connects, and where they are.
    fn ends(&self, projection: &ProjectionEntry) -> Ends<'_> {
        let [pre, post] = [projection.pre, projection.post];
        let members = self.network.members();
        let ends = ends_of(&members[pre], &members[post]);
        match (&self.places[pre], &self.places[post]) {
            (Some(from), Some(to)) => ends.at(from, to),
            _ => ends,
        }
    }

    /// The connections of a projection with their weights and delays.
    pub(super) fn draw(&self, index: usize) -> Result<Connections, SimulationError> {
        let projection = self.projection(index);
        let wrong = |fault| SimulationError::Values {
            name: format!("projection `{}`", projection.name),
            fault,
        };
        let ends = self.ends(projection);
        let rows = projection.connectivity.rows(&ends, self.seed, index as u32);
        self.valued(index, rows.map_err(wrong)?)
    }

    /// These connections with their weights and delays.
    fn valued(&self, index: usize, rows: Rows) -> Result<Connections, SimulationError> {
        let projection = self.projection(index);
        let wrong = |fault| SimulationError::Values {
            name: format!("projection `{}`", projection.name),
            fault,
        };
        let (ends, number) = (self.ends(projection), index as u32);
        let place = |purpose, what| Place {
            purpose,
            what,
            ends: &ends,
            seed: self.seed,
            projection: number,
        };
        let weights = place(Purpose::Weights, ["weight", "weights"]);
        let weights = projection.weight.values(&rows, &weights).map_err(wrong)?;
        let (name, rule) = (&projection.name, projection.delay.as_ref());
        let delays = place(Purpose::Delays, ["delay", "delays"]);
        let delays = delays::delays(name, rule, &rows, &delays, self.step)?;
        Ok(Connections::new(rows, weights, delays))
    }

    /// The connections of those projections whose synapses need them beside any table.
    pub(super) fn kept(&self, threads: usize) -> Result<Vec<Option<Connections>>, SimulationError> {
        let all: Vec<usize> = (0..self.network.projections().len()).collect();
        let drawn = side_by_side(&all, threads, |index| {
            let keeps = self.projection(*index).coupling.keeps_connections();
            keeps.then(|| self.draw(*index)).transpose()
        });
        drawn.into_iter().collect()
    }

    /// Wires all partitions, whose inboxes are laid out; of `kept` there is nothing left to be drawn.
    pub(super) fn wire(
        &self,
        partitions: &mut [Partition],
        kept: &[Option<Connections>],
    ) -> Result<Vec<Facts>, SimulationError> {
        let threads = partitions.len();
        let facts = kept.iter().map(|kept| kept.as_ref().map(Facts::of));
        let mut facts: Vec<Option<Facts>> = facts.collect();
        for source in 0..self.network.members().len() {
            let mut projections = Vec::new();
            for (index, facts) in facts.iter().enumerate() {
                if facts.is_none() && self.projection(index).pre == source {
                    projections.push(index);
                }
            }
            let drawn = side_by_side(&projections, threads, |index| self.drawn(*index));
            let drawn: Vec<Drawn> = drawn.into_iter().collect::<Result<_, _>>()?;
            for drawn in &drawn {
                facts[drawn.projection] = Some(drawn.facts);
            }
            let Some((first, others)) = partitions.split_first_mut() else {
                continue;
            };
            thread::scope(|scope| {
                for partition in others {
                    scope.spawn(|| partition.take(&drawn));
                }
                first.take(&drawn);
            });
        }
        Ok(facts.into_iter().map(Option::unwrap_or_default).collect())
    }

    fn drawn(&self, index: usize) -> Result<Drawn, SimulationError> {
        let projection = self.projection(index);
        let ends = self.ends(projection);
        let pattern = projection.pattern(&ends);
        let connections = match pattern {
            Some(_) => self.valued(index, Rows::collect(0, |_, _| {}))?,
            None => self.draw(index)?,
        };
        let mut facts = Facts::of(&connections);
        if let Some(pattern) = pattern {
            facts.size = pattern.len(&ends);
            facts.mean_weight = connections.weight_of_all().filter(|_| facts.size > 0);
        }
        let pairs = ends.sources() as f64 * ends.targets() as f64;
        Ok(Drawn {
            projection: index,
            is_dense: connections.len() as f64 >= DENSE * pairs,
            is_plastic: projection.plasticity.is_some(),
            steady: self.steady(projection, pattern),
            facts,
            connections,
            pattern,
        })
    }

    fn steady(&self, projection: &ProjectionEntry, pattern: Option<Pattern>) -> Option<Steady> {
        let source = &self.network.members()[projection.pre];
        let Member::Source(steady) = &source.member else {
            return None;
        };
        let place = SourcePlace {
            name: &source.name,
            index: projection.pre as u32,
            step: self.step,
            seed: self.seed,
            cells: 0..source.member.count(),
        };
        pattern
            .filter(|pattern| *pattern == Pattern::OneToOne)
            .and_then(|_| steady.steady(&place))
    }
}

/// What the closure makes of each item, in their order, each by a thread of its own but the first, which is made here.
pub(super) fn on_own_threads<T: Sync, R: Send>(
    items: &[T],
    make: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let Some((first, others)) = items.split_first() else {
        return Vec::new();
    };
    thread::scope(|scope| {
        let make = &make;
        let handles = others.iter().map(|item| scope.spawn(move || make(item)));
        let handles: Vec<_> = handles.collect();
        let mut made = vec![make(first)];
        for handle in handles {
            match handle.join() {
                Ok(result) => made.push(result),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    })
}

/// What the closure makes of each item, in their order, by so many threads.
fn side_by_side<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    make: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    if threads < 2 || items.len() < 2 {
        return items.iter().map(make).collect();
    }
    let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            scope.spawn(|| {
                while let Some((index, item)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    items.get(index).map(|item| (index, item))
                } {
                    let result = make(item);
                    let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
                    made.push((index, result));
                }
            });
        }
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, result)| result).collect()
}
