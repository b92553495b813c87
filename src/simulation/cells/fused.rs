//! A step of cells that are alike, with at most two synapses of one state each: one loop, all columns read and written once.
//!
//! The same operations in the same order as in `advance`, so that the bits are the same.

use super::CellsOf;
use super::advance::collect;
use crate::dispatch::{Level, Sweep};
use crate::model::{Affine, Array, Class, Columns, LANES, Neuron, Noise};
use crate::simulation::receptor::{Simple, Summed};
use crate::solver::block::{Alike, Block, Ends, Last, Parameters, choose, settled};
use crate::solver::column::{Column, Lanes};
use crate::solver::plan::Plan;
use crate::solver::splitting::Exponential;

/// What a fused step of a population needs to know.
pub(super) struct Fusion<N: Neuron> {
    parameters: Alike<N>,
    period: f64,
    /// What reaches the input at all times.
    constant: f64,
    way: Way<N>,
    synapses: Vec<Simple>,
}

enum Way<N: Neuron> {
    Splitting,
    /// With the integral of the propagator, and what each synapse adds to the states.
    Exact(N::PerState<N::PerState<f64>>, [N::PerState<f64>; 2]),
}

impl<N: Neuron> CellsOf<N> {
    /// How the cells can take fused steps, if they can.
    pub(super) fn fusion(&self) -> Option<Fusion<N>> {
        let is_plain = N::NOISE == Noise::None
            && N::INPUTS.len() <= 1
            && !N::REUSED.contains(&true)
            && self.stimuli.is_none()
            && self.sides.is_empty()
            && !self.work.is_soft;
        let constant = self.inputs.first().map_or(Some(0.0), Column::of_all)?;
        // What acts on the neuron directly is looked at where no synapse does.
        let most = if self.has_direct { 0 } else { 2 };
        if !is_plain || self.receptors.len() > most {
            return None;
        }
        let synapses = self.receptors.iter().map(|receptor| receptor.simple());
        let way = match &self.plan {
            Plan::Splitting { steps: 1, .. } => Way::Splitting,
            Plan::Exact(plan) => {
                let mut couplings = [Array::filled(0.0); 2];
                for (coupling, receptor) in couplings.iter_mut().zip(&self.receptors) {
                    *coupling = receptor.coupling()?.of_all::<N>()?;
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
            synapses: synapses.collect::<Option<_>>()?,
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
    ) -> Option<usize> {
        let mut unfit = None;
        let mut sums = self.receptors.iter_mut().filter_map(|r| r.summed());
        let mut column = || sums.next().map(Summed::column).unwrap_or_default();
        let (g, h) = (column(), column());
        // There are inboxes of receptors, or one for what acts directly.
        let blocks = self.blocks.len();
        let mut inboxes = inboxes.chunks_mut(blocks.max(1));
        let mut inbox = |is_there: bool| {
            let next = is_there.then(|| inboxes.next());
            next.flatten().unwrap_or_default()
        };
        let direct = inbox(self.has_direct);
        let (g_inbox, h_inbox) = (inbox(!g.is_empty()), inbox(!h.is_empty()));
        let blocks = &mut self.blocks;
        macro_rules! sweep {
            ($count:literal, $direct:literal) => {
                level.sweep(
                    Step::<N, $count, $direct> {
                        fusion,
                        step: self.step,
                        start,
                        first: self.first,
                        cells: self.count,
                        fired,
                        unfit: &mut unfit,
                    },
                    blocks,
                    direct,
                    g,
                    g_inbox,
                    h,
                    h_inbox,
                )
            };
        }
        match fusion.synapses.len() {
            0 if self.has_direct => sweep!(0, true),
            0 => sweep!(0, false),
            1 => sweep!(1, false),
            _ => sweep!(2, false),
        }
        unfit
    }
}

/// A step of all cells, with `COUNT` synapses at each, or spikes that act directly.
struct Step<'a, N: Neuron, const COUNT: usize, const DIRECT: bool> {
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

impl<N: Neuron, const COUNT: usize, const DIRECT: bool> Sweep for Step<'_, N, COUNT, DIRECT> {
    type Block = Block<N>;

    #[inline(always)]
    fn run(
        self,
        blocks: &mut [Block<N>],
        direct: &mut [Lanes],
        g: &mut [Lanes],
        g_inbox: &mut [Lanes],
        h: &mut [Lanes],
        h_inbox: &mut [Lanes],
    ) {
        match self.fusion.way {
            Way::Splitting => {
                if const { matches!(N::CLASS, Class::Linear | Class::ConditionallyLinear { .. }) } {
                    let way = Split {
                        step: self.step,
                        synapses: self.synapses(),
                        constant: self.fusion.constant,
                    };
                    self.sweep(way, blocks, direct, g, g_inbox, h, h_inbox);
                }
            }
            Way::Exact(propagator, couplings) => {
                if const { matches!(N::CLASS, Class::Linear) } {
                    let way = Propagate::<N> {
                        propagator,
                        couplings,
                        constant: self.fusion.constant,
                    };
                    self.sweep(way, blocks, direct, g, g_inbox, h, h_inbox);
                }
            }
        }
    }
}

impl<N: Neuron, const COUNT: usize, const DIRECT: bool> Step<'_, N, COUNT, DIRECT> {
    #[inline(always)]
    fn synapses(&self) -> [Simple; COUNT] {
        let mut synapses = [Simple::default(); COUNT];
        synapses.copy_from_slice(&self.fusion.synapses[..COUNT]);
        synapses
    }

    #[inline(always)]
    #[allow(clippy::too_many_arguments, reason = "as in `Sweep`")]
    fn sweep(
        self,
        way: impl Advance<N, COUNT>,
        blocks: &mut [Block<N>],
        direct: &mut [Lanes],
        g: &mut [Lanes],
        g_inbox: &mut [Lanes],
        h: &mut [Lanes],
        h_inbox: &mut [Lanes],
    ) {
        let (parameters, synapses) = (self.fusion.parameters, self.synapses());
        let (period, time) = (self.fusion.period, 0.5f64.mul_add(self.step, self.start));
        // Stand for columns that there are not.
        let (mut g_none, mut h_none) = ([Lanes::ZERO; 2], [Lanes::ZERO; 2]);
        let mut direct_none = Lanes::ZERO;
        for (index, block) in blocks.iter_mut().enumerate() {
            let [g_none, g_in_none] = &mut g_none;
            let [h_none, h_in_none] = &mut h_none;
            let (g, g_in) = if COUNT > 0 {
                (&mut g[index], &mut g_inbox[index])
            } else {
                (g_none, g_in_none)
            };
            let (h, h_in) = if COUNT > 1 {
                (&mut h[index], &mut h_inbox[index])
            } else {
                (h_none, h_in_none)
            };
            let direct = if DIRECT {
                &mut direct[index]
            } else {
                &mut direct_none
            };
            let (mut fired, mut ends) = (Lanes::ZERO, Ends::default());
            for lane in 0..LANES {
                let all = [g[lane], h[lane]];
                let mut drives = [0.0; COUNT];
                drives.copy_from_slice(&all[..COUNT]);
                let mut x = N::load(
                    &Cell {
                        parameters: &parameters,
                        block,
                        input: way.input(&drives),
                        time,
                    },
                    lane,
                );
                let held = block.is_held(lane);
                way.advance(&mut x, &drives, held);
                let mut last = Last {
                    arrived: 0.0,
                    above: block.above[lane],
                    refractory: block.refractory[lane],
                    period,
                };
                if DIRECT {
                    last.arrived = direct[lane];
                    direct[lane] = 0.0;
                }
                let next = settled::<N, Alike<N>>(x, held, last);
                for (k, state) in next.states.as_ref().iter().enumerate() {
                    block.states.as_mut()[k][lane] = *state;
                }
                if N::FIRES {
                    block.above[lane] = next.above;
                    fired[lane] = next.fired;
                    if N::REFRACTORY {
                        block.refractory[lane] = next.refractory;
                    }
                }
                ends.join(next.ends);
                if COUNT > 0 {
                    g[lane] = synapses[0].advance(drives[0], g_in[lane]);
                    g_in[lane] = 0.0;
                }
                if COUNT > 1 {
                    h[lane] = synapses[1].advance(drives[1], h_in[lane]);
                    h_in[lane] = 0.0;
                }
            }
            let base = index * LANES;
            if ends.any_unfit() {
                *self.unfit = Some(base);
                return;
            }
            if N::FIRES && ends.any_fired() {
                let own = LANES.min(self.cells - base);
                collect(&fired[..own], self.first + base, self.fired);
            }
        }
    }
}

/// How the states of a cell go through a step, with what its synapses had at the start of it.
trait Advance<N: Neuron, const COUNT: usize>: Copy {
    /// What reaches the input.
    fn input(&self, drives: &[f64; COUNT]) -> Affine;

    fn advance(&self, x: &mut N::Variables, drives: &[f64; COUNT], held: bool);
}

#[derive(Clone, Copy)]
struct Split<const COUNT: usize> {
    step: f64,
    constant: f64,
    synapses: [Simple; COUNT],
}

impl<N: Neuron, const COUNT: usize> Advance<N, COUNT> for Split<COUNT> {
    #[inline(always)]
    fn input(&self, drives: &[f64; COUNT]) -> Affine {
        let mut input = Affine {
            offset: self.constant,
            slope: 0.0,
        };
        for (synapse, drive) in self.synapses.iter().zip(drives) {
            input.offset = synapse.offset.mul_add(*drive, input.offset);
            input.slope = synapse.slope.mul_add(*drive, input.slope);
        }
        input
    }

    #[inline(always)]
    fn advance(&self, x: &mut N::Variables, _drives: &[f64; COUNT], held: bool) {
        let mut half = Exponential {
            step: 0.5 * self.step,
            held,
        };
        let mut whole = Exponential {
            step: self.step,
            held,
        };
        N::outer(x, &mut half);
        let about = *x;
        N::centre(x, &about, &mut whole);
        N::outer_reversed(x, &mut half);
    }
}

struct Propagate<N: Neuron> {
    constant: f64,
    propagator: N::PerState<N::PerState<f64>>,
    couplings: [N::PerState<f64>; 2],
}

impl<N: Neuron> Clone for Propagate<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Neuron> Copy for Propagate<N> {}

impl<N: Neuron, const COUNT: usize> Advance<N, COUNT> for Propagate<N> {
    #[inline(always)]
    fn input(&self, _drives: &[f64; COUNT]) -> Affine {
        // Currents of linear synapses are increments of the states.
        Affine {
            offset: self.constant,
            slope: 0.0,
        }
    }

    #[inline(always)]
    fn advance(&self, x: &mut N::Variables, drives: &[f64; COUNT], held: bool) {
        let (rates, mut states) = (N::rates(x), N::states(x));
        for (row, state) in states.as_mut().iter_mut().enumerate() {
            let mut increment = 0.0;
            for (coupling, drive) in self.couplings.iter().zip(drives) {
                increment = coupling.as_ref()[row].mul_add(*drive, increment);
            }
            let propagator = self.propagator.as_ref()[row];
            for (coefficient, rate) in propagator.as_ref().iter().zip(rates.as_ref()) {
                increment = coefficient.mul_add(*rate, increment);
            }
            let stands = held & N::HELD.as_ref()[row];
            *state = choose(stands, *state, *state + increment);
        }
        N::set_states(x, &states);
    }
}

/// The variables of one cell of a block.
struct Cell<'a, N: Neuron> {
    parameters: &'a Alike<N>,
    block: &'a Block<N>,
    input: Affine,
    time: f64,
}

impl<N: Neuron> Columns for Cell<'_, N> {
    #[inline(always)]
    fn parameter(&self, index: usize, lane: usize) -> f64 {
        self.parameters.get(index, lane)
    }

    #[inline(always)]
    fn state(&self, index: usize, lane: usize) -> f64 {
        self.block.states.as_ref()[index][lane]
    }

    #[inline(always)]
    fn input(&self, _index: usize, _lane: usize) -> Affine {
        self.input
    }

    #[inline(always)]
    fn time(&self, _lane: usize) -> f64 {
        self.time
    }
}
