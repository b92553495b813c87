//! Spikes on their way: who fired when, and where it arrives.

use std::sync::Arc;

use super::cells::Group;
use super::receptor::Arriving;
use super::release::Release;
use super::wiring::Facts;
use crate::checkpoint::{Mismatch, Tape};
use crate::connections::Connections;
use crate::dispatch::Level;
use crate::network::Address;

/// When what arrives at the end of a step is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// To inboxes that the step takes from.
    BeforeStep,
    /// To inboxes that are the states of synapses, which the step leads to its end.
    AfterStep,
}

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

    /// Makes room for delays up to so many steps, before the first step.
    pub(crate) fn lengthen(&mut self, longest: u64) {
        let length = self.steps.len().max(longest as usize + 1);
        self.steps.resize(length, Vec::new());
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

    pub(crate) fn bytes(&self) -> usize {
        let steps = self.steps.iter().map(|step| step.capacity());
        let early = self.early.iter().map(|early| early.capacity());
        steps.sum::<usize>() * size_of::<u32>() + early.sum::<usize>() * size_of::<f64>()
    }

    /// Saves or loads the spikes of so many cells.
    pub(crate) fn carry(&mut self, tape: &mut Tape, cells: usize) -> Result<(), Mismatch> {
        tape.cells("spikes", cells)?;
        tape.lists("spikes", &mut self.steps)?;
        tape.lists("how early", &mut self.early)
    }

    /// How many of the latest steps it has.
    pub(crate) fn length(&self) -> u64 {
        self.steps.len() as u64
    }

    /// Takes the spikes of a new step in place of those of the oldest, which it gives back.
    pub(crate) fn exchange(&mut self, step: u64, fired: &mut Vec<u32>) {
        let length = self.steps.len();
        std::mem::swap(&mut self.steps[step as usize % length], fired);
    }
}

/// What part of each spike of a source a projection with short-term plasticity releases, over the last steps.
#[derive(Debug, Default)]
pub(crate) struct Released {
    /// In the order of the spikes; empty without plasticity.
    steps: Vec<Vec<f64>>,
}

impl Released {
    /// For delays up to so many steps.
    pub(crate) fn new(longest: u64) -> Self {
        Released {
            steps: vec![Vec::new(); longest as usize + 1],
        }
    }

    /// The parts of the spikes of a step.
    pub(crate) fn at(&self, step: u64) -> &[f64] {
        let index = (step as usize).checked_rem(self.steps.len());
        index.map_or(&[], |index| &self.steps[index])
    }

    fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        tape.lists("released parts", &mut self.steps)
    }

    pub(super) fn renew(&mut self, step: u64) -> &mut Vec<f64> {
        let length = self.steps.len();
        let list = &mut self.steps[step as usize % length];
        list.clear();
        list
    }
}

/// A projection in a partition: where it leads, and what it keeps beside the routes.
pub(crate) struct Delivery {
    /// That of the projection in its network.
    pub(crate) address: Address,
    pub(crate) source: usize,
    pub(crate) target: usize,
    /// The receptor on which spikes act, or the neurons themselves.
    pub(crate) receptor: Option<usize>,
    /// As drawn, where they are needed beside the tables.
    pub(crate) connections: Option<Arc<Connections>>,
    /// Of the connections onto all cells, those in other partitions included.
    pub(crate) facts: Facts,
    pub(crate) plasticity: Option<Box<dyn Release>>,
    pub(crate) released: Released,
}

impl Delivery {
    /// Lets short-term plasticity act on what was fired at the step.
    pub(crate) fn release(&mut self, sent: u64, history: &History) {
        if let Some(plasticity) = &mut self.plasticity {
            plasticity.release(sent, history.at(sent), self.released.renew(sent));
        }
    }

    pub(crate) fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        let Some(plasticity) = &mut self.plasticity else {
            return Ok(());
        };
        plasticity.carry(tape)?;
        self.released.carry(tape)
    }

    /// Hands what arrives at the end of the step `step - 1`, which is the time of `step`, to a receptor without an inbox, and to
    /// cells that take spikes off the grid.
    pub(crate) fn deliver(
        &self,
        level: Level,
        step: u64,
        history: &History,
        target: &mut dyn Group,
    ) {
        let arriving = Arriving {
            level,
            step,
            history,
            released: &self.released,
        };
        if target.arrivals().is_some() {
            self.deliver_early(&arriving, target);
        } else if target.inbox(self.receptor).is_none() {
            target.receive(self.receptor, &arriving);
        }
    }

    /// The same for spikes off the grid.
    fn deliver_early(&self, arriving: &Arriving<'_>, target: &mut dyn Group) {
        let (Some(arrivals), Some(connections)) = (target.arrivals(), &self.connections) else {
            return;
        };
        for &delay in connections.delays().iter().rev() {
            let Some(sent) = arriving.step.checked_sub(u64::from(delay)) else {
                continue;
            };
            let early = arriving.history.early_at(sent);
            for (index, (source, part)) in arriving.spikes_at(sent).enumerate() {
                let early = early.get(index).copied().unwrap_or(0.0);
                let (targets, weights) = connections.due(source, delay);
                for (k, &target) in targets.iter().enumerate() {
                    arrivals.add(target, self.receptor, part * weights.get(k), early);
                }
            }
        }
    }
}
