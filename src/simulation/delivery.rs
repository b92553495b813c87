//! Spikes on their way: who fired when, and where it arrives.

use super::cells::Group;
use crate::connectivity::Rows;
use crate::network::Address;

/// The spikes of a source over the last steps, as long as a delay can reach back.
#[derive(Debug, Default)]
pub(crate) struct History {
    steps: Vec<Vec<u32>>,
}

impl History {
    /// For delays up to so many steps.
    pub(crate) fn new(longest: u64) -> Self {
        History {
            steps: vec![Vec::new(); longest as usize + 1],
        }
    }

    /// The cells that fired at the step.
    pub(crate) fn at(&self, step: u64) -> &[u32] {
        &self.steps[step as usize % self.steps.len()]
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
        let inbox = target.inbox(self.receptor);
        for &source in spikes {
            for &target in self.rows.of(source) {
                inbox[target as usize] += self.weight;
            }
        }
    }
}
