//! Populations: many cells of one model.

mod id;

use std::fmt::{self, Debug, Formatter};
use std::ops::Range;
use std::sync::Arc;

pub use id::PopulationId;

use crate::model::{
    Input, Method, Neuron, Noise, Parameter, State, Values as CellValues, dynamics_fault,
};
use crate::network::Address;
use crate::positions::Positions;
use crate::quantity::Measured;
use crate::random::{Purpose, Stream};
use crate::signal::{Course, Signal};
use crate::simulation::rule_fault;
use crate::solver::column::Column;
use crate::values::{Draw, Values};

/// `count` cells of the model `N`, with what differs from its descriptor.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif {
///     tau: 20.0 * ms,
///     r: 100.0 * MOhm,
///     v_rest: -65.0 * mV,
///     v_th: -50.0 * mV,
///     v_reset: -60.0 * mV,
///     t_ref: 5.0 * ms,
///     v: -65.0 * mV,
/// };
/// let cells = Population::new(800, lif)
///     .with(Lif::V, Normal::new(-65.0 * mV, 5.0 * mV)) // initial value
///     .with(Lif::V_TH, by_index(|cell| -50.0 * mV + 0.01 * (cell as f64) * mV)) // parameter
///     .with(Lif::I, 0.1 * nA) // constant input
///     .stimulus(Lif::I, Sine::new(0.05 * nA, 10.0 * Hz)); // input that changes in time
/// ```
#[derive(Clone)]
pub struct Population<N> {
    pub(crate) model: N,
    pub(crate) count: usize,
    pub(crate) settings: Vec<(Slot, Arc<dyn Draw>)>,
    /// The index of an input, and what drives it.
    pub(crate) stimuli: Vec<(usize, Arc<dyn Course>)>,
    pub(crate) solver: Option<Method>,
    pub(crate) positions: Option<Positions>,
    pub(crate) is_soft: bool,
}

impl<N: Neuron> Population<N> {
    /// So many cells that all equal the descriptor.
    #[must_use]
    pub fn new(count: usize, model: N) -> Self {
        Population {
            model,
            count,
            settings: Vec::new(),
            stimuli: Vec::new(),
            solver: None,
            positions: None,
            is_soft: false,
        }
    }

    /// The same, advanced by this method instead of the one that its equations suggest.
    ///
    /// A method that does not apply is refused when the population is added to a network.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let cell = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
    ///     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
    /// let mut network = Network::new();
    /// let euler = Method::ExponentialEuler { steps: 1 };
    /// network.population("coarse", Population::new(10, cell.clone()).solver(euler))?;
    ///
    /// let loose = Method::Rk45 { tolerance: 10.0 };
    /// let error = network.population("loose", Population::new(10, cell).solver(loose));
    /// assert_eq!(
    ///     error.unwrap_err().to_string(),
    ///     "population `loose`: the tolerance is from 1e-14 to 1, but it is 10"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn solver(mut self, method: Method) -> Self {
        self.solver = Some(method);
        self
    }

    /// The same, with where its cells are, for connections, weights and delays that depend on distance.
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
    /// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
    /// let ring = Population::new(100, lif).positions(Positions::line(10.0 * um).periodic(1.0 * mm));
    /// ```
    #[must_use]
    pub fn positions(mut self, positions: Positions) -> Self {
        self.positions = Some(positions);
        self
    }

    /// The same with soft resets: a cell keeps by how much it was beyond its threshold.
    ///
    /// Where the model says `v = v_reset`, `v` becomes `v_reset` plus what it had beyond the threshold. In continuous time the two are the
    /// same but for the spikes that act on `v` directly; on a grid of time steps a soft reset keeps what the cell has gained since it
    /// crossed. It fires in every step at whose end it is beyond the threshold, unless it is refractory, so that nothing is lost.
    ///
    /// The condition of the spike must be one comparison that is linear in the states, and the reset must set one of these states; other
    /// models are refused when the population is added to a network.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let cell = If { c: 1.0 * nF, v_th: 10.0 * mV, v_reset: 0.0 * mV, t_ref: 0.0 * ms, v: 0.0 * mV };
    /// let mut network = Network::new();
    /// let mut add = |name: &str, cells: Population<If>| network.population(name, cells.with(If::I, 3.0 * nA));
    /// let hard = add("hard", Population::new(1, cell.clone()))?;
    /// let soft = add("soft", Population::new(1, cell).soft_reset())?;
    /// // 3 mV in each step: four steps to a spike, or ten to three of them.
    /// let mut simulation = Simulation::new(&network, 1.0 * ms, 1)?;
    /// let hard = simulation.record(hard.spikes())?;
    /// let soft = simulation.record(soft.spikes())?;
    /// simulation.run(1001.0 * ms)?;
    /// assert_eq!(simulation.read(&hard).len(), 250);
    /// assert_eq!(simulation.read(&soft).len(), 300);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn soft_reset(mut self) -> Self {
        self.is_soft = true;
        self
    }

    /// How its cells are advanced where nothing but linear currents reaches them.
    pub(crate) fn method(&self) -> Method {
        self.solver.unwrap_or(N::SOLVER.method)
    }

    /// Whether that has been asked for, by the model or for the population.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.solver.is_some() || N::SOLVER.is_asked_for
    }

    /// The same with other values of a parameter, of the initial value of a state, or with a constant input.
    #[must_use]
    pub fn with<V: Settable<N>>(mut self, variable: V, values: impl Values<V::Quantity>) -> Self {
        let slot = variable.slot();
        self.settings.retain(|(other, _)| *other != slot);
        self.settings.push((slot, Arc::new(values)));
        self
    }

    /// The same with a signal that drives an input from outside.
    ///
    /// Stimuli of one input add up, with each other and with its constant.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
    ///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
    /// let pulse = Step::new(0.3 * nA).from(10.0 * ms).until(90.0 * ms);
    /// let mut network = Network::new();
    /// let cells = network.population("cells", Population::new(1, lif).stimulus(Lif::I, pulse))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(cells.spikes())?;
    /// simulation.run(200.0 * ms)?;
    /// // 20 ms · ln 2 = 13.86 ms after the beginning, and then each time 2 ms later.
    /// let times = simulation.read(&spikes).of(0);
    /// assert_eq!((times[0].to_string(), times.len()), ("23.9 ms".to_owned(), 5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn stimulus<Q: Measured>(mut self, input: Input<N, Q>, signal: impl Signal<Q>) -> Self {
        self.stimuli.push((input.index, Arc::new(signal)));
        self
    }
}

impl<N: Neuron> Debug for Population<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Population")
            .field("model", &N::NAME)
            .field("count", &self.count)
            .field("settings", &self.settings)
            .field("stimuli", &self.stimuli)
            .finish()
    }
}

/// A variable of the model `M` that can be set before a run: a parameter, a state, an input.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no variable of `{M}`",
    label = "belongs to another model",
    note = "the variables of a model are constants of its struct, such as `Lif::TAU`, `Lif::V`, `Lif::I`"
)]
pub trait Settable<M> {
    /// What its values are.
    type Quantity;

    #[doc(hidden)]
    fn slot(&self) -> Slot;
}

/// A column of a population.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Parameter(usize),
    State(usize),
    Input(usize),
}

#[diagnostic::do_not_recommend]
impl<M, Q> Settable<M> for Parameter<M, Q> {
    type Quantity = Q;

    fn slot(&self) -> Slot {
        Slot::Parameter(self.index)
    }
}

#[diagnostic::do_not_recommend]
impl<M, Q> Settable<M> for State<M, Q> {
    type Quantity = Q;

    fn slot(&self) -> Slot {
        Slot::State(self.index)
    }
}

#[diagnostic::do_not_recommend]
impl<M, Q> Settable<M> for Input<M, Q> {
    type Quantity = Q;

    fn slot(&self) -> Slot {
        Slot::Input(self.index)
    }
}

/// What sends spikes: a population, or a source from outside.
#[diagnostic::on_unimplemented(
    message = "`{Self}` sends no spikes",
    label = "expected a population or a source of spikes",
    note = "a projection starts at what `network.population(...)` or `network.source(...)` returned"
)]
pub trait Source {
    #[doc(hidden)]
    fn address(&self) -> Address;
}

/// Parameters, initial states and constant inputs of all cells.
pub(crate) struct Columns {
    pub(crate) parameters: Vec<Column>,
    pub(crate) states: Vec<Column>,
    pub(crate) inputs: Vec<Column>,
}

impl Columns {
    /// Those of some of the cells.
    pub(crate) fn of_cells(&self, cells: Range<usize>) -> Self {
        let of = |columns: &[Column]| {
            let columns = columns.iter().map(|column| column.of_cells(cells.clone()));
            columns.collect()
        };
        Columns {
            parameters: of(&self.parameters),
            states: of(&self.states),
            inputs: of(&self.inputs),
        }
    }
}

impl<N: Neuron> Population<N> {
    /// The columns as drawn for this seed; without a seed, what is drawn is as in the descriptor.
    pub(crate) fn columns(&self, index: u32, seed: Option<u64>) -> Columns {
        let values = self.model.values();
        let column = |slot: Slot, start: f64| {
            let rule = self.settings.iter().find(|(other, _)| *other == slot);
            match rule {
                Some((_, rule)) if !rule.is_random() || seed.is_some() => {
                    self.column(rule.as_ref(), slot, index, seed.unwrap_or(0))
                }
                _ => Column::Uniform(start),
            }
        };
        let parameters = values.parameters.iter().enumerate();
        let states = values.states.iter().enumerate();
        Columns {
            parameters: parameters
                .map(|(k, v)| column(Slot::Parameter(k), *v))
                .collect(),
            states: states.map(|(k, v)| column(Slot::State(k), *v)).collect(),
            inputs: (0..N::INPUTS.len())
                .map(|k| column(Slot::Input(k), 0.0))
                .collect(),
        }
    }

    fn column(&self, rule: &dyn Draw, slot: Slot, index: u32, seed: u64) -> Column {
        if let Some(value) = rule.constant() {
            return Column::Uniform(value);
        }
        let (purpose, variable) = match slot {
            Slot::Parameter(k) => (Purpose::Parameter, k),
            Slot::State(k) => (Purpose::InitialValue, k),
            // Beside the parameters.
            Slot::Input(k) => (Purpose::Parameter, k + 128),
        };
        let object = index << 8 | variable as u32;
        let draw =
            |cell: usize| rule.draw(cell, &mut Stream::new(seed, purpose, object, cell as u64));
        Column::of((0..self.count).map(draw).collect())
    }

    /// What is wrong with the population, in words; values that are drawn are judged when a simulation is made.
    pub(crate) fn fault(&self) -> Option<String> {
        if let Some(fault) = count_fault("a population", self.count) {
            return Some(fault);
        }
        let positions = self.positions.as_ref();
        if let Some(fault) = positions.and_then(|positions| positions.fault(self.count)) {
            return Some(fault);
        }
        if let Some(refusal) = self.solver.and_then(|method| method.refusal(N::CLASS)) {
            return Some(refusal);
        }
        if let (true, Err(reason)) = (self.is_soft, N::OVERSHOOT) {
            return Some(format!(
                "a soft reset keeps by how much `{}` was beyond its threshold, but {reason}; leave `.soft_reset()` out",
                N::NAME
            ));
        }
        if let (Some(Method::Exact), Noise::Multiplicative { reason }) = (self.solver, N::NOISE) {
            return Some(format!(
                "`exact` needs white noise with constant coefficients, but {reason}; `splitting` takes it"
            ));
        }
        let rules = self.settings.iter().find_map(|(slot, rule)| {
            let variable = match slot {
                Slot::Parameter(k) => N::PARAMETERS[*k],
                Slot::State(k) => N::STATES[*k],
                Slot::Input(k) => N::INPUTS[*k].variable,
            };
            rule_fault(rule.as_ref(), self.count, |value| variable.show(value))
                .map(|fault| format!("`{}` of `{}`: {fault}", variable.name, N::NAME))
        });
        rules
            .or_else(|| self.stimuli_fault())
            .or_else(|| self.columns(0, None).fault::<N>(self.count))
    }

    /// One cell without what is drawn and without stimuli; the first state on which its threshold depends is moved halfway there.
    pub(crate) fn one_cell(&self, is_halfway: bool) -> Self {
        let mut one = Population {
            count: 1,
            settings: self.settings.clone(),
            stimuli: Vec::new(),
            ..self.clone()
        };
        one.settings.retain(|(_, rule)| !rule.is_random());
        let columns = one.columns(0, None);
        let first = |columns: &[Column]| columns.iter().map(|column| column.get(0)).collect();
        let x = N::load(
            &CellValues {
                parameters: first(&columns.parameters),
                states: first(&columns.states),
            },
            0,
        );
        let slopes = N::margin_slopes(&x);
        let state = slopes.as_ref().iter().position(|slope| *slope != 0.0);
        if let Some(state) = state.filter(|_| is_halfway) {
            let moved =
                N::states(&x).as_ref()[state] - 0.5 * N::margin(&x) / slopes.as_ref()[state];
            one.settings.retain(|(slot, _)| *slot != Slot::State(state));
            one.settings.push((Slot::State(state), Arc::new(moved)));
        }
        one
    }

    fn stimuli_fault(&self) -> Option<String> {
        if self.stimuli.len() > MOST_STIMULI {
            return Some(format!(
                "it has {} stimuli, and {MOST_STIMULI} is the most",
                self.stimuli.len()
            ));
        }
        self.stimuli.iter().find_map(|(input, signal)| {
            let what = format!(
                "the stimulus of `{}` of `{}`",
                N::INPUTS[*input].variable.name,
                N::NAME
            );
            signal.fault(&what, self.count)
        })
    }
}

/// Their random numbers share an object with that of the population, which leaves 8 bits to tell them apart.
const MOST_STIMULI: usize = 256;

/// What is wrong with the number of cells.
pub(crate) fn count_fault(what: &str, count: usize) -> Option<String> {
    if count == 0 {
        return Some(format!("{what} needs at least one cell"));
    }
    u32::try_from(count).is_err().then(|| {
        format!(
            "{count} cells are more than the {} that can be numbered",
            u32::MAX
        )
    })
}

impl Columns {
    /// What is wrong with the first cell that the model does not allow.
    pub(crate) fn fault<N: Neuron>(&self, count: usize) -> Option<String> {
        let uniform = self
            .parameters
            .iter()
            .chain(&self.states)
            .all(Column::is_uniform);
        let cells = if uniform { 1 } else { count };
        (0..cells).find_map(|cell| {
            let values = CellValues {
                parameters: self
                    .parameters
                    .iter()
                    .map(|column| column.get(cell))
                    .collect(),
                states: self.states.iter().map(|column| column.get(cell)).collect(),
            };
            let fault = dynamics_fault::<N>(&values)?;
            Some(if uniform {
                fault
            } else {
                format!("cell {cell}: {fault}")
            })
        })
    }
}
