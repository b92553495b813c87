//! What drives the inputs of a population from outside and changes in time.

use std::ops::Range;

use super::CellsOf;
use super::unfit::{Reason, Unfit};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::model::{Array, Neuron};
use crate::population::Population;
use crate::random::Purpose;
use crate::signal::{Place, Samples};
use crate::simulation::SimulationError;
use crate::solver::column::Lanes;

/// The stimuli of a population in a run.
pub(super) struct Stimuli<N: Neuron> {
    /// Each with the index of the input that it drives.
    list: Vec<(usize, Box<dyn Samples>)>,
    /// What is held over the step in the block in hand: constants and stimuli.
    pub(super) held: N::PerInput<Lanes>,
}

impl<N: Neuron> Stimuli<N> {
    /// Nothing where there are none.
    pub(super) fn new(
        name: &str,
        population: &Population<N>,
        index: u32,
        seed: u64,
        step: f64,
        cells: Range<usize>,
    ) -> Result<Option<Self>, SimulationError> {
        let mut list = Vec::with_capacity(population.stimuli.len());
        for (number, (input, signal)) in population.stimuli.iter().enumerate() {
            let variable = N::INPUTS[*input].variable.name;
            let place = Place {
                what: &format!("the stimulus of `{variable}` of population `{name}`"),
                cells: cells.clone(),
                step,
                seed,
                purpose: Purpose::Stimulus,
                object: index << 8 | number as u32,
            };
            list.push((*input, signal.begin(&place)?));
        }
        Ok((!list.is_empty()).then(|| Stimuli {
            list,
            held: Array::filled(Lanes::ZERO),
        }))
    }
}

impl<N: Neuron> Stimuli<N> {
    pub(super) fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        for (k, (_, signal)) in self.list.iter_mut().enumerate() {
            tape.at(format!("stimulus {k}"), |tape| signal.carry(tape, cells))?;
        }
        Ok(())
    }
}

impl<N: Neuron> CellsOf<N> {
    /// Finds what is held over the step in the block that starts at `base`, if anything changes in time.
    pub(super) fn stimulate(&mut self, level: Level, base: usize, start: f64) -> Result<(), Unfit> {
        let Some(stimuli) = self.stimuli.as_deref_mut() else {
            return Ok(());
        };
        let step = (start / self.step).round() as u64;
        let held = stimuli.held.as_mut();
        for (lanes, constant) in held.iter_mut().zip(&self.inputs) {
            constant.copy_block(base, lanes);
        }
        for (input, signal) in &mut stimuli.list {
            signal.add(level, step, self.first + base, &mut *held[*input]);
        }
        for (lanes, input) in held.iter().zip(N::INPUTS) {
            if !lanes
                .iter()
                .fold(true, |all, value| all & value.is_finite())
            {
                let lane = lanes.iter().position(|value| !value.is_finite());
                let lane = lane.unwrap_or(0);
                return Err(Unfit {
                    model: N::NAME,
                    cell: self.first + base + lane,
                    variable: input.variable.name,
                    reason: Reason::Stimulus(input.variable.show(lanes[lane])),
                });
            }
        }
        Ok(())
    }
}
