//! What a projection asks of the population that it reaches: a receptor, or nothing but an inbox.

use std::any::TypeId;
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use super::receptor::{Merged, Receptor};
use crate::model::{Alignment, Output, Synapse, descriptor_fault, dynamics_fault};
use crate::projection::Direct;
use crate::random::{Purpose, Stream};
use crate::solver::propagator::PropagatorError;
use crate::values::Draw;

/// How spikes of a projection act on a cell.
#[doc(hidden)]
pub trait Coupling: Debug + Send + Sync {
    /// What is wrong with synapse, output or initial values for so many cells, in words.
    fn fault(&self, cells: usize) -> Option<String>;

    /// Synapse and output in words.
    fn describe(&self) -> String;

    /// Whether there is a synapse between spike and neuron.
    fn is_synaptic(&self) -> bool;

    /// The output and its current, where it is not the drive times a constant.
    fn changing_coefficient(&self) -> Option<(&'static str, &'static str)>;

    /// What two projections onto one population must have in common to share their states.
    fn key(&self) -> Option<Key>;

    #[allow(private_interfaces)]
    fn receptor(&self, make: &MakeReceptor) -> Option<Result<Box<dyn Receptor>, PropagatorError>>;
}

/// The place of a receptor in a simulation.
#[derive(Debug)]
pub(crate) struct MakeReceptor {
    pub(crate) cells: usize,
    pub(crate) step: f64,
    pub(crate) seed: u64,
    pub(crate) projection: u32,
}

/// Types and parameters of synapse and output, and the input on which they act.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    types: (TypeId, TypeId),
    port: usize,
    parameters: Vec<u64>,
}

impl Coupling for Direct {
    fn fault(&self, _cells: usize) -> Option<String> {
        None
    }

    fn describe(&self) -> String {
        "delta".to_owned()
    }

    fn is_synaptic(&self) -> bool {
        false
    }

    fn changing_coefficient(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    fn key(&self) -> Option<Key> {
        None
    }

    #[allow(private_interfaces)]
    fn receptor(&self, _make: &MakeReceptor) -> Option<Result<Box<dyn Receptor>, PropagatorError>> {
        None
    }
}

/// Through a synapse and an output.
pub(crate) struct Through<S, O> {
    synapse: S,
    output: O,
    port: usize,
    initial: Vec<(usize, Arc<dyn Draw>)>,
}

impl<S: Synapse, O: Output> Through<S, O> {
    pub(crate) fn new(
        synapse: S,
        output: O,
        port: usize,
        initial: Vec<(usize, Arc<dyn Draw>)>,
    ) -> Self {
        Through {
            synapse,
            output,
            port,
            initial,
        }
    }

    /// The initial states, as drawn for this seed.
    fn states(&self, make: &MakeReceptor) -> Vec<Vec<f64>> {
        let start = self.synapse.values().states;
        let column = |(k, start): (usize, f64)| {
            let rule = self.initial.iter().find(|(state, _)| *state == k);
            let Some((_, rule)) = rule else {
                return vec![start; make.cells];
            };
            let object = SYNAPSE | make.projection << 8 | k as u32;
            let draw = |cell: usize| {
                let purpose = Purpose::InitialValue;
                let mut stream = Stream::new(make.seed, purpose, object, cell as u64);
                rule.draw(cell, &mut stream)
            };
            (0..make.cells).map(draw).collect()
        };
        start.into_iter().enumerate().map(column).collect()
    }
}

/// Tells the streams of synaptic states from those of neurons.
const SYNAPSE: u32 = 1 << 31;

impl<S: Synapse, O: Output> Coupling for Through<S, O> {
    fn fault(&self, cells: usize) -> Option<String> {
        if let Alignment::Pre { reason } | Alignment::Connection { reason } = S::ALIGNMENT {
            return Some(format!(
                "the states of `{}` cannot be added at the postsynaptic cell, since {reason}, and synapses with a state for each connection cannot be run yet",
                S::NAME
            ));
        }
        let values = self.initial.iter().find_map(|(state, rule)| {
            let variable = S::STATES[*state];
            rule_fault(rule.as_ref(), cells, |value| variable.show(value))
                .map(|fault| format!("the initial value of `{}`: {fault}", variable.name))
        });
        dynamics_fault::<S>(&self.synapse.values())
            .or_else(|| descriptor_fault(&self.output))
            .or(values)
    }

    fn describe(&self) -> String {
        format!("{} through {}, `{}`", S::NAME, O::NAME, O::CURRENT)
    }

    fn is_synaptic(&self) -> bool {
        true
    }

    fn changing_coefficient(&self) -> Option<(&'static str, &'static str)> {
        (!O::LINEAR).then_some((O::NAME, O::CURRENT))
    }

    fn key(&self) -> Option<Key> {
        let (synapse, output) = (self.synapse.values(), self.output.values());
        // States that start apart from each other would have to be added up.
        let fresh = self.initial.is_empty() && synapse.states.iter().all(|s| *s == 0.0);
        let parameters = synapse.parameters.iter().chain(&output.parameters);
        fresh.then(|| Key {
            types: (TypeId::of::<S>(), TypeId::of::<O>()),
            port: self.port,
            parameters: parameters.map(|p| p.to_bits()).collect(),
        })
    }

    #[allow(private_interfaces)]
    fn receptor(&self, make: &MakeReceptor) -> Option<Result<Box<dyn Receptor>, PropagatorError>> {
        let states = self.states(make);
        let merged = Merged::new(&self.synapse, &self.output, self.port, states, make.step);
        Some(merged.map(|merged| Box::new(merged) as Box<dyn Receptor>))
    }
}

impl<S: Synapse, O: Output> Debug for Through<S, O> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}

/// What is wrong with a rule of values for so many cells; values that are drawn are judged when they are.
pub(crate) fn rule_fault(
    rule: &dyn Draw,
    cells: usize,
    show: impl Fn(f64) -> String,
) -> Option<String> {
    if let Some(length) = rule.length()
        && length != cells
    {
        return Some(format!("there are {length} values for {cells} cells"));
    }
    if let Some(fault) = rule.fault() {
        return Some(fault);
    }
    if rule.is_random() {
        return None;
    }
    let mut stream = Stream::new(0, Purpose::InitialValue, 0, 0);
    let count = if rule.constant().is_some() { 1 } else { cells };
    (0..count).find_map(|cell| {
        let value = rule.draw(cell, &mut stream);
        let place = if count > 1 {
            format!(" for cell {cell}")
        } else {
            String::new()
        };
        (!value.is_finite())
            .then(|| format!("the value{place} must be finite, but it is {}", show(value)))
    })
}
