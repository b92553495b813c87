//! The cells of a population in a run.

use super::SimulationError;
use super::grid::whole_steps;
use super::receptor::Receptor;
use crate::dispatch::Level;
use crate::model::{
    Array, Class, Columns, LANES, Method, Neuron, Noise, Steps, System, Values, Variable,
};
use crate::population::Population;
use crate::quantity::{Measured, Time};
use crate::solver::block::{Alike, Block, Mixed, Parameters, Workspace};
use crate::solver::column::{Column, Lanes};
use crate::solver::exact::{CouplingPlan, Exact, ExactPlan, Systems};
use crate::solver::exponential_euler::ExponentialEuler;
use crate::solver::kick::{Kick, Kicks};
use crate::solver::noise::{NoisePlan, Origin, Shake, too_many};
use crate::solver::paced::Stuck;
use crate::solver::plan::Plan;
use crate::solver::splitting::{Lengths, Refresh, Reused, Splitting};

/// A population in a run, whatever its model.
pub(crate) trait Group: Send {
    /// Takes receptors and decides how the cells are advanced.
    fn prepare(
        &mut self,
        receptors: Vec<Box<dyn Receptor>>,
        has_direct: bool,
    ) -> Result<(), String>;

    /// Advances all cells by one step and appends those that fired.
    ///
    /// Before: all that arrives at the end of the step is in the inboxes. After: the inboxes are empty.
    fn step(&mut self, level: Level, start: f64, fired: &mut Vec<u32>) -> Result<(), Unfit>;

    /// Where spikes add their weight: of a receptor, or of the neurons themselves.
    fn inbox(&mut self, receptor: Option<usize>) -> &mut [f64];

    fn state(&self, index: usize, cell: usize) -> f64;

    /// The definitions that can be recorded.
    fn definitions(&self) -> &'static [Variable];

    fn definition(&self, index: usize, cell: usize, time: f64) -> f64;

    fn receptor(&self, index: usize) -> &dyn Receptor;

    /// The method that advances the cells, and why it is that one.
    fn solver(&self) -> (Method, String);

    /// The mean number of sub-steps that a cell has tried in a time step.
    fn sub_steps(&self) -> Option<f64>;
}

/// The first variable that is in the way.
pub(crate) struct Unfit {
    pub(crate) model: &'static str,
    pub(crate) cell: usize,
    pub(crate) variable: &'static str,
    pub(crate) reason: Reason,
}

impl Unfit {
    /// As an error of the run, at the end of the step.
    pub(crate) fn error(self, population: &str, time: f64) -> SimulationError {
        let (population, time) = (population.to_owned(), Time::show(time));
        let Unfit { cell, variable, .. } = self;
        match self.reason {
            Reason::NotFinite => SimulationError::NotFinite {
                population,
                cell,
                variable,
                time,
            },
            Reason::Tolerance(method) => SimulationError::Tolerance {
                population,
                model: self.model,
                cell,
                variable,
                method,
                time,
            },
        }
    }
}

/// Why a step cannot be taken.
pub(crate) enum Reason {
    NotFinite,
    /// The solver does not get its error small enough.
    Tolerance(Method),
}

pub(crate) struct CellsOf<N: Neuron> {
    count: usize,
    step: f64,
    parameters: Vec<Column>,
    /// The parameters, if they are the same for all cells.
    alike: Option<Alike<N>>,
    blocks: Vec<Block<N>>,
    inputs: Vec<Column>,
    period: Column,
    arrivals: Vec<f64>,
    has_direct: bool,
    receptors: Vec<Box<dyn Receptor>>,
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
    /// The parameters of a block, where they differ.
    mixed: Box<Mixed<N>>,
}

impl<N: Neuron> CellsOf<N> {
    /// The population as drawn for this seed.
    pub(crate) fn new(
        name: &str,
        population: &Population<N>,
        index: u32,
        seed: u64,
        step: f64,
    ) -> Result<Self, SimulationError> {
        let wrong = |fault| SimulationError::Values {
            name: format!("population `{name}`"),
            fault,
        };
        let columns = population.columns(index, Some(seed));
        columns
            .fault::<N>(population.count)
            .map_or(Ok(()), |fault| Err(wrong(fault)))?;
        let (mut parameters, mut inputs) = (columns.parameters, columns.inputs);
        let count = population.count;
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
        let cells = if parameters.iter().all(Column::is_uniform) {
            1
        } else {
            count
        };
        let mut period = Column::of((0..cells).map(period).collect::<Result<_, _>>()?);
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
        Ok(CellsOf {
            count,
            step,
            parameters,
            alike,
            blocks,
            inputs,
            period,
            arrivals: vec![0.0; count.next_multiple_of(LANES)],
            has_direct: false,
            receptors: Vec::new(),
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
            work: Box::new(Workspace::new()),
            mixed: Box::new(Mixed::new()),
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

    /// Makes the workspace ready for a block.
    fn begin_block(&mut self, base: usize) {
        let work = &mut *self.work;
        work.fired = [0.0; LANES];
        for lanes in work.increments.as_mut() {
            lanes.fill(0.0);
        }
        if N::REFRACTORY {
            self.period.copy_block(base, &mut work.period);
        }
        let is_alike = self.alike.is_some();
        let is_mixed = matches!(self.plan, Plan::Paced(_) | Plan::ExponentialEuler { .. });
        if !is_alike || is_mixed || self.kicks.is_some() {
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

    fn advance_block(&mut self, level: Level, base: usize, start: f64) -> Result<(), Unfit> {
        match &self.plan {
            Plan::Exact(_) => {
                self.arrive(base, true);
                let (block, work) = (&self.blocks[base / LANES], &mut *self.work);
                constant_inputs(&self.inputs, base, &mut work.offsets, &mut work.slopes);
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
                for part in 0..parts {
                    self.arrive(base, part + 1 == parts);
                    self.part(level, base, part as usize, start);
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
        constant_inputs(&self.inputs, base, offsets, slopes);
        currents::<N>(level, base, part, &self.receptors, block, offsets, slopes);
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
                        Some(parameters) => {
                            split(level, parameters, block, work, reused, lengths, ends);
                        }
                        None => split(level, *self.mixed, block, work, reused, lengths, ends),
                    }
                }
            }
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
            constant_inputs(&self.inputs, base, offsets, slopes);
            currents::<N>(level, base, moment, &self.receptors, block, offsets, slopes);
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

    fn unfit(&self, base: usize) -> Option<Unfit> {
        let lane = (0..LANES.min(self.count - base)).find(|lane| self.work.unfit[*lane] != 0.0)?;
        let states = self.blocks[base / LANES].states.as_ref();
        let state = states.iter().position(|lanes| !lanes[lane].is_finite())?;
        Some(Unfit {
            model: N::NAME,
            cell: base + lane,
            variable: N::STATES[state].name,
            reason: Reason::NotFinite,
        })
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
        let conductance = receptors.iter().any(|receptor| receptor.linear().is_none());
        if self.method == Method::Exact && conductance {
            self.reason =
                "the neuron is linear, but the currents that reach it depend on its membrane"
                    .to_owned();
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
        self.receptors = receptors;
        Ok(())
    }

    fn step(&mut self, level: Level, start: f64, fired: &mut Vec<u32>) -> Result<(), Unfit> {
        for base in (0..self.count).step_by(LANES) {
            self.begin_block(base);
            self.advance_block(level, base, start)?;
            for receptor in &mut self.receptors {
                receptor.advance(level, base);
            }
            if has_any(&self.work.unfit)
                && let Some(unfit) = self.unfit(base)
            {
                return Err(unfit);
            }
            if N::FIRES && has_any(&self.work.fired) {
                let cells = (base..self.count).take(LANES);
                for cell in cells {
                    let times = self.work.fired[cell - base] as usize;
                    fired.extend(std::iter::repeat_n(cell as u32, times));
                }
            }
        }
        Ok(())
    }

    fn inbox(&mut self, receptor: Option<usize>) -> &mut [f64] {
        match receptor {
            Some(index) => self.receptors[index].inbox(),
            None => &mut self.arrivals,
        }
    }

    fn state(&self, index: usize, cell: usize) -> f64 {
        self.blocks[cell / LANES].states.as_ref()[index][cell % LANES]
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

    fn solver(&self) -> (Method, String) {
        (self.method, self.reason.clone())
    }

    fn sub_steps(&self) -> Option<f64> {
        match &self.plan {
            Plan::Paced(paced) => paced.sub_steps(),
            plan => Some(f64::from(plan.parts())),
        }
    }
}

/// The constant inputs of a block.
fn constant_inputs<T: Array<Lanes>>(
    inputs: &[Column],
    base: usize,
    offsets: &mut T,
    slopes: &mut T,
) {
    for (lanes, column) in offsets.as_mut().iter_mut().zip(inputs) {
        column.copy_block(base, lanes);
    }
    for lanes in slopes.as_mut() {
        lanes.fill(0.0);
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
        let (offset, slope) = (&mut offsets.as_mut()[port], &mut slopes.as_mut()[port]);
        receptor.current(level, base, moment, post, offset, slope);
    }
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

/// Whether a lane is not zero; without a way out of the loop, so that it is a few wide instructions.
#[inline(always)]
fn has_any(lanes: &Lanes) -> bool {
    lanes.iter().fold(0, |bits, lane| bits | lane.to_bits()) << 1 != 0
}
