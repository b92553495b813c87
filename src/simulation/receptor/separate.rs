//! Synapses whose states cannot be added at the cell, one for each presynaptic cell or one for each connection.
//!
//! They are advanced one by one, and in each step what they hand on is summed over all connections.

use std::cell::RefCell;
use std::sync::Arc;

use super::kinetics::{Kinetics, Weights};
use super::summed::current;
use super::{Arriving, Parts, Receptor};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::connections::Connections;
use crate::dispatch::Level;
use crate::model::{LANES, Output, Synapse, variables_of};
use crate::solver::column::Lanes;
use crate::solver::propagator::PropagatorError;

/// What the synapses of all connections hand on at the cells, at each moment of the step.
struct Drives<O: Output> {
    port: usize,
    output: O::Variables,
    at: Vec<Vec<f64>>,
}

impl<O: Output> Drives<O> {
    fn current(
        &self,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        let mut drive = Lanes::ZERO;
        drive.copy_from_slice(&self.at[moment][base..base + LANES]);
        current::<O>(level, self.output, &drive, post, offset, slope);
    }
}

/// A state for each presynaptic cell, weighted at each connection.
pub(crate) struct PerSource<S: Synapse, O: Output> {
    synapse: S,
    kinetics: Kinetics<S>,
    connections: Arc<Connections>,
    drives: Drives<O>,
    /// What each presynaptic cell hands on, for as many steps as the longest delay has: at each moment of the step, and at its start.
    handed_on: Vec<HandedOn>,
    step: f64,
    level: Level,
    now: u64,
    present: RefCell<Present>,
}

struct HandedOn {
    moments: Vec<Vec<f64>>,
    start: Vec<f64>,
}

/// What reaches each cell at the end of the step that is known, found when somebody asks.
#[derive(Default)]
struct Present {
    step: Option<u64>,
    drive: Vec<f64>,
}

const ONE: Weights<'static> = Weights::Uniform(1.0);

impl<S: Synapse, O: Output> PerSource<S, O> {
    pub(crate) fn new(parts: Parts<'_, S, O>) -> Self {
        let Parts {
            synapse,
            connections,
            step,
            ..
        } = parts;
        let sources = connections.sources();
        let kinetics = Kinetics::new(
            synapse,
            sources,
            &parts.start,
            parts.duration,
            parts.is_plastic,
            step,
        );
        PerSource {
            synapse: synapse.clone(),
            kinetics,
            drives: Drives {
                port: parts.port,
                output: variables_of(parts.output),
                at: Vec::new(),
            },
            handed_on: Vec::new(),
            connections,
            step,
            level: Level::detect(),
            now: 0,
            present: RefCell::new(Present {
                step: None,
                drive: vec![0.0; parts.cells.next_multiple_of(LANES)],
            }),
        }
    }

    fn slot(&self, step: u64) -> usize {
        (step % self.handed_on.len() as u64) as usize
    }

    /// Sums over all connections what reached their ends `delay` steps ago.
    fn sum(&self, step: u64, of: impl Fn(&HandedOn) -> &[f64], drive: &mut [f64]) {
        drive.fill(0.0);
        let (last, slots) = (self.slot(step), self.handed_on.len());
        for source in 0..self.connections.sources() {
            for connection in self.connections.row(source as u32) {
                // Before the beginning everything was as at the beginning, which is kept in the slots not yet reached.
                let delay = connection.delay as usize;
                let slot = if delay <= last {
                    last - delay
                } else {
                    last + slots - delay
                };
                let value = of(&self.handed_on[slot])[source];
                let target = connection.target as usize;
                drive[target] += connection.weight * value;
            }
        }
    }
}

impl<S: Synapse, O: Output> Receptor for PerSource<S, O> {
    fn port(&self) -> usize {
        self.drives.port
    }

    fn read_at(&mut self, moments: &[f64], _step: f64) -> Result<(), PropagatorError> {
        self.kinetics.read_at(&self.synapse, moments)?;
        let cells = self.present.get_mut().drive.len();
        self.drives.at = vec![vec![0.0; cells]; moments.len()];
        let mut start = vec![0.0; self.connections.sources().next_multiple_of(LANES)];
        self.kinetics.hand_on(self.level, 0.0, &ONE, &mut start);
        let slots = 0..=self.connections.longest();
        let slot = |_| HandedOn {
            moments: vec![start.clone(); moments.len()],
            start: start.clone(),
        };
        self.handed_on = slots.map(slot).collect();
        Ok(())
    }

    fn receive(&mut self, arriving: &Arriving<'_>) {
        let Some(sent) = arriving.step.checked_sub(1) else {
            return;
        };
        // The presynaptic side is one delay of one step behind: first the step that ended where the latest spikes were fired ...
        if let Some(past) = sent.checked_sub(1) {
            let (slot, time) = (self.slot(past), past as f64 * self.step);
            let moments = &mut self.handed_on[slot].moments;
            self.kinetics.advance(arriving.level, time, &ONE, moments);
        }
        // ... then these spikes.
        for (source, release) in arriving.spikes_at(sent) {
            self.kinetics.spike(source as usize, 1.0, release);
        }
        let (slot, time) = (self.slot(sent), sent as f64 * self.step);
        let start = &mut self.handed_on[slot].start;
        self.kinetics.hand_on(arriving.level, time, &ONE, start);
        let mut at = std::mem::take(&mut self.drives.at);
        for (moment, drive) in at.iter_mut().enumerate() {
            self.sum(sent, |handed_on| &handed_on.moments[moment], drive);
        }
        self.drives.at = at;
        self.now = arriving.step;
    }

    fn current(
        &self,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        self.drives
            .current(level, base, moment, post, offset, slope);
    }

    fn synapses(&self) -> Option<usize> {
        Some(self.connections.sources())
    }

    fn state(&self, index: usize, synapse: usize) -> f64 {
        self.kinetics.state(index, synapse)
    }

    fn readout(&self, cell: usize) -> f64 {
        let mut present = self.present.borrow_mut();
        if present.step != Some(self.now) {
            present.step = Some(self.now);
            self.sum(self.now, |handed_on| &handed_on.start, &mut present.drive);
        }
        present.drive[cell]
    }

    fn bytes(&self) -> usize {
        let moments = self.handed_on.iter().flat_map(|step| &step.moments);
        let handed_on = moments.chain(self.handed_on.iter().map(|step| &step.start));
        let handed_on: usize = handed_on.map(|values| size_of_val(&**values)).sum();
        self.kinetics.bytes() + handed_on
    }

    fn carry(&mut self, tape: &mut Tape, _cells: Slice) -> Result<(), Mismatch> {
        self.kinetics.carry(tape)?;
        tape.value("time", &mut self.now)?;
        self.present.get_mut().step = None;
        // A partition knows as many steps as the longest delay onto its cells has.
        let slots = self.handed_on.len() as u64;
        for step in tape.now().saturating_sub(slots - 1)..tape.now() {
            let slot = self.slot(step);
            let HandedOn { moments, start } = &mut self.handed_on[slot];
            tape.at(format!("handed on at {step}"), |tape| {
                let sources = Slice::all(start.len());
                for (k, values) in moments.iter_mut().enumerate() {
                    tape.part(&format!("moment {k}"), sources, values)?;
                }
                tape.part("start", sources, start)
            })?;
        }
        Ok(())
    }
}

/// A state for each connection.
pub(crate) struct PerConnection<S: Synapse, O: Output> {
    synapse: S,
    kinetics: Kinetics<S>,
    connections: Arc<Connections>,
    drives: Drives<O>,
    /// As long as the blocks.
    weights: Vec<f64>,
    /// At each moment of the step, and at its end.
    handed_on: Vec<Vec<f64>>,
    present: Vec<f64>,
    step: f64,
    cells: usize,
}

impl<S: Synapse, O: Output> PerConnection<S, O> {
    pub(crate) fn new(parts: Parts<'_, S, O>) -> Self {
        let Parts {
            synapse,
            connections,
            step,
            ..
        } = parts;
        let count = connections.len();
        let kinetics = Kinetics::new(
            synapse,
            count,
            &parts.start,
            parts.duration,
            parts.is_plastic,
            step,
        );
        let mut weights: Vec<f64> = (0..count).map(|k| connections.get(k).weight).collect();
        weights.resize(count.next_multiple_of(LANES), 0.0);
        PerConnection {
            synapse: synapse.clone(),
            kinetics,
            drives: Drives {
                port: parts.port,
                output: variables_of(parts.output),
                at: Vec::new(),
            },
            handed_on: Vec::new(),
            present: vec![0.0; weights.len()],
            weights,
            connections,
            step,
            cells: parts.cells.next_multiple_of(LANES),
        }
    }
}

impl<S: Synapse, O: Output> Receptor for PerConnection<S, O> {
    fn port(&self) -> usize {
        self.drives.port
    }

    fn read_at(&mut self, moments: &[f64], _step: f64) -> Result<(), PropagatorError> {
        self.kinetics.read_at(&self.synapse, moments)?;
        self.handed_on = vec![vec![0.0; self.weights.len()]; moments.len()];
        self.drives.at = vec![vec![0.0; self.cells]; moments.len()];
        Ok(())
    }

    fn receive(&mut self, arriving: &Arriving<'_>) {
        let Some(sent) = arriving.step.checked_sub(1) else {
            return;
        };
        let weights = Weights::PerSynapse(&self.weights);
        let time = sent as f64 * self.step;
        self.kinetics
            .advance(arriving.level, time, &weights, &mut self.handed_on);
        for (drive, handed_on) in self.drives.at.iter_mut().zip(&self.handed_on) {
            drive.fill(0.0);
            for (connection, value) in handed_on[..self.connections.len()].iter().enumerate() {
                drive[self.connections.get(connection).target as usize] += value;
            }
        }
        for &delay in self.connections.delays().iter().rev() {
            let Some(step) = arriving.step.checked_sub(u64::from(delay)) else {
                continue;
            };
            for (source, release) in arriving.spikes_at(step) {
                for connection in self.connections.due_range(source, delay) {
                    let weight = self.connections.get(connection).weight;
                    self.kinetics.spike(connection, weight, release);
                }
            }
        }
        let time = arriving.step as f64 * self.step;
        self.kinetics
            .hand_on(arriving.level, time, &weights, &mut self.present);
    }

    fn current(
        &self,
        level: Level,
        base: usize,
        moment: usize,
        post: &Lanes,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        self.drives
            .current(level, base, moment, post, offset, slope);
    }

    fn synapses(&self) -> Option<usize> {
        Some(self.connections.len())
    }

    fn state(&self, index: usize, synapse: usize) -> f64 {
        self.kinetics.state(index, synapse)
    }

    fn readout(&self, cell: usize) -> f64 {
        let targets = self.present.iter().enumerate().take(self.connections.len());
        let own = targets.filter(|(k, _)| self.connections.get(*k).target as usize == cell);
        own.map(|(_, value)| value).sum()
    }

    fn bytes(&self) -> usize {
        let values = self.handed_on.iter().chain([&self.weights, &self.present]);
        let values: usize = values.map(|values| size_of_val(&**values)).sum();
        self.kinetics.bytes() + values
    }

    fn carry(&mut self, tape: &mut Tape, _cells: Slice) -> Result<(), Mismatch> {
        self.kinetics.carry(tape)?;
        let connections = Slice::all(self.present.len());
        tape.part("handed on", connections, &mut self.present)
    }
}
