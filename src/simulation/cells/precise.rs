//! Cells advanced from event to event, with spikes off the grid.
//!
//! The events of a cell within a step are what arrives, its own spikes, the end of its refractoriness and the end of
//! the step. Between two of them the neuron and the synapses that reach it are one linear system.
//!
//! Morrison, A., Straube, S., Plesser, H. E. & Diesmann, M. (2007), Neural Comput. 19, 47.

use std::ops::Range;

use super::CellsOf;
use super::joint::{Cell, joint};
use super::unfit::{Reason, Unfit};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::model::{Array, LANES, Neuron, Noise, System};
use crate::simulation::precise::{Arrival, Arrivals};
use crate::solver::block::{BIT, reset};
use crate::solver::crossing::Search;
use crate::solver::exact::Systems;
use crate::solver::plan::Plan;
use crate::solver::precise::{Point, Table};
use crate::solver::propagator::PropagatorError;

/// What a population needs in addition when its spikes lie off the grid.
pub(super) struct Precise<N: Neuron> {
    step: f64,
    is_soft: bool,
    pub(super) arrivals: Arrivals,
    /// How long before the end of the step its spikes were fired.
    pub(super) early: Vec<f64>,
    fired: Vec<(f64, u32)>,
    systems: Systems,
    free: Vec<Table>,
    /// For refractory cells.
    held: Vec<Table>,
    /// For each cell, where in its last step the refractory period ends.
    release: Vec<f64>,
    /// Where the states of each receptor are, and which of them a spike raises by its weight.
    receptors: Vec<(Range<usize>, Option<usize>)>,
    cell: Cell<N>,
    point: Point,
    search: Search,
}

/// Of a cell from step to step.
struct Situation {
    /// Steps of refractoriness that are left.
    left: f64,
    release: f64,
    is_above: bool,
}

/// So many crossings of a cell in one step are no model of a neuron.
const MOST_CROSSINGS: usize = 100_000;

/// More than [`MOST_CROSSINGS`].
struct Runaway;

impl<N: Neuron> Precise<N> {
    fn new(cells: &CellsOf<N>) -> Result<Self, PropagatorError> {
        let systems = cells.systems();
        let receptors = &cells.receptors;
        let (mut gains, mut of_receptors) = (Vec::new(), Vec::new());
        for receptor in receptors {
            let first = gains.len();
            if let Some((_, states)) = receptor.linear() {
                gains.extend(states.iter().map(|gain| (receptor.port(), *gain)));
            }
            of_receptors.push((first..gains.len(), receptor.inbox()));
        }
        let size = gains.len() + N::STATES.len();
        let tables = |held: &[bool]| -> Result<Vec<Table>, PropagatorError> {
            let joint = |system| joint(receptors, &gains, system, held);
            let tables = systems.distinct().iter();
            tables
                .map(|system| Table::new(&joint(system), cells.step))
                .collect()
        };
        let synapses = joint(receptors, &gains, &System::zero(0, 0), &[]);
        let nothing = vec![false; N::STATES.len()];
        Ok(Precise {
            step: cells.step,
            is_soft: cells.work.is_soft,
            arrivals: Arrivals::new(cells.step),
            early: Vec::new(),
            fired: Vec::new(),
            free: tables(&nothing)?,
            held: if N::REFRACTORY {
                tables(N::HELD.as_ref())?
            } else {
                Vec::new()
            },
            systems,
            release: vec![0.0; cells.count],
            receptors: of_receptors,
            cell: Cell {
                parameters: Array::filled(0.0),
                inputs: Array::filled(0.0),
                synapses: synapses.transpose().iter().copied().collect(),
                gains,
                slopes: vec![0.0; size],
                is_held: false,
            },
            point: Point::new(size),
            search: Search::new(size),
        })
    }

    pub(super) fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        tape.part(
            "end of refractoriness in the step",
            cells,
            &mut self.release,
        )
    }

    /// One step of the cell that has been loaded.
    fn advance(
        &mut self,
        cell: usize,
        now: &mut Situation,
        period: f64,
        mut arrivals: &[Arrival],
    ) -> Result<(), Runaway> {
        let system = self.systems.of_cell(cell);
        self.cell.is_held = now.left > 0.0;
        let mut release = (now.left == 1.0).then_some(now.release);
        now.left = (now.left - 1.0).max(0.0);
        self.point.renew(&self.cell);
        let (mut at, mut crossings) = (0.0, 0);
        loop {
            let next = arrivals.first().map_or(self.step, |arrival| arrival.at);
            let next = next.min(release.unwrap_or(self.step));
            if next > at {
                let (point, work) = (&mut self.point, &mut self.search.work);
                if self.cell.is_held {
                    self.held[system].advance(&self.cell, point, next - at, work);
                } else if !N::FIRES {
                    self.free[system].advance(&self.cell, point, next - at, work);
                } else {
                    let (table, flow) = (&self.free[system], &self.cell);
                    let found = self
                        .search
                        .next(table, flow, point, next - at, now.is_above);
                    if let Some(length) = found {
                        at = (at + length).min(next);
                        crossings += 1;
                        if crossings > MOST_CROSSINGS {
                            return Err(Runaway);
                        }
                        if now.is_above {
                            now.is_above = false;
                        } else {
                            self.fire(cell, at, now, period);
                        }
                        continue;
                    }
                }
                at = next;
            }
            // All that arrives at one time acts before the condition is tested.
            let together = arrivals.iter().take_while(|arrival| arrival.at <= at);
            let (together, later) = arrivals.split_at(together.count());
            arrivals = later;
            for arrival in together {
                self.arrive(arrival);
            }
            if !together.is_empty() {
                self.point.renew(&self.cell);
                self.test(cell, at, now, period)?;
            }
            if release.take_if(|release| *release <= at).is_some() {
                self.cell.is_held = false;
                self.point.renew(&self.cell);
                if self.is_soft {
                    self.test(cell, at, now, period)?;
                } else {
                    now.is_above = self.point.margin >= 0.0;
                }
            }
            if at >= self.step && arrivals.is_empty() {
                return Ok(());
            }
        }
    }

    /// Lets the cell fire if the condition has become true; with soft resets as often as it is beyond the threshold.
    fn test(
        &mut self,
        cell: usize,
        at: f64,
        now: &mut Situation,
        period: f64,
    ) -> Result<(), Runaway> {
        let mut count = 0;
        while N::FIRES && !self.cell.is_held {
            let is_there = self.point.margin >= 0.0;
            if !is_there || now.is_above {
                now.is_above = is_there;
                break;
            }
            self.fire(cell, at, now, period);
            count += 1;
            if !self.is_soft {
                break;
            }
            if count > MOST_CROSSINGS {
                return Err(Runaway);
            }
        }
        Ok(())
    }

    fn arrive(&mut self, arrival: &Arrival) {
        let synaptic = self.cell.gains.len();
        match arrival.receptor {
            Some(receptor) => {
                let (states, raised) = &self.receptors[receptor];
                if let Some(raised) = raised {
                    self.point.states[states.start + raised] += arrival.weight;
                }
            }
            None => {
                let jumps = N::jumps(&self.cell.variables(&self.point.states));
                let states = &mut self.point.states[synaptic..];
                for (k, state) in states.iter_mut().enumerate() {
                    // What acts on a held state is lost.
                    if !self.cell.stands(k) {
                        *state += jumps.as_ref()[k] * arrival.weight;
                    }
                }
            }
        }
    }

    fn fire(&mut self, cell: usize, at: f64, now: &mut Situation, period: f64) {
        self.fired.push((at, cell as u32));
        let mut x = self.cell.variables(&self.point.states);
        reset::<N>(&mut x, self.is_soft);
        let synaptic = self.cell.gains.len();
        self.point.states[synaptic..].copy_from_slice(N::states(&x).as_ref());
        if N::REFRACTORY && period > 0.0 {
            self.cell.is_held = true;
            (now.left, now.release) = (period, at);
        }
        self.point.renew(&self.cell);
        now.is_above = self.point.margin >= 0.0 && !self.is_soft;
    }
}

impl<N: Neuron> CellsOf<N> {
    /// Makes ready for spikes off the grid, or says why there cannot be any.
    pub(super) fn prepare_precise(&mut self) -> Result<(), String> {
        if !matches!(self.plan, Plan::Exact(_)) {
            return Err(format!(
                "it is advanced by {} ({}), and crossings are found in the solution of `exact` alone",
                self.method, self.reason
            ));
        }
        if N::NOISE != Noise::None {
            return Err(format!(
                "`{}` has white noise, whose paths cross a threshold without end",
                N::NAME
            ));
        }
        if self.receptors.iter().any(|receptor| receptor.is_kinetic()) {
            return Err(
                "the pulses and states of kinetic synapses begin and end on the grid".to_owned(),
            );
        }
        if let Some(fault) = N::MARGIN_FAULT {
            return Err(format!(
                "the spike condition of `{}` must be one comparison that is linear in the states, but {fault}",
                N::NAME
            ));
        }
        let precise = Precise::new(self).map_err(|error| error.to_string())?;
        self.precise = Some(Box::new(precise));
        self.reason.push_str(", with precise spike times");
        Ok(())
    }

    /// Advances all cells by one step and appends those that fired, in the order of time.
    pub(super) fn step_precisely(
        &mut self,
        level: Level,
        start: f64,
        fired: &mut Vec<u32>,
    ) -> Result<(), Unfit> {
        let Some(mut precise) = self.precise.take() else {
            return Ok(());
        };
        precise.fired.clear();
        let steps_before = self.now(start);
        let arrivals = precise.arrivals.sorted();
        let (mut rest, mut result) = (&arrivals[..], Ok(()));
        for cell in 0..self.count {
            let own = rest
                .iter()
                .take_while(|arrival| arrival.cell as usize == cell);
            let (own, others) = rest.split_at(own.count());
            rest = others;
            if cell % LANES == 0 {
                result = self.stimulate(level, cell, start);
            }
            result = result.and_then(|()| self.step_cell(&mut precise, cell, steps_before, own));
            if result.is_err() {
                break;
            }
        }
        precise.arrivals.give_back(arrivals);
        precise
            .fired
            .sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        precise.early.clear();
        for (at, cell) in &precise.fired {
            fired.push(*cell);
            precise.early.push(precise.step - at);
        }
        self.precise = Some(precise);
        result
    }

    fn step_cell(
        &mut self,
        precise: &mut Precise<N>,
        cell: usize,
        steps_before: f64,
        arrivals: &[Arrival],
    ) -> Result<(), Unfit> {
        let (index, lane) = (cell / LANES, cell % LANES);
        let synaptic = precise.cell.gains.len();
        for (value, column) in precise
            .cell
            .parameters
            .as_mut()
            .iter_mut()
            .zip(&self.parameters)
        {
            *value = column.get(cell);
        }
        for (value, column) in precise.cell.inputs.as_mut().iter_mut().zip(&self.inputs) {
            *value = column.get(cell);
        }
        if let Some(stimuli) = &self.stimuli {
            let inputs = precise.cell.inputs.as_mut().iter_mut();
            for (value, held) in inputs.zip(stimuli.held.as_ref()) {
                *value = held[lane];
            }
        }
        let summed = self
            .receptors
            .iter()
            .filter_map(|receptor| receptor.summed());
        for (summed, (states, _)) in summed.zip(&precise.receptors) {
            for (k, state) in precise.point.states[states.clone()].iter_mut().enumerate() {
                *state = summed.state(k, cell);
            }
        }
        let block = &self.blocks[index];
        for (k, state) in precise.point.states[synaptic..].iter_mut().enumerate() {
            *state = block.states.as_ref()[k][lane];
        }
        let slopes = N::margin_slopes(&precise.cell.variables(&precise.point.states));
        precise.cell.slopes[synaptic..].copy_from_slice(slopes.as_ref());
        let mut now = Situation {
            left: (block.held_until[lane] - steps_before).max(0.0),
            release: precise.release[cell],
            is_above: block.above & BIT[lane] != 0,
        };
        let advanced = precise.advance(cell, &mut now, self.period.get(cell), arrivals);
        let block = &mut self.blocks[index];
        block.held_until[lane] = steps_before + 1.0 + now.left;
        block.above = block.above & !BIT[lane] | if now.is_above { BIT[lane] } else { 0 };
        precise.release[cell] = now.release;
        let states = &precise.point.states;
        let receptors = self.receptors.iter_mut();
        let summed = receptors.filter_map(|receptor| receptor.summed_mut());
        for (summed, (of_receptor, _)) in summed.zip(&precise.receptors) {
            for (k, state) in states[of_receptor.clone()].iter().enumerate() {
                summed.set_state(k, cell, *state);
            }
        }
        for (k, state) in states[synaptic..].iter().enumerate() {
            block.states.as_mut()[k][lane] = *state;
        }
        let runaway = Unfit {
            model: N::NAME,
            cell,
            variable: "",
            reason: Reason::Runaway,
        };
        self.unfit_at(cell).map_or(Ok(()), Err)?;
        advanced.map_err(|Runaway| runaway)
    }
}
