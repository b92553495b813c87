//! A step of cells that are alike, with at most two synapses of few states each: one loop, all columns read and written once.
//!
//! The same operations in the same order as in `advance`, so that the bits are the same.

mod gated;
mod lanes;
mod ways;

use std::ops::Range;

use super::CellsOf;
use super::unfit::Unfit;
use crate::dispatch::{Level, Sweep};
use crate::model::{Affine, Array, Class, LANES, Model, Neuron, Noise};
use crate::simulation::receptor::Few;
use crate::solver::block::{Alike, Block};
use crate::solver::column::{Column, Lanes};
use crate::solver::plan::Plan;
use crate::solver::splitting::{Reused, is_alone};
use lanes::{BlockEnds, Nothing, OfBlock, Uniform, cells};
use ways::{Advance, Alone, Propagate, Split};

/// What a fused step of a population needs to know.
pub(super) struct Fusion<N: Neuron> {
    parameters: Alike<N>,
    period: f64,
    /// What reaches the input at all times.
    constant: f64,
    way: Way<N>,
    /// All of as many states.
    synapses: Vec<Few>,
}

enum Way<N: Neuron> {
    Splitting,
    /// With the integral of the propagator, and what each synapse adds to the states.
    Exact(N::PerState<N::PerState<f64>>, Couplings<N>),
}

/// By how much each state of each synapse enters each state of the neuron over the step.
type Couplings<N> = [[<N as Model>::PerState<f64>; 2]; 2];

impl<N: Neuron> CellsOf<N> {
    /// How the cells can take fused steps, if they can.
    pub(super) fn fusion(&self) -> Option<Fusion<N>> {
        let is_plain = N::NOISE == Noise::None
            && N::INPUTS.len() <= 1
            && self.stimuli.is_none()
            && self.sides.is_empty()
            && !self.work.is_soft;
        let constant = self.inputs.first().map_or(Some(0.0), Column::of_all)?;
        // What acts on the neuron directly is looked at where no synapse does.
        let most = if self.has_direct { 0 } else { 2 };
        if !is_plain || self.receptors.len() > most {
            return None;
        }
        let synapses = self.receptors.iter().map(|receptor| receptor.few());
        let synapses: Vec<Few> = synapses.collect::<Option<_>>()?;
        if synapses.iter().any(|few| few.states != synapses[0].states) {
            return None;
        }
        let way = match &self.plan {
            // What acts directly moves the membrane, and the rates of gates with it.
            Plan::Splitting { steps: 1, reused } if reused.is_empty() || !self.has_direct => {
                Way::Splitting
            }
            Plan::Exact(plan) => {
                let mut couplings = [[Array::filled(0.0); 2]; 2];
                for (couplings, receptor) in couplings.iter_mut().zip(&self.receptors) {
                    let states = couplings.iter_mut().take(synapses[0].states).enumerate();
                    for (state, coupling) in states {
                        *coupling = receptor.coupling()?.of_all::<N>(state)?;
                    }
                }
                Way::Exact(plan.of_all::<N>()?, couplings)
            }
            _ => return None,
        };
        Some(Fusion {
            parameters: self.alike?,
            period: self.period.get(0),
            constant,
            way,
            synapses,
        })
    }
}

impl<N: Neuron> CellsOf<N> {
    /// Advances all cells by one step and appends those that fired.
    pub(super) fn step_fused(
        &mut self,
        fusion: &Fusion<N>,
        level: Level,
        start: f64,
        inboxes: &mut [Lanes],
        fired: &mut Vec<u32>,
    ) -> Result<(), Unfit> {
        // At some blocks kinetic synapses have pulses, or these begin or end.
        let has_kinetic = self.inboxes.contains(&None);
        let mut first = 0;
        while first < self.blocks.len() {
            let mut sums = self.receptors.iter().map(|receptor| receptor.summed());
            // Asked for once, not for each block: 0.22 instead of 0.26 ns for a step of one of 10 000 `Ampa`.
            let sums = [sums.next().flatten(), sums.next().flatten()];
            let is_busy = |block: &usize| sums.iter().flatten().any(|sum| sum.is_busy(*block));
            let mut rest = first..self.blocks.len();
            let busy = has_kinetic.then(|| rest.find(is_busy)).flatten();
            let end = busy.unwrap_or(self.blocks.len());
            let unfit = self.sweep(fusion, level, start, inboxes, fired, first..end);
            if let Some(unfit) = unfit.and_then(|base| self.unfit(base)) {
                return Err(unfit);
            }
            if let Some(block) = busy {
                self.advance(level, start, inboxes, fired, block..block + 1)?;
            }
            first = end + 1;
        }
        Ok(())
    }

    /// Advances some blocks: the first cell of the first in which a state is not finite.
    fn sweep(
        &mut self,
        fusion: &Fusion<N>,
        level: Level,
        start: f64,
        inboxes: &mut [Lanes],
        fired: &mut Vec<u32>,
        range: Range<usize>,
    ) -> Option<usize> {
        let mut unfit = None;
        let (first, blocks) = (range.start * LANES, self.blocks.len());
        let mut receptors = self.receptors.iter_mut().zip(&self.inboxes);
        let mut inboxes = inboxes.chunks_mut(blocks.max(1));
        // There are inboxes of receptors, or one for what acts directly.
        let mut inbox = |number: Option<usize>| {
            let next = number.and_then(|_| inboxes.next());
            next.map_or(&mut [][..], |inbox| &mut inbox[range.clone()])
        };
        let direct = inbox(self.has_direct.then_some(0));
        let mut synapse = || {
            let (receptor, number) = receptors.next()?;
            let (inbox, state) = (inbox(*number), receptor.inbox());
            let mut columns = receptor.summed_mut()?.columns(&range);
            if let Some(state) = state {
                columns[state] = inbox;
            }
            Some(columns)
        };
        let [g0, g1] = synapse().unwrap_or_default();
        let [h0, h1] = synapse().unwrap_or_default();
        let reused = match &mut self.plan {
            Plan::Splitting { reused, .. } if !reused.is_empty() => &mut reused[range.clone()],
            _ => &mut [],
        };
        let blocks = &mut self.blocks[range.clone()];
        macro_rules! sweep {
            ($count:literal, $states:literal, $direct:literal) => {
                level.sweep(
                    Step::<N, $count, $states, $direct> {
                        fusion,
                        step: self.step,
                        start,
                        first: self.first + first,
                        cells: self.count - first,
                        fired,
                        unfit: &mut unfit,
                    },
                    blocks,
                    reused,
                    direct,
                    g0,
                    g1,
                    h0,
                    h1,
                )
            };
        }
        match (
            fusion.synapses.len(),
            fusion.synapses.first().map(|few| few.states),
        ) {
            (0, _) if self.has_direct => sweep!(0, 1, true),
            (1, Some(1)) => sweep!(1, 1, false),
            (1, Some(2)) => sweep!(1, 2, false),
            (2, Some(1)) => sweep!(2, 1, false),
            (2, Some(2)) => sweep!(2, 2, false),
            _ => sweep!(0, 1, false),
        }
        unfit.map(|base| first + base)
    }
}

/// A step of some cells, with `COUNT` synapses of `STATES` states at each, or spikes that act directly.
struct Step<'a, N: Neuron, const COUNT: usize, const STATES: usize, const DIRECT: bool> {
    fusion: &'a Fusion<N>,
    /// In seconds.
    step: f64,
    start: f64,
    /// The number of the first cell, and how many there are.
    first: usize,
    cells: usize,
    fired: &'a mut Vec<u32>,
    /// The first cell of the first block in which a state is not finite.
    unfit: &'a mut Option<usize>,
}

impl<N: Neuron, const COUNT: usize, const STATES: usize, const DIRECT: bool> Sweep
    for Step<'_, N, COUNT, STATES, DIRECT>
{
    type Block = Block<N>;
    type Side = Reused<N>;

    #[inline(always)]
    fn run(
        self,
        blocks: &mut [Block<N>],
        reused: &mut [Reused<N>],
        direct: &mut [Lanes],
        g0: &mut [Lanes],
        g1: &mut [Lanes],
        h0: &mut [Lanes],
        h1: &mut [Lanes],
    ) {
        match self.fusion.way {
            Way::Splitting => {
                if const { matches!(N::CLASS, Class::Linear | Class::ConditionallyLinear { .. }) } {
                    let way = Split {
                        step: self.step,
                        synapses: self.synapses(),
                        constant: self.fusion.constant,
                    };
                    if const { has_gates::<N>() && !DIRECT } {
                        self.gated(way, blocks, reused, g0, g1, h0, h1);
                    } else if const { is_alone::<N>() } {
                        self.sweep(Alone(way), blocks, direct, g0, g1, h0, h1);
                    } else {
                        self.sweep(way, blocks, direct, g0, g1, h0, h1);
                    }
                }
            }
            Way::Exact(propagator, couplings) => {
                if const { matches!(N::CLASS, Class::Linear) } {
                    let way = Propagate::<N> {
                        propagator,
                        couplings,
                        constant: self.fusion.constant,
                    };
                    self.sweep(way, blocks, direct, g0, g1, h0, h1);
                }
            }
        }
    }
}

impl<N: Neuron, const COUNT: usize, const STATES: usize, const DIRECT: bool>
    Step<'_, N, COUNT, STATES, DIRECT>
{
    #[inline(always)]
    fn synapses(&self) -> [Few; COUNT] {
        core::array::from_fn(|k| self.fusion.synapses[k])
    }

    #[inline(always)]
    #[allow(clippy::too_many_arguments, reason = "as in `Sweep`")]
    fn sweep<W: Advance<N, COUNT, STATES>>(
        mut self,
        way: W,
        blocks: &mut [Block<N>],
        direct: &mut [Lanes],
        g0: &mut [Lanes],
        g1: &mut [Lanes],
        h0: &mut [Lanes],
        h1: &mut [Lanes],
    ) {
        let (uniform, synapses) = (self.uniform(), self.synapses());
        let mut gains = Lanes::ZERO;
        for (index, block) in blocks.iter_mut().enumerate() {
            let acting = DIRECT.then(|| &direct[index]);
            let drives = OfBlock::new([[&*g0, &*g1], [&*h0, &*h1]], index);
            let ends = uniform.advance(way, block, &mut gains, acting, drives);
            let fired = uniform.end(block, ends);
            if DIRECT {
                direct[index] = Lanes::ZERO;
            }
            if COUNT > 0 {
                synapses[0].advance::<STATES>(g0.get_mut(index), g1.get_mut(index));
            }
            if COUNT > 1 {
                synapses[1].advance::<STATES>(h0.get_mut(index), h1.get_mut(index));
            }
            if ends.is_unfit() && self.is_unfit(block, index) {
                return;
            }
            self.list(index, fired);
        }
    }

    #[inline(always)]
    fn uniform(&self) -> Uniform<N> {
        Uniform {
            parameters: self.fusion.parameters,
            now: (self.start / self.step).round(),
            period: self.fusion.period,
            time: 0.5f64.mul_add(self.step, self.start),
            nothing: Nothing::new(),
        }
    }

    /// Whether a cell of a block has a state that is not finite or beyond its bounds, which is then remembered.
    #[cold]
    fn is_unfit(&mut self, block: &Block<N>, index: usize) -> bool {
        let base = index * LANES;
        let uniform = self.uniform();
        let is_unfit = (0..LANES.min(self.cells - base)).any(|lane| {
            let mut ends = BlockEnds::default();
            ends.join::<N>(&uniform.load(block, Affine::default(), lane), lane);
            ends.is_unfit()
        });
        if is_unfit {
            *self.unfit = Some(base);
        }
        is_unfit
    }

    /// Appends the cells of a block that fired.
    #[inline(always)]
    fn list(&mut self, index: usize, fired: u64) {
        if fired == 0 {
            return;
        }
        let base = index * LANES;
        // Idle lanes repeat a cell.
        let idle = LANES - LANES.min(self.cells - base);
        let first = (self.first + base) as u32;
        let fired = cells(fired << idle >> idle);
        self.fired.extend(fired.map(|lane| first + lane as u32));
    }
}

/// Whether some states are advanced by the same rates at the end of one step and at the start of the next.
const fn has_gates<N: Neuron>() -> bool {
    let mut k = 0;
    while k < N::REUSED.len() {
        if N::REUSED[k] {
            return true;
        }
        k += 1;
    }
    false
}
