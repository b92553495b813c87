//! What projections leave at the cells of a population, and how it acts on them.

mod kinetics;
mod lumped;
mod merged;
mod separate;
mod summed;

use std::sync::Arc;

use nalgebra::DMatrix;

use super::delivery::{History, Released};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::connections::Connections;
use crate::dispatch::Level;
use crate::solver::column::Lanes;
use crate::solver::exact::CouplingPlan;
use crate::solver::propagator::PropagatorError;

pub(crate) use lumped::Lumped;
pub(crate) use merged::Merged;
pub(crate) use separate::{PerConnection, PerSource};
pub(crate) use summed::{FEW, Few, Summed};

/// What projections leave at the cells of a population, and how it acts on them.
pub(crate) trait Receptor: Send {
    /// The input of the neuron on which it acts.
    fn port(&self) -> usize;

    /// The sums at the cells, if that is all.
    fn summed(&self) -> Option<&Summed> {
        None
    }

    fn summed_mut(&mut self) -> Option<&mut Summed> {
        None
    }

    /// The first of them in numbers, where they are few and asked for once in a step.
    fn few(&self) -> Option<Few> {
        None
    }

    /// How the states enter a linear neuron, if they do.
    fn coupling(&self) -> Option<&CouplingPlan> {
        None
    }

    /// The linear system of the synapse and the gains by which its states act on the input, if the output is linear.
    fn linear(&self) -> Option<(&DMatrix<f64>, &[f64])> {
        None
    }

    /// Lets the states enter the neuron as part of its linear system, where there is one.
    fn couple_with(&mut self, _plan: CouplingPlan) {}

    /// Makes ready to be asked for currents at these moments of a step, of length one.
    fn read_at(&mut self, moments: &[f64], step: f64) -> Result<(), PropagatorError>;

    /// Whether a spike does more than to raise states by its weight.
    fn is_kinetic(&self) -> bool {
        true
    }

    /// The state that is the inbox, where there is a place for each cell: all that a spike does is to add its weight to this one. Then what
    /// arrives is delivered after the step, and the state by which the receptor is asked for currents is the one among its
    /// [sums](Self::summed), as it was put there.
    fn inbox(&self) -> Option<usize> {
        None
    }

    /// The column of this state among the sums.
    fn raised(&self) -> Option<&[Lanes]> {
        let (summed, state) = self.summed().zip(self.inbox())?;
        Some(summed.column(state))
    }

    fn raised_mut(&mut self) -> Option<&mut [Lanes]> {
        let state = self.inbox()?;
        Some(self.summed_mut()?.column_mut(state))
    }

    /// Takes the spikes that arrive at the end of the step, before the step, where there is no inbox.
    fn receive(&mut self, _arriving: &Arriving<'_>) {}

    /// Adds the current at one of the moments, `offset - slope * v`.
    fn current(
        &self,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    );

    /// Adds what the states contribute to the neuron over the step, as part of its linear system.
    fn couple(&self, _level: Level, _base: usize, _refractory: &Lanes, _increments: &mut [Lanes]) {}

    /// Advances the states; those of kinetic synapses take up what arrived in `receive`.
    fn advance(&mut self, _level: Level, _base: usize) {}

    /// How many synapses have states of their own, unless these are added at each cell.
    fn synapses(&self) -> Option<usize> {
        None
    }

    /// The state of a synapse, or that of the cell where states are added.
    fn state(&self, index: usize, place: usize) -> f64;

    /// What the synapse hands on at the cell.
    fn readout(&self, cell: usize) -> f64;

    /// How many bytes its states take.
    fn bytes(&self) -> usize;

    /// Saves or loads what it keeps from step to step, of these postsynaptic cells.
    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch>;
}

/// What a receptor is made of.
pub(crate) struct Parts<'a, S, O> {
    pub(crate) synapse: &'a S,
    pub(crate) output: &'a O,
    pub(crate) port: usize,
    pub(crate) connections: Arc<Connections>,
    /// Of each state, the values of all synapses.
    pub(crate) start: Vec<Vec<f64>>,
    /// The number of postsynaptic cells.
    pub(crate) cells: usize,
    /// Of a pulse, in steps.
    pub(crate) duration: u64,
    /// Whether spikes may be released in part.
    pub(crate) is_plastic: bool,
    /// In seconds.
    pub(crate) step: f64,
}

/// The spikes on their way through a projection.
pub(crate) struct Arriving<'a> {
    pub(crate) level: Level,
    /// At whose time they arrive.
    pub(crate) step: u64,
    pub(crate) history: &'a History,
    pub(crate) released: &'a Released,
}

impl<'a> Arriving<'a> {
    /// Who fired at a step, and what part of the spike was released.
    pub(crate) fn spikes_at(&self, step: u64) -> impl Iterator<Item = (u32, f64)> + use<'a> {
        let parts = self.released.at(step);
        let spikes = self.history.at(step).iter().enumerate();
        spikes.map(move |(k, source)| (*source, parts.get(k).copied().unwrap_or(1.0)))
    }
}
