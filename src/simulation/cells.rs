//! The cells of a population in a run.

mod advance;
mod carry;
mod fused;
mod group;
mod joined;
mod joint;
mod precise;
mod stimuli;
mod unfit;

use std::ops::Range;

use super::SimulationError;
use super::grid::whole_steps;
use super::junction::Side;
use super::precise::Arrivals;
use super::receptor::{Arriving, Receptor};
use super::scale::Margin;
use crate::checkpoint::{Mismatch, Tape};
use crate::dispatch::Level;
use crate::model::{Array, Columns, LANES, Method, Neuron, Noise, Steps, System, Values, Variable};
use crate::population::Population;
use crate::solver::block::{Alike, Block, Mixed, Softly, Workspace};
use crate::solver::column::{Column, Lanes};
use crate::solver::exact::{CouplingPlan, ExactPlan, Systems};
use crate::solver::kick::Kicks;
use crate::solver::noise::{NoisePlan, Origin, too_many};
use crate::solver::plan::Plan;
use advance::Advance;
use fused::Fusion;
pub(crate) use group::Group;
use precise::Precise;
use stimuli::Stimuli;
use unfit::Unfit;

/// Some of the cells of a population, which are counted from the first of them on.
pub(crate) struct CellsOf<N: Neuron> {
    /// The number of the first in the population.
    first: usize,
    count: usize,
    step: f64,
    parameters: Vec<Column>,
    /// The parameters, if they are the same for all cells.
    alike: Option<Alike<N>>,
    blocks: Vec<Block<N>>,
    inputs: Vec<Column>,
    stimuli: Option<Box<Stimuli<N>>>,
    period: Column,
    has_direct: bool,
    /// The number of the inbox of each receptor.
    inboxes: Vec<Option<usize>>,
    receptors: Vec<Box<dyn Receptor>>,
    /// Gap junctions.
    sides: Vec<Side>,
    method: Method,
    plan: Plan<N>,
    origin: Origin,
    /// What noise adds to an exact step, and to every other.
    noise: Option<NoisePlan>,
    kicks: Option<Kicks>,
    reason: String,
    /// Of a step of length one, at which receptors are read.
    moments: Vec<f64>,
    work: Box<Workspace<N>>,
    /// Where all can be done in one loop.
    fusion: Option<Fusion<N>>,
    /// The parameters of the block in hand, for sub-steps by error.
    mixed: Box<Mixed<N>>,
    /// Of spikes off the grid.
    precise: Option<Box<Precise<N>>>,
}

impl<N: Neuron> CellsOf<N> {
    /// Some cells of the population as drawn for this seed.
    pub(crate) fn new(
        name: &str,
        population: &Population<N>,
        index: u32,
        seed: u64,
        step: f64,
        cells: Range<usize>,
    ) -> Result<Self, SimulationError> {
        let wrong = |fault| SimulationError::Values {
            name: format!("population `{name}`"),
            fault,
        };
        let columns = population.columns(index, Some(seed));
        columns
            .fault::<N>(population.count)
            .map_or(Ok(()), |fault| Err(wrong(fault)))?;
        let columns = columns.of_cells(cells.clone());
        let (mut parameters, mut inputs) = (columns.parameters, columns.inputs);
        let (first, count) = (cells.start, cells.len());
        let period = |cell| {
            let values = Values {
                parameters: parameters.iter().map(|column| column.get(cell)).collect(),
                states: columns
                    .states
                    .iter()
                    .map(|column| column.get(cell))
                    .collect(),
            };
            let time = N::refractory(&N::load(&values, 0));
            let what = || format!("the refractory period of population `{name}`");
            whole_steps(what, time, step).map(|steps| steps as f64)
        };
        let distinct = if parameters.iter().all(Column::is_uniform) {
            1
        } else {
            count
        };
        let mut period = Column::of((0..distinct).map(period).collect::<Result<_, _>>()?);
        let blocks = (0..count).step_by(LANES).map(|base| {
            let mut block = Block::<N>::new();
            for (lanes, column) in block.states.as_mut().iter_mut().zip(&columns.states) {
                for (lane, state) in lanes.iter_mut().enumerate() {
                    // Idle lanes repeat the first cell, so that they compute something harmless.
                    let cell = base + lane;
                    *state = column.get(if cell < count { cell } else { 0 });
                }
            }
            block
        });
        let blocks = blocks.collect();
        for column in parameters.iter_mut().chain(&mut inputs) {
            column.pad();
        }
        period.pad();
        let alike = parameters.iter().all(Column::is_uniform).then(|| {
            let mut values: N::PerParameter<f64> = Array::filled(0.0);
            for (value, column) in values.as_mut().iter_mut().zip(&parameters) {
                *value = column.get(0);
            }
            Alike(values)
        });
        let mut work = Box::new(Workspace::new());
        work.is_soft = population.is_soft;
        Ok(CellsOf {
            first,
            count,
            step,
            parameters,
            alike,
            blocks,
            inputs,
            stimuli: Stimuli::new(name, population, index, seed, step, cells)?.map(Box::new),
            period,
            has_direct: false,
            inboxes: Vec::new(),
            receptors: Vec::new(),
            sides: Vec::new(),
            method: population.method(),
            plan: Plan::new(population.method(), 0),
            reason: if population.solver.is_some() {
                "asked for with `Population::solver`".to_owned()
            } else {
                N::SOLVER.reason.to_owned()
            },
            moments: Vec::new(),
            origin: Origin {
                seed,
                population: index,
            },
            noise: None,
            kicks: None,
            work,
            fusion: None,
            mixed: Box::new(Mixed::new()),
            precise: None,
        })
    }

    /// The linear systems of the cells.
    fn systems(&self) -> Systems {
        let cells = if self.alike.is_some() { 1 } else { self.count };
        Systems::of((0..cells).map(|cell| {
            let values = Values {
                parameters: self
                    .parameters
                    .iter()
                    .map(|column| column.get(cell))
                    .collect(),
                states: vec![0.0; N::STATES.len()],
            };
            let mut system = System::zero(N::STATES.len(), N::INPUTS.len());
            let x = N::load(&values, 0);
            N::system(&x, &mut system);
            let noises = N::noise(&x);
            let rows = noises.as_ref().iter().map(|row| row.as_ref().to_vec());
            system.noises = rows.collect();
            system
        }))
    }

    /// Advances the cells of some blocks by one step, whatever they need.
    fn advance(
        &mut self,
        level: Level,
        start: f64,
        inboxes: &mut [Lanes],
        fired: &mut Vec<u32>,
        blocks: Range<usize>,
    ) -> Result<(), Unfit> {
        // Taken out meanwhile, since they are advanced together with the cells.
        let mut receptors = std::mem::take(&mut self.receptors);
        let alike = self.alike;
        macro_rules! advance {
            ($parameters:expr) => {
                Advance {
                    level,
                    cells: self,
                    receptors: &mut receptors,
                    parameters: $parameters,
                    start,
                    inboxes,
                    fired,
                }
                .run(blocks)
            };
        }
        let outcome = match alike {
            _ if N::OVERSHOOT.is_ok() && self.work.is_soft => advance!(Softly(Mixed::<N>::new())),
            Some(alike) => advance!(alike),
            None => advance!(Mixed::<N>::new()),
        };
        self.receptors = receptors;
        outcome
    }

    /// The steps before this time, or the parts into which they are cut.
    fn now(&self, start: f64) -> f64 {
        (start / self.step).round() * f64::from(self.plan.parts())
    }

    /// The first of the inboxes that are the states of a receptor, if they are: not where spikes come one by one.
    fn inbox_of_states(&self, receptor: usize) -> Option<usize> {
        let number = self.inboxes[receptor].filter(|_| self.precise.is_none())?;
        Some(number * self.blocks.len())
    }
}

impl<N: Neuron> Group for CellsOf<N> {
    fn prepare(
        &mut self,
        mut receptors: Vec<Box<dyn Receptor>>,
        has_direct: bool,
    ) -> Result<(), String> {
        if N::NOISE != Noise::None
            && let Some(fault) = too_many::<N>(self.origin.population)
        {
            return Err(fault);
        }
        self.has_direct = has_direct;
        if self.method == Method::Exact && !self.sides.is_empty() {
            self.reason =
                "the neuron is linear, but gap junctions make it follow the potentials of others"
                    .to_owned();
            self.method = Method::Splitting {
                steps: Steps::Number(1),
            };
        }
        let mut nonlinear = receptors.iter().filter(|r| r.linear().is_none());
        if self.method == Method::Exact
            && let Some(first) = nonlinear.next()
        {
            let cause = match first.synapses() {
                Some(_) => "the synapses that reach it are not",
                None => "the currents that reach it depend on its membrane",
            };
            self.reason = format!("the neuron is linear, but {cause}");
            self.method = Method::Splitting {
                steps: Steps::Number(1),
            };
        }
        if self.method == Method::Exact {
            let systems = self.systems();
            for receptor in &mut receptors {
                let Some((matrix, gains)) = receptor.linear() else {
                    continue;
                };
                let port = receptor.port();
                let plan = CouplingPlan::new::<N>(&systems, port, matrix, gains, self.step);
                receptor.couple_with(plan.map_err(|error| error.to_string())?);
            }
            if !receptors.is_empty() {
                self.reason.push_str(", jointly with the synapses");
            }
            let plan = ExactPlan::new::<N>(&systems, self.step);
            self.plan = Plan::Exact(plan.map_err(|error| error.to_string())?);
            let noise = NoisePlan::new::<N>(&systems, self.step, self.origin);
            self.noise = noise.map_err(|error| error.to_string())?;
            if self.noise.is_some() {
                self.reason.push_str(", with white noise by its covariance");
            }
        } else {
            self.plan = Plan::new(self.method, self.blocks.len());
            self.moments = self.plan.moments();
            for receptor in &mut receptors {
                let read = receptor.read_at(&self.moments, self.step);
                read.map_err(|error| error.to_string())?;
            }
            self.kicks = Kicks::new::<N>(self.origin);
            self.work.is_shaken = self.kicks.is_some();
            if self.work.is_shaken {
                self.reason
                    .push_str(", with white noise before and after each step");
            }
            // Refractoriness is counted in the parts of a step.
            self.period.scale(f64::from(self.plan.parts()));
        }
        if self.period.is_uniform() {
            self.period.copy_block(0, &mut self.work.period);
        }
        if self.work.is_soft {
            self.reason.push_str(", with soft resets");
        }
        let mut inboxes = usize::from(has_direct)..;
        self.inboxes = receptors
            .iter()
            .map(|receptor| receptor.inbox().and_then(|_| inboxes.next()))
            .collect();
        self.receptors = receptors;
        self.fusion = self.fusion();
        Ok(())
    }

    fn step(
        &mut self,
        level: Level,
        start: f64,
        inboxes: &mut [Lanes],
        fired: &mut Vec<u32>,
    ) -> Result<(), Unfit> {
        if self.precise.is_some() {
            return self.step_precisely(level, start, fired);
        }
        if level.has_sweeps()
            && let Some(fusion) = self.fusion.take()
        {
            let outcome = self.step_fused(&fusion, level, start, inboxes, fired);
            self.fusion = Some(fusion);
            return outcome;
        }
        self.advance(level, start, inboxes, fired, 0..self.blocks.len())
    }

    fn inboxes(&self) -> usize {
        let of_receptors = self.inboxes.iter().flatten().count();
        usize::from(self.has_direct) + of_receptors
    }

    fn inbox(&self, receptor: Option<usize>) -> Option<usize> {
        match receptor {
            Some(index) => self.inboxes[index],
            None => self.has_direct.then_some(0),
        }
    }

    fn lives_in_inbox(&self, receptor: Option<usize>) -> bool {
        receptor.is_some_and(|index| self.inbox_of_states(index).is_some())
    }

    fn hand_over(&self, inboxes: &mut [Lanes]) {
        for (index, receptor) in self.receptors.iter().enumerate() {
            if let Some((first, raised)) = self.inbox_of_states(index).zip(receptor.raised()) {
                inboxes[first..][..self.blocks.len()].copy_from_slice(raised);
            }
        }
    }

    fn take_up(&mut self, receptor: usize, cells: &[usize], inboxes: &[Lanes]) {
        let first = self.inbox_of_states(receptor);
        if let Some((first, raised)) = first.zip(self.receptors[receptor].raised_mut()) {
            for &cell in cells {
                let (block, lane) = (cell / LANES, cell % LANES);
                raised[block][lane] = inboxes[first + block][lane];
            }
        }
    }

    fn receive(&mut self, receptor: Option<usize>, arriving: &Arriving<'_>) {
        if let Some(index) = receptor {
            self.receptors[index].receive(arriving);
        }
    }

    fn state(&self, index: usize, cell: usize) -> f64 {
        self.blocks[cell / LANES].states.as_ref()[index][cell % LANES]
    }

    fn states(&self, index: usize, cells: &[usize], values: &mut Vec<f64>) {
        let state = |cell: &usize| self.blocks[cell / LANES].states.as_ref()[index][cell % LANES];
        values.extend(cells.iter().map(state));
    }

    fn definitions(&self) -> &'static [Variable] {
        N::DEFINITIONS
    }

    fn definition(&self, index: usize, cell: usize, time: f64) -> f64 {
        let one = OneCell {
            cells: self,
            cell,
            time,
        };
        N::definition(&N::load(&one, 0), index)
    }

    fn receptor(&self, index: usize) -> &dyn Receptor {
        &*self.receptors[index]
    }

    fn margin(&self, cell: usize) -> Option<Margin> {
        if !N::FIRES || N::MARGIN_FAULT.is_some() {
            return None;
        }
        let one = OneCell {
            cells: self,
            cell,
            time: 0.0,
        };
        let x = N::load(&one, 0);
        let slopes = N::margin_slopes(&x);
        let state = slopes.as_ref().iter().position(|slope| *slope != 0.0)?;
        Some(Margin {
            value: N::margin(&x),
            name: N::STATES[state].name,
            show: N::STATES[state].show,
        })
    }

    fn make_precise(&mut self) -> Result<(), String> {
        self.prepare_precise()
    }

    fn arrivals(&mut self) -> Option<&mut Arrivals> {
        self.precise.as_mut().map(|precise| &mut precise.arrivals)
    }

    fn early(&self) -> &[f64] {
        self.precise.as_ref().map_or(&[], |precise| &precise.early)
    }

    fn solver(&self) -> (Method, String) {
        (self.method, self.reason.clone())
    }

    fn bytes(&self) -> usize {
        let columns = self.parameters.iter().chain(&self.inputs);
        let columns: usize = columns.map(Column::bytes).sum();
        let receptors = self.receptors.iter().map(|receptor| receptor.bytes());
        size_of_val(&*self.blocks) + columns + receptors.sum::<usize>()
    }

    fn carry(
        &mut self,
        tape: &mut Tape,
        total: usize,
        inboxes: &mut [Lanes],
    ) -> Result<(), Mismatch> {
        self.carry_cells(tape, total, inboxes)
    }

    fn sub_steps(&self) -> Option<f64> {
        match &self.plan {
            Plan::Paced(paced) => paced.sub_steps(),
            plan => Some(f64::from(plan.parts())),
        }
    }
}

/// The variables of one cell between steps, without inputs.
struct OneCell<'a, N: Neuron> {
    cells: &'a CellsOf<N>,
    cell: usize,
    time: f64,
}

impl<N: Neuron> Columns for OneCell<'_, N> {
    fn parameter(&self, index: usize, _lane: usize) -> f64 {
        self.cells.parameters[index].get(self.cell)
    }

    fn state(&self, index: usize, _lane: usize) -> f64 {
        self.cells.state(index, self.cell)
    }

    fn time(&self, _lane: usize) -> f64 {
        self.time
    }
}
