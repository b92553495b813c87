//! Kinetic synapses of a projection, lumped at each cell between the edges of their pulses.
//!
//! The states of a presynaptic cell obey one linear system while its pulse lasts and another one while it does not. So the weighted sums over
//! all presynaptic cells with a pulse obey the first at each target, and those over all others the second. They are
//! advanced there; when a pulse begins or ends, the states of its cell go from one sum to the other. In between nothing
//! has to be done for a connection.
//!
//! Destexhe, A., Mainen, Z. F. & Sejnowski, T. J. (1994), Neural Comput. 6, 14; Lytton, W. W. (1996), Neural Comput. 8, 501.

use std::sync::Arc;

use nalgebra::DMatrix;

use super::summed::{Few, Form, Summed};
use super::{Arriving, Parts, Receptor};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::connections::Connections;
use crate::dispatch::Level;
use crate::model::{Array, Output, Synapse, variables_of};
use crate::solver::column::Lanes;
use crate::solver::exact::CouplingPlan;
use crate::solver::propagator::PropagatorError;
use crate::solver::strides::{Strides, drift_of, matrix_of};

/// A kinetic synapse with its output.
pub(crate) struct Lumped<S: Synapse, O: Output> {
    output: O::Variables,
    connections: Arc<Connections>,
    sources: Vec<Source<S>>,
    /// Without and with the pulse.
    phases: [Phase<S>; 2],
    /// The length of a pulse in steps.
    duration: u64,
    /// Which pulses may end at a step, for as many steps as a pulse has.
    ends: Vec<Vec<u32>>,
    /// The edges of the last steps, as many as the longest delay has.
    edges: Vec<Edges>,
    /// Which of the sums act on anything.
    kept: Vec<usize>,
    now: u64,
    summed: Summed,
}

/// A presynaptic cell, as it was at its last edge.
struct Source<S: Synapse> {
    states: S::PerState<f64>,
    since: u64,
    /// The step at which its pulse ends, while it has one.
    end: Option<u64>,
}

struct Phase<S: Synapse> {
    x: S::Variables,
    strides: Strides<S>,
}

/// In place of the step at which a pulse ends, where there is none.
const NEVER: u64 = u64::MAX;

/// The beginnings and ends of pulses in a step.
#[derive(Default)]
struct Edges {
    /// Of whose pulses, and whether they begin.
    sources: Vec<(u32, bool)>,
    /// What each adds to the sums at a target, times the weight: as many numbers as there are sums.
    changes: Vec<f64>,
}

impl<S: Synapse, O: Output> Lumped<S, O> {
    pub(crate) fn new(parts: Parts<'_, S, O>) -> Result<Self, PropagatorError> {
        let Parts {
            connections,
            duration,
            step,
            ..
        } = parts;
        let x = variables_of(parts.synapse);
        let mut with = x;
        S::set_pulse(&mut with, S::pulse_height(&x));
        let phases = [x, with];
        let sources = 0..connections.sources();
        let sources = sources.map(|source| {
            let mut states: S::PerState<f64> = Array::filled(0.0);
            for (state, column) in states.as_mut().iter_mut().zip(&parts.start) {
                *state = column[source];
            }
            Source {
                states,
                since: 0,
                end: None,
            }
        });
        let sources: Vec<Source<S>> = sources.collect();
        let mut sums = vec![vec![0.0; parts.cells]; 2 * (S::STATES.len() + 1)];
        for (index, source) in sources.iter().enumerate() {
            let part = [source.states.as_ref(), &[1.0]].concat();
            for connection in connections.row(index as u32) {
                let target = connection.target as usize;
                // No pulse lasts yet.
                for (sum, value) in sums.iter_mut().zip(&part) {
                    sum[target] += connection.weight * value;
                }
            }
        }
        let (matrix, readout) = (system::<S>(&phases), readouts::<S>(&phases));
        let kept = acting(&matrix, &readout);
        let form = Form {
            matrix: DMatrix::from_fn(kept.len(), kept.len(), |r, c| matrix[(kept[r], kept[c])]),
            readout: kept.iter().map(|k| readout[*k]).collect(),
            takes_changes: true,
            start: kept.iter().map(|k| std::mem::take(&mut sums[*k])).collect(),
            first: kept.iter().filter(|k| **k <= S::STATES.len()).count(),
        };
        let output = variables_of(parts.output);
        let [without, with] =
            phases.map(|x| Strides::new(&x, step).map(|strides| Phase { x, strides }));
        Ok(Lumped {
            sources,
            phases: [without?, with?],
            duration,
            ends: vec![Vec::new(); duration as usize + 1],
            edges: (0..=connections.longest())
                .map(|_| Edges::default())
                .collect(),
            connections,
            kept,
            now: 0,
            summed: Summed::new::<O>(form, &output, parts.port, step)?,
            output,
        })
    }

    /// Begins and ends the pulses of a step.
    fn turn(&mut self, step: u64, spikes: &[u32]) {
        let slot = (step % self.edges.len() as u64) as usize;
        let edges = &mut self.edges[slot];
        edges.sources.clear();
        edges.changes.clear();
        let lists = self.ends.len() as u64;
        for &index in spikes {
            let source = &mut self.sources[index as usize];
            let end = step + self.duration;
            if source.end.is_none() {
                edges.add(index, source, &self.phases, &self.kept, step);
            }
            if source.end != Some(end) {
                source.end = Some(end);
                self.ends[(end % lists) as usize].push(index);
            }
        }
        // A pulse that a later spike has begun anew goes on.
        for index in self.ends[(step % lists) as usize].drain(..) {
            let source = &mut self.sources[index as usize];
            if source.end == Some(step) {
                edges.add(index, source, &self.phases, &self.kept, step);
                source.end = None;
            }
        }
    }
}

impl Edges {
    /// Takes the states of a cell from one sum to the other.
    fn add<S: Synapse>(
        &mut self,
        index: u32,
        source: &mut Source<S>,
        phases: &[Phase<S>; 2],
        kept: &[usize],
        step: u64,
    ) {
        let has_pulse = source.end.is_some();
        source.states = states_at(source, phases, step);
        source.since = step;
        let states = source.states.as_ref();
        // Of each phase the states and, last, the sum of the weights.
        let size = states.len() + 1;
        self.changes.extend(kept.iter().map(|k| {
            let value = states.get(k % size).copied().unwrap_or(1.0);
            let comes = has_pulse == (*k < size);
            if comes { value } else { -value }
        }));
        self.sources.push((index, !has_pulse));
    }

    /// Saves or loads the edges of so many sources.
    fn carry(&mut self, tape: &mut Tape, all: usize) -> Result<(), Mismatch> {
        tape.cells("sources", all)?;
        let (mut sources, mut begin): (Vec<u32>, Vec<bool>) =
            std::mem::take(&mut self.sources).into_iter().unzip();
        let carried = tape.list("sources", &mut sources);
        let carried = carried.and_then(|()| tape.list("beginnings", &mut begin));
        self.sources = sources.into_iter().zip(begin).collect();
        carried?;
        tape.list("changes", &mut self.changes)
    }

    /// Source, whether its pulse begins, and what that changes.
    fn iter(&self) -> impl Iterator<Item = (u32, bool, &[f64])> {
        let count = self.changes.len().checked_div(self.sources.len());
        let changes = self.changes.chunks_exact(count.unwrap_or(0).max(1));
        let sources = self.sources.iter().zip(changes);
        sources.map(|((source, begins), change)| (*source, *begins, change))
    }
}

fn states_at<S: Synapse>(
    source: &Source<S>,
    phases: &[Phase<S>; 2],
    step: u64,
) -> S::PerState<f64> {
    let phase = &phases[usize::from(source.end.is_some())];
    let mut x = phase.x;
    S::set_states(&mut x, &source.states);
    phase.strides.advance(&mut x, step - source.since);
    S::states(&x)
}

/// The system of the sums at a cell: for each phase the states and, last, the sum of the weights.
fn system<S: Synapse>(phases: &[S::Variables; 2]) -> DMatrix<f64> {
    let count = S::STATES.len();
    let mut joint = DMatrix::zeros(2 * (count + 1), 2 * (count + 1));
    for (phase, x) in phases.iter().enumerate() {
        let first = phase * (count + 1);
        let matrix = matrix_of::<S>(x);
        joint
            .view_mut((first, first), (count, count))
            .copy_from(&matrix);
        for (row, drift) in drift_of::<S>(x).as_ref().iter().enumerate() {
            joint[(first + row, first + count)] = *drift;
        }
    }
    joint
}

/// What is handed on of each sum.
fn readouts<S: Synapse>(phases: &[S::Variables; 2]) -> Vec<f64> {
    let of_phase = |x: &S::Variables| {
        let mut zero = *x;
        S::set_states(&mut zero, &Array::filled(0.0));
        let rest = S::handed_on(&zero, 1.0);
        [S::readout(x).as_ref(), &[rest]].concat()
    };
    phases.iter().flat_map(of_phase).collect()
}

/// The sums but those that enter nothing, such as that of the weights where states decay to zero.
fn acting(matrix: &DMatrix<f64>, readout: &[f64]) -> Vec<usize> {
    let acts = |k: &usize| {
        readout[*k] != 0.0 || (0..readout.len()).any(|row| row != *k && matrix[(row, *k)] != 0.0)
    };
    (0..readout.len()).filter(acts).collect()
}

impl<S: Synapse, O: Output> Receptor for Lumped<S, O> {
    fn port(&self) -> usize {
        self.summed.port
    }

    fn summed(&self) -> Option<&Summed> {
        Some(&self.summed)
    }

    fn summed_mut(&mut self) -> Option<&mut Summed> {
        Some(&mut self.summed)
    }

    fn few(&self) -> Option<Few> {
        self.summed.few()
    }

    fn coupling(&self) -> Option<&CouplingPlan> {
        self.summed.coupling.as_ref()
    }

    fn linear(&self) -> Option<(&DMatrix<f64>, &[f64])> {
        self.summed.linear()
    }

    fn couple_with(&mut self, plan: CouplingPlan) {
        self.summed.couple_with(plan);
    }

    fn read_at(&mut self, moments: &[f64], step: f64) -> Result<(), PropagatorError> {
        self.summed.read_at(moments, step)
    }

    fn receive(&mut self, arriving: &Arriving<'_>) {
        let Some(sent) = arriving.step.checked_sub(1) else {
            return;
        };
        self.turn(sent, arriving.history.at(sent));
        self.now = arriving.step;
        for &delay in self.connections.delays().iter().rev() {
            let Some(step) = arriving.step.checked_sub(u64::from(delay)) else {
                continue;
            };
            let slot = (step % self.edges.len() as u64) as usize;
            for (source, begins, change) in self.edges[slot].iter() {
                let (targets, weights) = self.connections.due(source, delay);
                for (k, target) in targets.iter().enumerate() {
                    if begins {
                        self.summed.open(*target);
                    } else {
                        self.summed.no_longer(*target);
                    }
                    self.summed.add(*target, change, weights.get(k));
                }
            }
        }
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
        let output = &self.output;
        self.summed
            .current_through::<O>(output, level, base, moment, post, offset, slope);
    }

    fn couple(&self, level: Level, base: usize, refractory: &Lanes, increments: &mut [Lanes]) {
        self.summed.couple_at(level, base, refractory, increments);
    }

    fn advance(&mut self, level: Level, base: usize) {
        self.summed.advance_at(level, base);
    }

    fn synapses(&self) -> Option<usize> {
        Some(self.sources.len())
    }

    fn state(&self, index: usize, synapse: usize) -> f64 {
        states_at(&self.sources[synapse], &self.phases, self.now).as_ref()[index]
    }

    fn readout(&self, cell: usize) -> f64 {
        self.summed.readout(cell)
    }

    fn bytes(&self) -> usize {
        let changes = self.edges.iter().map(|edges| size_of_val(&*edges.changes));
        self.summed.bytes() + size_of_val(&*self.sources) + changes.sum::<usize>()
    }

    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        let sources = Slice::all(self.sources.len());
        for k in 0..S::STATES.len() {
            let states = self.sources.iter_mut();
            let states = states.map(|source| &mut source.states.as_mut()[k]);
            tape.part(&format!("presynaptic state {k}"), sources, states)?;
        }
        let since = self.sources.iter_mut().map(|source| &mut source.since);
        tape.part("latest edge", sources, since)?;
        let ends = self.sources.iter().map(|source| source.end);
        let mut ends: Vec<u64> = ends.map(|end| end.unwrap_or(NEVER)).collect();
        tape.part("end of the pulse", sources, &mut ends)?;
        for (source, end) in self.sources.iter_mut().zip(ends) {
            source.end = (end != NEVER).then_some(end);
        }
        tape.cells("pulses that end", sources.total)?;
        tape.lists("pulses that end", &mut self.ends)?;
        tape.value("time", &mut self.now)?;
        let slots = self.edges.len() as u64;
        // A partition knows as many steps as the longest delay onto its cells has.
        for step in tape.now().saturating_sub(slots)..tape.now() {
            let edges = &mut self.edges[(step % slots) as usize];
            tape.at(format!("edges at {step}"), |tape| {
                edges.carry(tape, sources.total)
            })?;
        }
        self.summed.carry(tape, cells)
    }
}
