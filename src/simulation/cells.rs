//! The cells of a population in a run.

use super::SimulationError;
use super::grid::whole_steps;
use super::receptor::Receptor;
use crate::dispatch::Level;
use crate::model::{Array, Columns, LANES, Method, Neuron, Noise, System, Values, Variable};
use crate::population::Population;
use crate::solver::block::{Alike, Block, Mixed, Workspace, gather};
use crate::solver::column::{Column, Lanes};
use crate::solver::exact::{CouplingPlan, Exact, ExactPlan, Systems};
use crate::solver::noise::{NoisePlan, Origin, Shake, too_many};
use crate::solver::propagator::PropagatorError;
use crate::solver::splitting::Splitting;

/// A population in a run, whatever its model.
pub(crate) trait Group: Send {
    /// Takes receptors and decides how the cells are advanced.
    fn prepare(
        &mut self,
        receptors: Vec<Box<dyn Receptor>>,
        has_direct: bool,
    ) -> Result<(), PropagatorError>;

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

    /// What stands against the noise of the model as the cells are advanced, after they have been prepared.
    fn noise_fault(&self) -> Option<String>;
}

/// The first variable that is not finite.
pub(crate) struct Unfit {
    pub(crate) cell: usize,
    pub(crate) variable: &'static str,
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
    plan: Plan,
    origin: Origin,
    /// What noise adds to an exact step.
    noise: Option<NoisePlan>,
    reason: String,
    work: Box<Workspace<N>>,
    scratch: Vec<Lanes>,
}

enum Plan {
    Exact(ExactPlan),
    Splitting,
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
            plan: Plan::Splitting,
            origin: Origin {
                seed,
                population: index,
            },
            noise: None,
            reason: String::new(),
            work: Box::new(Workspace::new()),
            scratch: Vec::new(),
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

    /// Makes the workspace ready for a block: constant inputs, and what has arrived.
    fn begin_block(&mut self, base: usize) {
        let work = &mut *self.work;
        for (lanes, column) in work.offsets.as_mut().iter_mut().zip(&self.inputs) {
            column.copy_block(base, lanes);
        }
        for lanes in work.slopes.as_mut() {
            lanes.fill(0.0);
        }
        for lanes in work.increments.as_mut() {
            lanes.fill(0.0);
        }
        if self.has_direct {
            let arrivals = &mut self.arrivals[base..base + LANES];
            work.arrivals.copy_from_slice(arrivals);
            arrivals.fill(0.0);
        }
        if N::REFRACTORY {
            self.period.copy_block(base, &mut work.period);
        }
    }

    fn advance_block(&mut self, level: Level, base: usize) {
        let (block, work) = (&mut self.blocks[base / LANES], &mut *self.work);
        if self.alike.is_none() {
            gather(&self.parameters, base, &mut self.scratch);
        }
        let (step, mixed) = (self.step, Mixed(&self.scratch));
        match (&self.plan, self.alike) {
            (Plan::Exact(plan), Some(parameters)) => level.run(Exact {
                parameters,
                block,
                work,
                plan,
                base,
            }),
            (Plan::Exact(plan), None) => level.run(Exact {
                parameters: mixed,
                block,
                work,
                plan,
                base,
            }),
            (Plan::Splitting, Some(parameters)) => level.run(Splitting {
                parameters,
                block,
                work,
                step,
            }),
            (Plan::Splitting, None) => level.run(Splitting {
                parameters: mixed,
                block,
                work,
                step,
            }),
        }
    }

    /// What the receptors contribute over the step, from their states at its start.
    fn receive(&mut self, level: Level, base: usize) {
        let (block, work) = (&self.blocks[base / LANES], &mut *self.work);
        for receptor in &self.receptors {
            match self.plan {
                Plan::Exact(_) => {
                    let increments = work.increments.as_mut();
                    receptor.couple(level, base, &block.refractory, increments);
                }
                Plan::Splitting => {
                    let port = receptor.port();
                    let post = &block.states.as_ref()[N::INPUTS[port].membrane];
                    let offset = &mut work.offsets.as_mut()[port];
                    let slope = &mut work.slopes.as_mut()[port];
                    receptor.current(level, base, post, offset, slope);
                }
            }
        }
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
            cell: base + lane,
            variable: N::STATES[state].name,
        })
    }
}

impl<N: Neuron> Group for CellsOf<N> {
    fn prepare(
        &mut self,
        mut receptors: Vec<Box<dyn Receptor>>,
        has_direct: bool,
    ) -> Result<(), PropagatorError> {
        self.has_direct = has_direct;
        let conductance = receptors.iter().any(|receptor| receptor.linear().is_none());
        self.reason = N::SOLVER.reason.to_owned();
        if N::SOLVER.method == Method::Exact && conductance {
            self.reason =
                "the neuron is linear, but the currents that reach it depend on its membrane"
                    .to_owned();
        }
        if N::SOLVER.method == Method::Exact && !conductance {
            let systems = self.systems();
            for receptor in &mut receptors {
                let Some((matrix, gains)) = receptor.linear() else {
                    continue;
                };
                let port = receptor.port();
                let plan = CouplingPlan::new::<N>(&systems, port, matrix, gains, self.step)?;
                receptor.couple_with(plan);
            }
            if !receptors.is_empty() {
                self.reason.push_str(", jointly with the synapses");
            }
            self.plan = Plan::Exact(ExactPlan::new::<N>(&systems, self.step)?);
            self.noise = NoisePlan::new::<N>(&systems, self.step, self.origin)?;
            if self.noise.is_some() {
                self.reason.push_str(", with white noise by its covariance");
            }
        }
        self.receptors = receptors;
        Ok(())
    }

    fn step(&mut self, level: Level, start: f64, fired: &mut Vec<u32>) -> Result<(), Unfit> {
        // Coefficients that change with time are taken at the middle of the step.
        self.work.time = start + 0.5 * self.step;
        for base in (0..self.count).step_by(LANES) {
            self.begin_block(base);
            self.receive(level, base);
            self.shake(level, base, start);
            self.advance_block(level, base);
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
                let firing = cells.filter(|cell| self.work.fired[cell - base] != 0.0);
                fired.extend(firing.map(|cell| cell as u32));
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
        let method = match self.plan {
            Plan::Exact(_) => Method::Exact,
            Plan::Splitting => Method::Splitting,
        };
        (method, self.reason.clone())
    }

    fn noise_fault(&self) -> Option<String> {
        let why = match (N::NOISE, &self.plan) {
            (Noise::None, _) => return None,
            (Noise::Additive, Plan::Exact(_)) => return too_many::<N>(self.origin.population),
            (Noise::Additive, Plan::Splitting) => self.reason.as_str(),
            (Noise::Multiplicative { reason }, _) => reason,
        };
        let noises = N::NOISES.iter().map(|name| format!("`{name}`"));
        Some(format!(
            "{} in `{}` needs a stochastic solver, which is not there yet; so far the exact solver alone takes white noise, and here it is not used: {why}",
            noises.collect::<Vec<_>>().join(", "),
            N::NAME
        ))
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

    fn time(&self) -> f64 {
        self.time
    }
}

/// Whether a lane is not zero; without a way out of the loop, so that it is a few wide instructions.
#[inline(always)]
fn has_any(lanes: &Lanes) -> bool {
    lanes.iter().fold(0, |bits, lane| bits | lane.to_bits()) << 1 != 0
}
