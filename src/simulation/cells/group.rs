//! What a simulation knows of a population, whatever its model.

use super::unfit::Unfit;
use crate::checkpoint::{Mismatch, Tape};
use crate::dispatch::Level;
use crate::model::{Method, Variable};
use crate::simulation::junction::Joined;
use crate::simulation::precise::Arrivals;
use crate::simulation::receptor::{Arriving, Receptor};
use crate::simulation::scale::Margin;
use crate::solver::column::Lanes;

/// A population in a run, whatever its model.
pub(crate) trait Group: Joined + Send {
    /// Takes receptors and decides how the cells are advanced.
    fn prepare(
        &mut self,
        receptors: Vec<Box<dyn Receptor>>,
        has_direct: bool,
    ) -> Result<(), String>;

    /// Advances all cells by one step and appends those that fired.
    ///
    /// Before: all that arrives at the end of the step is in the inboxes, which stand behind one another, but where they are the states of
    /// receptors. After: the others are empty.
    fn step(
        &mut self,
        level: Level,
        start: f64,
        inboxes: &mut [Lanes],
        fired: &mut Vec<u32>,
    ) -> Result<(), Unfit>;

    /// How many inboxes there are: places where spikes add their weight, one for each cell.
    fn inboxes(&self) -> usize;

    /// The number of the inbox of a receptor, unless spikes do more there, or of the neurons themselves.
    fn inbox(&self, receptor: Option<usize>) -> Option<usize>;

    /// Whether the inboxes of a receptor are its states, to which arrivals are added after the step.
    fn lives_in_inbox(&self, receptor: Option<usize>) -> bool;

    /// Puts such states where they belong, before the first step.
    fn hand_over(&self, inboxes: &mut [Lanes]);

    /// Lets a receptor know its states at some cells, to be read.
    fn take_up(&mut self, receptor: usize, cells: &[usize], inboxes: &[Lanes]);

    /// Hands arriving spikes to a receptor without an inbox.
    fn receive(&mut self, receptor: Option<usize>, arriving: &Arriving<'_>);

    fn state(&self, index: usize, cell: usize) -> f64;

    /// Appends a state of these cells.
    fn states(&self, index: usize, cells: &[usize], values: &mut Vec<f64>);

    /// The definitions that can be recorded.
    fn definitions(&self) -> &'static [Variable];

    fn definition(&self, index: usize, cell: usize, time: f64) -> f64;

    fn receptor(&self, index: usize) -> &dyn Receptor;

    /// By how much a cell is beyond its threshold, if it has one that is linear in the states.
    fn margin(&self, cell: usize) -> Option<Margin>;

    /// Lets cells fire off the grid from now on, or says why they cannot.
    fn make_precise(&mut self) -> Result<(), String>;

    /// What arrives during the step, in place of the inboxes, if cells fire off the grid.
    fn arrivals(&mut self) -> Option<&mut Arrivals>;

    /// How long before the end of the step each spike was fired; empty on the grid.
    fn early(&self) -> &[f64];

    /// The method that advances the cells, and why it is that one.
    fn solver(&self) -> (Method, String);

    /// How many bytes the cells and their receptors take.
    fn bytes(&self) -> usize;

    /// Saves or loads what the cells, of so many in all, keep from step to step.
    fn carry(
        &mut self,
        tape: &mut Tape,
        total: usize,
        inboxes: &mut [Lanes],
    ) -> Result<(), Mismatch>;

    /// The mean number of sub-steps that a cell has tried in a time step.
    fn sub_steps(&self) -> Option<f64>;
}
