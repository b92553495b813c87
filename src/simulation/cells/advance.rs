//! One step of all cells of a population, block by block, by the plan of the population.

use std::ops::Range;

use super::CellsOf;
use super::stimuli::Stimuli;
use super::unfit::{Reason, Unfit};
use crate::dispatch::Level;
use crate::model::{Class, LANES, Neuron};
use crate::simulation::receptor::Receptor;
use crate::solver::block::{Block, Ends, Parameters, Workspace};
use crate::solver::column::{Column, Lanes, has_any};
use crate::solver::exact::Exact;
use crate::solver::exponential_euler::ExponentialEuler;
use crate::solver::kick::Kick;
use crate::solver::noise::Shake;
use crate::solver::paced::Stuck;
use crate::solver::plan::Plan;
use crate::solver::splitting::{Lengths, Refresh, Reused, Splitting};

/// A step of all cells of a population, whatever its plan and whatever reaches it.
pub(super) struct Advance<'a, N: Neuron, P> {
    pub(super) level: Level,
    pub(super) cells: &'a mut CellsOf<N>,
    pub(super) receptors: &'a mut [Box<dyn Receptor>],
    pub(super) parameters: P,
    /// The time at the start of the step, in seconds.
    pub(super) start: f64,
    pub(super) inboxes: &'a mut [Lanes],
    pub(super) fired: &'a mut Vec<u32>,
}

impl<N: Neuron, P: Parameters> Advance<'_, N, P> {
    pub(super) fn run(mut self, mut blocks: Range<usize>) -> Result<(), Unfit> {
        blocks.try_for_each(|block| self.block(block * LANES))
    }

    fn block(&mut self, base: usize) -> Result<(), Unfit> {
        let cells = &mut *self.cells;
        self.parameters.gather(&cells.parameters, base);
        if N::REFRACTORY && !cells.period.is_uniform() {
            cells.period.copy_block(base, &mut cells.work.period);
        }
        if cells.stimuli.is_some() {
            cells.stimulate(self.level, base, self.start)?;
        }
        let now = cells.now(self.start);
        cells.work.take_up(&cells.blocks[base / LANES], now);
        let (block, blocks) = (base / LANES, cells.blocks.len());
        for (receptor, inbox) in self.receptors.iter_mut().zip(&cells.inboxes) {
            if let Some((inbox, raised)) = inbox.zip(receptor.raised_mut()) {
                raised[block] = self.inboxes[inbox * blocks + block];
            }
        }
        match cells.plan {
            Plan::Exact(_) => self.exact(base),
            Plan::Splitting { .. } | Plan::ExponentialEuler { .. } => self.parts(base),
            Plan::Paced(_) => self.paced(base)?,
        }
        let cells = &mut *self.cells;
        let next = now + f64::from(cells.plan.parts());
        cells.work.hand_back(&mut cells.blocks[base / LANES], next);
        for (receptor, inbox) in self.receptors.iter_mut().zip(&cells.inboxes) {
            receptor.advance(self.level, base);
            if let Some((inbox, raised)) = inbox.zip(receptor.raised()) {
                self.inboxes[inbox * blocks + block] = raised[block];
            }
        }
        if cells.work.ends.any_unfit()
            && let Some(unfit) = cells.unfit(base)
        {
            return Err(unfit);
        }
        if N::FIRES && cells.work.ends.any_fired() {
            let count = LANES.min(cells.count - base);
            let first = cells.first + base;
            collect(&cells.work.fired[..count], first, self.fired);
        }
        Ok(())
    }

    /// What arrives at the end of the part of the step.
    fn arrive(&mut self, base: usize, is_last: bool) {
        let cells = &mut *self.cells;
        if cells.has_direct {
            if is_last {
                cells.work.arrivals = std::mem::take(&mut self.inboxes[base / LANES]);
            } else {
                cells.work.arrivals.fill(0.0);
            }
        }
    }

    /// The joint propagator of neuron and synapses.
    fn exact(&mut self, base: usize) {
        // The condition is for the compiler, which makes no code for models that are not linear.
        if const { !matches!(N::CLASS, Class::Linear) } {
            return;
        }
        self.arrive(base, true);
        let cells = &mut *self.cells;
        let (block, work) = (&mut cells.blocks[base / LANES], &mut *cells.work);
        // Currents of linear synapses are increments, so the slopes of inputs stay zero.
        external_inputs(
            &cells.inputs,
            cells.stimuli.as_deref(),
            base,
            &mut work.offsets,
        );
        let increments = work.increments.as_mut();
        increments.iter_mut().for_each(|lanes| lanes.fill(0.0));
        for receptor in &*self.receptors {
            receptor.couple(self.level, base, &work.refractory, increments);
        }
        if let Some(plan) = &cells.noise {
            self.level.run(Shake::<N> {
                plan,
                refractory: &work.refractory,
                base,
                first: cells.first,
                draw: (self.start / cells.step).round() as u64 as u32,
                increments: &mut work.increments,
            });
        }
        if let Plan::Exact(plan) = &cells.plan {
            self.level.run(Exact {
                parameters: self.parameters,
                block,
                work,
                plan,
                base,
            });
        }
    }

    /// The parts of equal length into which a step is cut.
    fn parts(&mut self, base: usize) {
        let parts = self.cells.plan.parts();
        if parts == 1 {
            self.arrive(base, true);
            return self.part(base, 0, 1);
        }
        let (mut fired, mut ends) = (Lanes::ZERO, Ends::default());
        for part in 0..parts {
            self.arrive(base, part + 1 == parts);
            self.part(base, part as usize, parts as usize);
            let work = &self.cells.work;
            for lane in 0..LANES {
                fired[lane] += work.fired[lane];
            }
            ends.join(work.ends);
        }
        (self.cells.work.fired, self.cells.work.ends) = (fired, ends);
    }

    /// One of the parts of equal length.
    fn part(&mut self, base: usize, part: usize, parts: usize) {
        let cells = &mut *self.cells;
        let (index, moment) = (base / LANES, cells.moments[part]);
        let (block, work) = (&mut cells.blocks[index], &mut *cells.work);
        work.time = moment.mul_add(cells.step, self.start);
        let (offsets, slopes) = (&mut work.offsets, &mut work.slopes);
        external_inputs(&cells.inputs, cells.stimuli.as_deref(), base, offsets);
        slopes.as_mut().iter_mut().for_each(|lanes| lanes.fill(0.0));
        let receptors = &*self.receptors;
        currents::<N>(self.level, base, part, receptors, block, offsets, slopes);
        for side in &cells.sides {
            let (offset, slope) = at_port::<N>(side.port, offsets, slopes);
            side.current(self.level, base, moment, offset, slope);
        }
        if let Some(kicks) = &cells.kicks {
            let count = (self.start / cells.step).round() as u64 * parts as u64 + part as u64;
            kicks.fill(cells.first + base, count, cells.step / parts as f64, work);
            self.level.run(Kick {
                parameters: self.parameters,
                block,
                work,
            });
        }
        let lengths = Lengths {
            part: cells.step / parts as f64,
            whole: cells.step,
        };
        match &mut cells.plan {
            Plan::Splitting { reused, .. } => {
                // As in `exact`.
                if const { matches!(N::CLASS, Class::Linear | Class::ConditionallyLinear { .. }) } {
                    let reused = reused.get_mut(index);
                    let ends = (part == 0, part + 1 == parts);
                    split(
                        self.level,
                        self.parameters,
                        block,
                        work,
                        reused,
                        lengths,
                        ends,
                    );
                }
            }
            _ => self.level.run(ExponentialEuler {
                parameters: self.parameters,
                block,
                work,
                step: lengths.part,
            }),
        }
    }

    /// Sub-steps by error.
    fn paced(&mut self, base: usize) -> Result<(), Unfit> {
        self.arrive(base, true);
        let (level, start, cells) = (self.level, self.start, &mut *self.cells);
        let Plan::Paced(paced) = &mut cells.plan else {
            return Ok(());
        };
        let (index, count) = (base / LANES, LANES.min(cells.count - base));
        let (block, work) = (&mut cells.blocks[index], &mut *cells.work);
        for (moment, inputs) in paced.track.inputs.iter_mut().enumerate() {
            let (offsets, slopes) = (&mut inputs.offsets, &mut inputs.slopes);
            external_inputs(&cells.inputs, cells.stimuli.as_deref(), base, offsets);
            slopes.as_mut().iter_mut().for_each(|lanes| lanes.fill(0.0));
            currents::<N>(level, base, moment, self.receptors, block, offsets, slopes);
            for side in &cells.sides {
                let (offset, slope) = at_port::<N>(side.port, offsets, slopes);
                side.current(level, base, cells.moments[moment], offset, slope);
            }
        }
        let mixed = &mut *cells.mixed;
        mixed.gather(&cells.parameters, base);
        if let Some(kicks) = &cells.kicks {
            let inputs = &paced.track.inputs[0];
            (work.offsets, work.slopes) = (inputs.offsets, inputs.slopes);
            work.time = start;
            kicks.fill(
                cells.first + base,
                (start / cells.step).round() as u64,
                cells.step,
                work,
            );
            level.run(Kick {
                parameters: *mixed,
                block,
                work,
            });
        }
        let span = (start, cells.step);
        let advanced = paced.advance(level, index, block, work, mixed, count, span);
        advanced.map_err(|Stuck { lane, state }| Unfit {
            model: N::NAME,
            cell: cells.first + base + lane,
            variable: N::STATES.get(state).map_or("", |state| state.name),
            reason: Reason::Tolerance(cells.method),
        })
    }
}

/// Appends the cells that fired, from the one of number `first` on, each as often as it did.
fn collect(fired: &[f64], first: usize, cells: &mut Vec<u32>) {
    for (lane, times) in fired.iter().enumerate() {
        if *times > 0.0 {
            let cell = (first + lane) as u32;
            cells.extend(std::iter::repeat_n(cell, *times as usize));
        }
    }
}

/// Adds the currents of the receptors at one moment of the step.
fn currents<N: Neuron>(
    level: Level,
    base: usize,
    moment: usize,
    receptors: &[Box<dyn Receptor>],
    block: &Block<N>,
    offsets: &mut N::PerInput<Lanes>,
    slopes: &mut N::PerInput<Lanes>,
) {
    for receptor in receptors {
        let port = receptor.port();
        let post = &block.states.as_ref()[N::INPUTS[port].membrane];
        let (offset, slope) = at_port::<N>(port, offsets, slopes);
        receptor.current(level, base, moment, post, offset, slope);
    }
}

/// What drives a block from outside: constants, and stimuli where there are any.
#[inline]
fn external_inputs<N: Neuron>(
    constants: &[Column],
    stimuli: Option<&Stimuli<N>>,
    base: usize,
    offsets: &mut N::PerInput<Lanes>,
) {
    if let Some(stimuli) = stimuli {
        *offsets = stimuli.held;
        return;
    }
    for (lanes, column) in offsets.as_mut().iter_mut().zip(constants) {
        column.copy_block(base, lanes);
    }
}

/// What reaches one of the inputs.
#[inline]
fn at_port<'a, N: Neuron>(
    port: usize,
    offsets: &'a mut N::PerInput<Lanes>,
    slopes: &'a mut N::PerInput<Lanes>,
) -> (&'a mut Lanes, &'a mut Lanes) {
    (&mut offsets.as_mut()[port], &mut slopes.as_mut()[port])
}

/// One part of a step by splitting; whether it is the first and the last one matters where some states are slow.
fn split<N: Neuron, P: Parameters>(
    level: Level,
    parameters: P,
    block: &mut Block<N>,
    work: &mut Workspace<N>,
    mut reused: Option<&mut Reused<N>>,
    lengths: Lengths,
    ends: (bool, bool),
) {
    if let Some(reused) = reused.as_deref_mut().filter(|reused| !reused.is_current) {
        level.run(Refresh {
            parameters,
            block,
            work,
            lengths,
            reused,
        });
    }
    let has_slow = const { contains(N::SLOW) };
    macro_rules! part {
        ($opens:literal, $closes:literal) => {
            level.run(Splitting::<N, P, $opens, $closes> {
                parameters,
                block,
                work,
                lengths,
                reused: reused.as_deref_mut(),
            })
        };
    }
    match ends {
        (true, false) if has_slow => part!(true, false),
        (false, true) if has_slow => part!(false, true),
        (false, false) if has_slow => part!(false, false),
        _ => part!(true, true),
    }
    if let Some(reused) = reused {
        let is_moved = N::RESETS && work.ends.any_fired() || has_any(&work.arrivals);
        reused.is_current = !is_moved && !work.is_shaken;
    }
}

const fn contains(flags: &[bool]) -> bool {
    let mut k = 0;
    while k < flags.len() {
        if flags[k] {
            return true;
        }
        k += 1;
    }
    false
}
