//! Projections that need no table: who reaches whom follows from the numbers of the cells, with one weight and one delay.

use super::delivery::{Due, History};
use crate::connectivity::Pattern;
use crate::dispatch::{Kernel, Level};
use crate::model::LANES;
use crate::solver::column::Lanes;

/// A projection by a pattern onto the cells of a partition.
pub(super) struct Regular {
    /// The number of the projection.
    pub(super) projection: usize,
    pub(super) due: Due,
    pub(super) source: usize,
    pub(super) pattern: Pattern,
    pub(super) weight: f64,
    /// In steps.
    pub(super) delay: u64,
    /// The number of the first target that is here, and how many are.
    pub(super) first: usize,
    pub(super) count: usize,
}

impl Regular {
    /// Adds the weights of all that arrives at the time of `step`.
    pub(super) fn deliver(&self, level: Level, step: u64, history: &History, inbox: &mut [Lanes]) {
        let Some(sent) = step.checked_sub(self.delay) else {
            return;
        };
        let spikes = history.at(sent);
        let own = spikes.iter().filter_map(|spike| {
            let place = (*spike as usize).checked_sub(self.first)?;
            (place < self.count).then_some(place)
        });
        match self.pattern {
            Pattern::OneToOne => {
                for place in own {
                    inbox[place / LANES][place % LANES] += self.weight;
                }
            }
            Pattern::AllToAll { skip_self } => {
                if spikes.is_empty() {
                    return;
                }
                let own: Vec<usize> = if skip_self { own.collect() } else { Vec::new() };
                let before: Vec<f64> = own
                    .iter()
                    .map(|place| inbox[place / LANES][place % LANES])
                    .collect();
                let number = spikes.len() as f64;
                let weight = self.weight;
                level.run(ToAll {
                    weight,
                    number,
                    inbox,
                });
                // A cell that fired is not reached by itself, however often it did.
                for (place, before) in own.iter().zip(before) {
                    let times = own.iter().filter(|other| *other == place).count();
                    let others = number - times as f64;
                    inbox[place / LANES][place % LANES] = weight.mul_add(others, before);
                }
            }
        }
    }

    /// How spikes reach the cells, in words.
    pub(super) fn plan(&self) -> &'static str {
        match self.pattern {
            Pattern::OneToOne => "cell to cell, without a table",
            Pattern::AllToAll { .. } => "counted for all, without a table",
        }
    }
}

/// Adds so many spikes of one weight everywhere.
struct ToAll<'a> {
    weight: f64,
    number: f64,
    inbox: &'a mut [Lanes],
}

impl Kernel for ToAll<'_> {
    #[inline(always)]
    fn run(self) {
        for lanes in self.inbox {
            for lane in 0..LANES {
                lanes[lane] = self.weight.mul_add(self.number, lanes[lane]);
            }
        }
    }
}
