//! Spikes on their way: who fired when, and where it arrives.

use super::cells::Group;
use crate::connectivity::Rows;
use crate::network::Address;

/// The spikes of a source over the last steps, as long as a delay can reach back.
#[derive(Debug, Default)]
pub(crate) struct History {
    steps: Vec<Vec<u32>>,
    /// How long before the end of its step each spike was fired; empty if all are on the grid.
    early: Vec<Vec<f64>>,
}

impl History {
    /// For delays up to so many steps.
    pub(crate) fn new(longest: u64) -> Self {
        History {
            steps: vec![Vec::new(); longest as usize + 1],
            early: Vec::new(),
        }
    }

    /// The cells that fired at the step.
    pub(crate) fn at(&self, step: u64) -> &[u32] {
        &self.steps[step as usize % self.steps.len()]
    }

    /// How long before the end of the step they fired; empty if at its end.
    pub(crate) fn early_at(&self, step: u64) -> &[f64] {
        let index = step as usize % self.steps.len();
        self.early.get(index).map_or(&[], |early| early)
    }

    /// Spikes lie off the grid from now on.
    pub(crate) fn keep_early(&mut self) {
        self.early = vec![Vec::new(); self.steps.len()];
    }

    /// How long before the end of the step its spikes fired.
    pub(crate) fn set_early(&mut self, step: u64, early: &[f64]) {
        let index = step as usize % self.steps.len();
        if let Some(list) = self.early.get_mut(index) {
            list.clear();
            list.extend_from_slice(early);
        }
    }

    /// The emptied list for the spikes of a new step, in place of the oldest.
    pub(crate) fn renew(&mut self, step: u64) -> &mut Vec<u32> {
        let length = self.steps.len();
        let list = &mut self.steps[step as usize % length];
        list.clear();
        list
    }
}

/// The connections of a projection, with one weight and one delay.
#[derive(Debug)]
pub(crate) struct Delivery {
    /// That of the projection in its network.
    pub(crate) address: Address,
    pub(crate) source: usize,
    pub(crate) target: usize,
    /// The receptor on which spikes act, or the neurons themselves.
    pub(crate) receptor: Option<usize>,
    pub(crate) rows: Rows,
    pub(crate) weight: f64,
    pub(crate) delay: u64,
}

impl Delivery {
    /// Adds what arrives at the end of the step `step - 1`, which is the time of `step`.
    pub(crate) fn deliver(&self, step: u64, history: &History, target: &mut dyn Group) {
        let Some(sent) = step.checked_sub(self.delay) else {
            return;
        };
        let spikes = history.at(sent);
        if spikes.is_empty() {
            return;
        }
        if let Some(arrivals) = target.arrivals() {
            let early = history.early_at(sent);
            for (index, &source) in spikes.iter().enumerate() {
                let early = early.get(index).copied().unwrap_or(0.0);
                for &target in self.rows.of(source) {
                    arrivals.add(target, self.receptor, self.weight, early);
                }
            }
            return;
        }
        let inbox = target.inbox(self.receptor);
        for &source in spikes {
            for &target in self.rows.of(source) {
                inbox[target as usize] += self.weight;
            }
        }
    }
}
