//! A step of cells that are alike, with at most two synapses of one state each: one loop, all columns read and written once.
//!
//! The same operations in the same order as in `advance`, so that the bits are the same.

mod gated;

use super::CellsOf;
use crate::dispatch::{Level, Sweep};
use crate::model::{Affine, Array, Class, Columns, LANES, Neuron, Noise};
use crate::simulation::receptor::{Simple, Summed};
use crate::solver::block::{Alike, Block, Last, Parameters, Settled, choose, settled, unfit};
use crate::solver::column::{Column, Lanes};
use crate::solver::plan::Plan;
use crate::solver::splitting::{Exponential, Near, Reused, is_alone};

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
            // What acts directly moves the membrane, and the rates of gates with it.
            Plan::Splitting { steps: 1, reused } if reused.is_empty() || !self.has_direct => {
                Way::Splitting
            }
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
        let reused = match &mut self.plan {
            Plan::Splitting { reused, .. } => &mut reused[..],
            _ => &mut [],
        };
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
                    reused,
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
    type Side = Reused<N>;

    #[inline(always)]
    fn run(
        self,
        blocks: &mut [Block<N>],
        reused: &mut [Reused<N>],
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
                    if const { has_gates::<N>() && !DIRECT } {
                        self.gated(way, blocks, reused, g, g_inbox, h, h_inbox);
                    } else if const { is_alone::<N>() } {
                        self.sweep(Short(way), blocks, direct, g, g_inbox, h, h_inbox);
                    } else {
                        self.sweep(way, blocks, direct, g, g_inbox, h, h_inbox);
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
    fn sweep<W: Advance<N, COUNT>>(
        mut self,
        way: W,
        blocks: &mut [Block<N>],
        direct: &mut [Lanes],
        g: &mut [Lanes],
        g_inbox: &mut [Lanes],
        h: &mut [Lanes],
        h_inbox: &mut [Lanes],
    ) {
        let (uniform, synapses) = (self.uniform(), self.synapses());
        for (index, block) in blocks.iter_mut().enumerate() {
            let of_block = (at(direct, index), at(g, index), at(h, index));
            let mut ends = uniform.advance::<W, COUNT, false>(way, block, of_block, 0);
            if W::IS_SHORT && ends.left != 0 {
                let (long, left) = (way.long(), ends.left);
                let again = uniform.advance::<_, COUNT, true>(long, block, of_block, left);
                ends = BlockEnds {
                    fired: ends.fired | again.fired,
                    ..again
                };
            }
            if DIRECT {
                direct[index] = Lanes::ZERO;
            }
            if COUNT > 0 {
                synapses[0].advance_block(&mut g[index], &mut g_inbox[index]);
            }
            if COUNT > 1 {
                synapses[1].advance_block(&mut h[index], &mut h_inbox[index]);
            }
            if !self.end(index, ends) {
                return;
            }
        }
    }

    #[inline(always)]
    fn uniform(&self) -> Uniform<N> {
        Uniform {
            parameters: self.fusion.parameters,
            period: self.fusion.period,
            time: 0.5f64.mul_add(self.step, self.start),
        }
    }

    /// Appends the cells of a block that fired; whether all states are finite.
    #[inline(always)]
    fn end(&mut self, index: usize, ends: BlockEnds) -> bool {
        let base = index * LANES;
        if ends.is_unfit() {
            *self.unfit = Some(base);
            return false;
        }
        if N::FIRES && ends.fired != 0 {
            // Idle lanes repeat a cell.
            let idle = LANES - LANES.min(self.cells - base);
            let mut fired = ends.fired << idle >> idle;
            while fired != 0 {
                let lane = fired.trailing_zeros();
                self.fired.push((self.first + base) as u32 + lane);
                fired &= fired - 1;
            }
        }
        true
    }
}

/// How a step ended for the cells of a block, a bit for each.
#[derive(Clone, Copy, Default)]
struct BlockEnds {
    fired: u64,
    /// Those whose step is too long for the way, and which have not been advanced.
    left: u64,
    /// The bits of not-a-number where a state is not finite, else of a zero.
    unfit: u64,
}

/// The bit of each lane, in a table: a shift by the lane would keep the loop from being vectorised.
const BIT: [u64; LANES] = {
    assert!(LANES == u64::BITS as usize);
    let mut bits = [0; LANES];
    let mut lane = 0;
    while lane < LANES {
        bits[lane] = 1 << lane;
        lane += 1;
    }
    bits
};

impl BlockEnds {
    /// Takes in a cell; sums, since the compiler makes them SIMD code where it does not with a choice of bits.
    #[inline(always)]
    fn join<N: Neuron>(
        &mut self,
        states: &N::PerState<f64>,
        fired: bool,
        is_left: bool,
        lane: usize,
    ) {
        self.fired += if fired { BIT[lane] } else { 0 };
        self.left += if is_left { BIT[lane] } else { 0 };
        self.unfit |= unfit::<N>(states);
    }

    fn is_unfit(self) -> bool {
        // All but the sign of zero.
        self.unfit << 1 != 0
    }
}

/// What is the same for all cells in a step; by value in each loop, so that the compiler sees that no column overlaps it.
struct Uniform<N: Neuron> {
    parameters: Alike<N>,
    period: f64,
    /// The time that equations see.
    time: f64,
}

impl<N: Neuron> Uniform<N> {
    /// Advances the cells of a block, or where `AGAIN` those that were left, with what acts directly and the synapses at the start of
    /// the step.
    #[inline(always)]
    fn advance<W: Advance<N, COUNT>, const COUNT: usize, const AGAIN: bool>(
        &self,
        way: W,
        block: &mut Block<N>,
        (direct, g, h): (&Lanes, &Lanes, &Lanes),
        left: u64,
    ) -> BlockEnds {
        let mut ends = BlockEnds::default();
        for lane in 0..LANES {
            let drives = drives((g, h), lane);
            let mut x = self.load(block, way.input(&drives), lane);
            let held = block.is_held(lane);
            let is_left = way.advance(&mut x, &drives, held) & W::IS_SHORT;
            let next = self.settled(block, x, held, direct[lane], lane);
            let stays = if AGAIN {
                left & BIT[lane] == 0
            } else {
                is_left
            };
            let states = store(block, &next, stays, lane);
            ends.join::<N>(&states, (next.fired > 0.0) & !stays, is_left, lane);
        }
        ends
    }

    /// The variables of a cell at the start of the step.
    #[inline(always)]
    fn load(&self, block: &Block<N>, input: Affine, lane: usize) -> N::Variables {
        let cell = Cell {
            parameters: &self.parameters,
            block,
            input,
            time: self.time,
        };
        N::load(&cell, lane)
    }

    /// A cell at the end of the step.
    #[inline(always)]
    fn settled(
        &self,
        block: &Block<N>,
        x: N::Variables,
        held: bool,
        arrived: f64,
        lane: usize,
    ) -> Settled<N> {
        let last = Last {
            arrived,
            above: block.above[lane],
            refractory: block.refractory[lane],
            period: self.period,
        };
        settled::<N, Alike<N>>(x, held, last)
    }
}

/// Writes what a cell has at the end of the step, unless it `stays` as it is: its states from now on.
#[inline(always)]
fn store<N: Neuron>(
    block: &mut Block<N>,
    next: &Settled<N>,
    stays: bool,
    lane: usize,
) -> N::PerState<f64> {
    let mut states = next.states;
    for (k, state) in states.as_mut().iter_mut().enumerate() {
        let place = &mut block.states.as_mut()[k][lane];
        *state = either(stays, *place, *state);
        *place = *state;
    }
    if N::FIRES {
        block.above[lane] = either(stays, block.above[lane], next.above);
        if N::REFRACTORY {
            block.refractory[lane] = either(stays, block.refractory[lane], next.refractory);
        }
    }
    states
}

/// As `choose`, of what is stored where `yes` came from: for a choice the compiler would write some lanes alone, which is slow on many
/// machines.
#[inline(always)]
fn either(condition: bool, yes: f64, no: f64) -> f64 {
    let mask = u64::from(condition).wrapping_neg();
    f64::from_bits(yes.to_bits() & mask | no.to_bits() & !mask)
}

/// The values of a block, zero in a column that there is not.
#[inline(always)]
fn at(column: &[Lanes], index: usize) -> &Lanes {
    column.get(index).unwrap_or(&Lanes::ZERO)
}

/// What the synapses of a cell had at the start of the step.
#[inline(always)]
fn drives<const COUNT: usize>((g, h): (&Lanes, &Lanes), lane: usize) -> [f64; COUNT] {
    let all = [g[lane], h[lane]];
    let mut drives = [0.0; COUNT];
    drives.copy_from_slice(&all[..COUNT]);
    drives
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

/// How the states of a cell go through a step, with what its synapses had at the start of it.
trait Advance<N: Neuron, const COUNT: usize>: Copy {
    /// Whether it is for short steps alone.
    const IS_SHORT: bool = false;

    /// The way for all steps.
    type Long: Advance<N, COUNT>;
    fn long(&self) -> Self::Long;

    /// What reaches the input.
    fn input(&self, drives: &[f64; COUNT]) -> Affine;

    /// Whether the step was too long for the way.
    fn advance(&self, x: &mut N::Variables, drives: &[f64; COUNT], held: bool) -> bool;
}

#[derive(Clone, Copy)]
struct Split<const COUNT: usize> {
    step: f64,
    constant: f64,
    synapses: [Simple; COUNT],
}

/// The membrane alone, in steps that are short beside its time constant.
#[derive(Clone, Copy)]
struct Short<const COUNT: usize>(Split<COUNT>);

impl<N: Neuron, const COUNT: usize> Advance<N, COUNT> for Short<COUNT> {
    const IS_SHORT: bool = true;

    type Long = Split<COUNT>;

    #[inline(always)]
    fn long(&self) -> Split<COUNT> {
        self.0
    }

    #[inline(always)]
    fn input(&self, drives: &[f64; COUNT]) -> Affine {
        Advance::<N, COUNT>::input(&self.0, drives)
    }

    #[inline(always)]
    fn advance(&self, x: &mut N::Variables, _drives: &[f64; COUNT], held: bool) -> bool {
        let mut whole = Near::new(self.0.step, held);
        let about = *x;
        N::centre(x, &about, &mut whole);
        whole.is_far
    }
}

impl<N: Neuron, const COUNT: usize> Advance<N, COUNT> for Split<COUNT> {
    type Long = Self;

    #[inline(always)]
    fn long(&self) -> Self {
        *self
    }

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
    fn advance(&self, x: &mut N::Variables, _drives: &[f64; COUNT], held: bool) -> bool {
        let mut half = Exponential::new(0.5 * self.step, held);
        let mut whole = Exponential::of_membrane::<N>(self.step, held);
        N::outer(x, &mut half);
        let about = *x;
        N::centre(x, &about, &mut whole);
        N::outer_reversed(x, &mut half);
        false
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
    type Long = Self;

    #[inline(always)]
    fn long(&self) -> Self {
        *self
    }

    #[inline(always)]
    fn input(&self, _drives: &[f64; COUNT]) -> Affine {
        // Currents of linear synapses are increments of the states.
        Affine {
            offset: self.constant,
            slope: 0.0,
        }
    }

    #[inline(always)]
    fn advance(&self, x: &mut N::Variables, drives: &[f64; COUNT], held: bool) -> bool {
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
        false
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
