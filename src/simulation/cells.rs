//! The cells of a population in a run.

use super::SimulationError;
use super::grid::whole_steps;
use super::receptor::Receptor;
use crate::dispatch::Level;
use crate::model::{Array, LANES, Method, Neuron, System, Values};
use crate::population::Population;
use crate::quantity::{Measured, Time};
use crate::solver::block::{Alike, Block, Mixed, gather};
use crate::solver::column::{Column, Lanes, load, pad};
use crate::solver::exact::{CouplingPlan, Exact, ExactPlan, Systems};
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

    fn state(&self, index: usize) -> &[f64];

    fn receptor(&self, index: usize) -> &dyn Receptor;

    /// The method that advances the cells, and why it is that one.
    fn solver(&self) -> (Method, String);
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
    states: Vec<Vec<f64>>,
    inputs: Vec<Column>,
    period: Column,
    refractory: Vec<f64>,
    above: Vec<f64>,
    arrivals: Vec<f64>,
    has_direct: bool,
    receptors: Vec<Box<dyn Receptor>>,
    plan: Plan,
    reason: String,
    block: Box<Block<N>>,
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
        let mut states: Vec<Vec<f64>> = columns
            .states
            .iter()
            .map(|column| (0..count).map(|cell| column.get(cell)).collect())
            .collect();
        states.iter_mut().for_each(pad);
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
        let padded = count.next_multiple_of(LANES);
        Ok(CellsOf {
            count,
            step,
            parameters,
            alike,
            states,
            inputs,
            period,
            refractory: vec![0.0; padded],
            above: vec![0.0; padded],
            arrivals: vec![0.0; padded],
            has_direct: false,
            receptors: Vec::new(),
            plan: Plan::Splitting,
            reason: String::new(),
            block: Box::new(Block::new()),
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
            N::system(&N::load(&values, 0), &mut system);
            system
        }))
    }

    fn load_block(&mut self, base: usize, start: f64) {
        let block = &mut *self.block;
        for (lanes, column) in block.states.as_mut().iter_mut().zip(&self.states) {
            *lanes = load(column, base);
        }
        for (lanes, column) in block.offsets.as_mut().iter_mut().zip(&self.inputs) {
            *lanes = column.block(base);
        }
        for lanes in block.slopes.as_mut() {
            lanes.fill(0.0);
        }
        for lanes in block.increments.as_mut() {
            lanes.fill(0.0);
        }
        if self.has_direct {
            block.arrivals = load(&self.arrivals, base);
            self.arrivals[base..base + LANES].fill(0.0);
        }
        if N::REFRACTORY {
            block.refractory = load(&self.refractory, base);
            block.period = self.period.block(base);
        }
        if N::FIRES {
            block.above = load(&self.above, base);
        }
        // Coefficients that change with time are taken at the middle of the step.
        block.time = start + 0.5 * self.step;
    }

    fn store_block(&mut self, base: usize) {
        let block = &*self.block;
        for (column, lanes) in self.states.iter_mut().zip(block.states.as_ref()) {
            column[base..base + LANES].copy_from_slice(lanes);
        }
        if N::REFRACTORY {
            self.refractory[base..base + LANES].copy_from_slice(&block.refractory);
        }
        if N::FIRES {
            self.above[base..base + LANES].copy_from_slice(&block.above);
        }
    }

    fn advance_block(&mut self, level: Level, base: usize) {
        let block = &mut *self.block;
        if self.alike.is_none() {
            gather(&self.parameters, base, &mut self.scratch);
        }
        let step = self.step;
        match (&self.plan, self.alike) {
            (Plan::Exact(plan), Some(alike)) => {
                let parameters = alike;
                level.run(Exact {
                    parameters,
                    block,
                    plan,
                    base,
                });
            }
            (Plan::Exact(plan), None) => {
                let parameters = Mixed(&self.scratch);
                level.run(Exact {
                    parameters,
                    block,
                    plan,
                    base,
                });
            }
            (Plan::Splitting, Some(alike)) => {
                let parameters = alike;
                level.run(Splitting {
                    parameters,
                    block,
                    step,
                });
            }
            (Plan::Splitting, None) => {
                let parameters = Mixed(&self.scratch);
                level.run(Splitting {
                    parameters,
                    block,
                    step,
                });
            }
        }
    }

    /// What the receptors contribute over the step, from their states at its start.
    fn receive(&mut self, level: Level, base: usize) {
        let block = &mut *self.block;
        for receptor in &self.receptors {
            match self.plan {
                Plan::Exact(_) => {
                    let increments = block.increments.as_mut();
                    receptor.couple(level, base, &block.refractory, increments);
                }
                Plan::Splitting => {
                    let port = receptor.port();
                    let post = &block.states.as_ref()[N::INPUTS[port].membrane];
                    let offset = &mut block.offsets.as_mut()[port];
                    let slope = &mut block.slopes.as_mut()[port];
                    receptor.current(level, base, post, offset, slope);
                }
            }
        }
    }

    fn unfit(&self, base: usize) -> Option<Unfit> {
        let lane = (0..LANES.min(self.count - base)).find(|lane| self.block.unfit[*lane] != 0.0)?;
        let states = self.block.states.as_ref();
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
        }
        self.receptors = receptors;
        Ok(())
    }

    fn step(&mut self, level: Level, start: f64, fired: &mut Vec<u32>) -> Result<(), Unfit> {
        for base in (0..self.count).step_by(LANES) {
            self.load_block(base, start);
            self.receive(level, base);
            self.advance_block(level, base);
            for receptor in &mut self.receptors {
                receptor.advance(level, base);
            }
            self.store_block(base);
            if self.block.unfit.iter().any(|unfit| *unfit != 0.0)
                && let Some(unfit) = self.unfit(base)
            {
                return Err(unfit);
            }
            if N::FIRES && self.block.fired.iter().any(|fired| *fired != 0.0) {
                let cells = (base..self.count).take(LANES);
                let firing = cells.filter(|cell| self.block.fired[cell - base] != 0.0);
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

    fn state(&self, index: usize) -> &[f64] {
        &self.states[index]
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
}

/// A time in seconds as text.
pub(crate) fn shown(time: f64) -> String {
    Time::show(time)
}
