//! One step of a block of cells, by the plan of its population.

use super::CellsOf;
use super::stimuli::Stimuli;
use super::unfit::{Reason, Unfit};
use crate::dispatch::Level;
use crate::model::{Class, LANES, Neuron};
use crate::simulation::receptor::Receptor;
use crate::solver::block::{Block, Parameters, Softly, Workspace};
use crate::solver::column::{Column, Lanes, has_any};
use crate::solver::exact::Exact;
use crate::solver::exponential_euler::ExponentialEuler;
use crate::solver::kick::Kick;
use crate::solver::noise::Shake;
use crate::solver::paced::Stuck;
use crate::solver::plan::Plan;
use crate::solver::splitting::{Lengths, Refresh, Reused, Splitting};

impl<N: Neuron> CellsOf<N> {
    /// Makes the workspace ready for a block.
    pub(super) fn begin_block(&mut self, base: usize) {
        if N::REFRACTORY {
            self.period.copy_block(base, &mut self.work.period);
        }
        let is_alike = self.alike.is_some();
        let is_mixed = matches!(self.plan, Plan::Paced(_) | Plan::ExponentialEuler { .. });
        if !is_alike || is_mixed || self.kicks.is_some() || self.work.is_soft {
            self.mixed.gather(&self.parameters, base);
        }
    }

    /// What arrives at the end of the part of the step.
    fn arrive(&mut self, base: usize, is_last: bool) {
        if self.has_direct {
            let arrivals = &mut self.arrivals[base..base + LANES];
            if is_last {
                self.work.arrivals.copy_from_slice(arrivals);
                arrivals.fill(0.0);
            } else {
                self.work.arrivals.fill(0.0);
            }
        }
    }

    pub(super) fn advance_block(
        &mut self,
        level: Level,
        base: usize,
        start: f64,
    ) -> Result<(), Unfit> {
        match &self.plan {
            Plan::Exact(_) => {
                self.arrive(base, true);
                let (block, work) = (&self.blocks[base / LANES], &mut *self.work);
                // Currents of linear synapses are increments, so the slopes of inputs stay zero.
                external_inputs(
                    &self.inputs,
                    self.stimuli.as_deref(),
                    base,
                    &mut work.offsets,
                );
                for lanes in work.increments.as_mut() {
                    lanes.fill(0.0);
                }
                for receptor in &self.receptors {
                    let increments = work.increments.as_mut();
                    receptor.couple(level, base, &block.refractory, increments);
                }
                self.shake(level, base, start);
                self.exact(level, base);
            }
            Plan::Paced(_) => {
                self.arrive(base, true);
                return self.paced(level, base, start);
            }
            Plan::Splitting { .. } | Plan::ExponentialEuler { .. } => {
                let parts = self.plan.parts();
                let mut fired = [0.0; LANES];
                for part in 0..parts {
                    self.arrive(base, part + 1 == parts);
                    self.part(level, base, part as usize, start);
                    if parts > 1 {
                        let of_part = fired.iter_mut().zip(&self.work.fired);
                        of_part.for_each(|(sum, fired)| *sum += fired);
                    }
                }
                if parts > 1 {
                    self.work.fired = fired;
                }
            }
        }
        Ok(())
    }

    fn exact(&mut self, level: Level, base: usize) {
        // The branch is for the compiler, which makes no code for models that are not linear.
        if const { !matches!(N::CLASS, Class::Linear) } {
            return;
        }
        let (block, work) = (&mut self.blocks[base / LANES], &mut *self.work);
        let Plan::Exact(plan) = &self.plan else {
            return;
        };
        match self.alike {
            _ if N::OVERSHOOT.is_ok() && work.is_soft => level.run(Exact {
                parameters: Softly(*self.mixed),
                block,
                work,
                plan,
                base,
            }),
            Some(parameters) => level.run(Exact {
                parameters,
                block,
                work,
                plan,
                base,
            }),
            None => level.run(Exact {
                parameters: *self.mixed,
                block,
                work,
                plan,
                base,
            }),
        }
    }

    /// One of the parts of equal length.
    fn part(&mut self, level: Level, base: usize, part: usize, start: f64) {
        let index = base / LANES;
        let parts = self.plan.parts() as usize;
        let moment = self.moments[part];
        let (block, work) = (&mut self.blocks[index], &mut *self.work);
        work.time = moment.mul_add(self.step, start);
        let (offsets, slopes) = (&mut work.offsets, &mut work.slopes);
        external_inputs(&self.inputs, self.stimuli.as_deref(), base, offsets);
        slopes.as_mut().iter_mut().for_each(|lanes| lanes.fill(0.0));
        currents::<N>(level, base, part, &self.receptors, block, offsets, slopes);
        for side in &self.sides {
            let (offset, slope) = at_port::<N>(side.port, offsets, slopes);
            side.current(level, base, moment, offset, slope);
        }
        if let Some(kicks) = &self.kicks {
            let count = (start / self.step).round() as u64 * parts as u64 + part as u64;
            kicks.fill(base, count, self.step / parts as f64, work);
            level.run(Kick {
                parameters: *self.mixed,
                block,
                work,
            });
        }
        let lengths = Lengths {
            part: self.step / parts as f64,
            whole: self.step,
        };
        match &mut self.plan {
            Plan::Splitting { reused, .. } => {
                // The branch is for the compiler, which makes no code for models that cannot be split.
                if const { matches!(N::CLASS, Class::Linear | Class::ConditionallyLinear { .. }) } {
                    let reused = reused.get_mut(index);
                    let ends = (part == 0, part + 1 == parts);
                    match self.alike {
                        _ if N::OVERSHOOT.is_ok() && work.is_soft => {
                            let parameters = Softly(*self.mixed);
                            split(level, parameters, block, work, reused, lengths, ends);
                        }
                        Some(parameters) => {
                            split(level, parameters, block, work, reused, lengths, ends);
                        }
                        None => split(level, *self.mixed, block, work, reused, lengths, ends),
                    }
                }
            }
            _ if N::OVERSHOOT.is_ok() && work.is_soft => level.run(ExponentialEuler {
                parameters: Softly(*self.mixed),
                block,
                work,
                step: lengths.part,
            }),
            _ => level.run(ExponentialEuler {
                parameters: *self.mixed,
                block,
                work,
                step: lengths.part,
            }),
        }
    }

    fn paced(&mut self, level: Level, base: usize, start: f64) -> Result<(), Unfit> {
        let Plan::Paced(paced) = &mut self.plan else {
            return Ok(());
        };
        let (index, cells) = (base / LANES, LANES.min(self.count - base));
        let (block, work) = (&mut self.blocks[index], &mut *self.work);
        for (moment, inputs) in paced.track.inputs.iter_mut().enumerate() {
            let (offsets, slopes) = (&mut inputs.offsets, &mut inputs.slopes);
            external_inputs(&self.inputs, self.stimuli.as_deref(), base, offsets);
            slopes.as_mut().iter_mut().for_each(|lanes| lanes.fill(0.0));
            currents::<N>(level, base, moment, &self.receptors, block, offsets, slopes);
            for side in &self.sides {
                let (offset, slope) = at_port::<N>(side.port, offsets, slopes);
                side.current(level, base, self.moments[moment], offset, slope);
            }
        }
        let parameters = &*self.mixed;
        if let Some(kicks) = &self.kicks {
            let inputs = &paced.track.inputs[0];
            (work.offsets, work.slopes) = (inputs.offsets, inputs.slopes);
            work.time = start;
            kicks.fill(base, (start / self.step).round() as u64, self.step, work);
            level.run(Kick {
                parameters: *parameters,
                block,
                work,
            });
        }
        let span = (start, self.step);
        let advanced = paced.advance(level, index, block, work, parameters, cells, span);
        advanced.map_err(|Stuck { lane, state }| Unfit {
            model: N::NAME,
            cell: base + lane,
            variable: N::STATES.get(state).map_or("", |state| state.name),
            reason: Reason::Tolerance(self.method),
        })
    }

    /// Adds the noise over the step that begins at `start`.
    fn shake(&mut self, level: Level, base: usize, start: f64) {
        let Some(plan) = &self.noise else { return };
        level.run(Shake {
            plan,
            block: &self.blocks[base / LANES],
            base,
            draw: (start / self.step).round() as u64 as u32,
            increments: &mut self.work.increments,
        });
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

/// Adds the currents of the receptors at one moment of the step.
#[inline]
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
        let is_moved = N::RESETS && has_any(&work.fired) || has_any(&work.arrivals);
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
