//! What a projection asks of the population that it reaches: a receptor, or nothing but an inbox.

use std::any::TypeId;
use std::fmt::{self, Debug, Formatter};
use std::ops::Range;
use std::sync::Arc;

use super::receptor::{Lumped, Merged, Parts, PerConnection, PerSource, Receptor};
use super::setup::values_error;
use super::{SimulationError, whole_steps};
use crate::checkpoint::Identity;
use crate::connections::Connections;
use crate::model::{Alignment, Output, Synapse, descriptor_fault, dynamics_fault, variables_of};
use crate::projection::Direct;
use crate::random::{Purpose, Stream};
use crate::values::Draw;

/// How spikes of a projection act on a cell.
#[doc(hidden)]
pub trait Coupling: Debug + Send + Sync {
    /// What is wrong with synapse, output or initial values for so many sources and targets, in words.
    fn fault(&self, sources: usize, targets: usize) -> Option<String>;

    /// Synapse and output in words.
    fn describe(&self) -> String;

    /// Adds the equations and values of synapse and output, at this place of a network.
    #[allow(private_interfaces)]
    fn identify(&self, place: &str, identity: &mut Identity);

    /// Whether there is a synapse between spike and neuron.
    fn is_synaptic(&self) -> bool;

    /// Whether the synapse needs the connections beside the weights that arrive.
    fn keeps_connections(&self) -> bool {
        false
    }

    /// Whether each connection has states of its own.
    fn is_per_connection(&self) -> bool {
        false
    }

    /// The output and its current, where it is not the drive times a constant.
    fn changing_coefficient(&self) -> Option<(&'static str, &'static str)>;

    /// What two projections onto one population must have in common to share their states.
    fn key(&self) -> Option<Key>;

    #[allow(private_interfaces)]
    fn receptor(
        &self,
        make: &MakeReceptor<'_>,
    ) -> Result<Option<Box<dyn Receptor>>, SimulationError>;
}

/// The place of a receptor in a simulation.
#[derive(Debug)]
pub(crate) struct MakeReceptor<'a> {
    /// Which of the postsynaptic cells.
    pub(crate) cells: Range<usize>,
    pub(crate) step: f64,
    pub(crate) seed: u64,
    pub(crate) projection: u32,
    pub(crate) name: &'a str,
    /// Where the synapse keeps them.
    pub(crate) connections: Option<&'a Arc<Connections>>,
    /// Whether spikes may be released in part.
    pub(crate) is_plastic: bool,
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
    fn fault(&self, _sources: usize, _targets: usize) -> Option<String> {
        None
    }

    fn describe(&self) -> String {
        "delta".to_owned()
    }

    #[allow(private_interfaces)]
    fn identify(&self, _place: &str, _identity: &mut Identity) {}

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
    fn receptor(
        &self,
        _make: &MakeReceptor<'_>,
    ) -> Result<Option<Box<dyn Receptor>>, SimulationError> {
        Ok(None)
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

    /// The initial states of these synapses, as drawn for this seed.
    fn states(&self, make: &MakeReceptor<'_>, synapses: Range<usize>) -> Vec<Vec<f64>> {
        let start = self.synapse.values().states;
        let column = |(k, start): (usize, f64)| {
            let rule = self.initial.iter().find(|(state, _)| *state == k);
            let Some((_, rule)) = rule else {
                return vec![start; synapses.len()];
            };
            let object = SYNAPSE | make.projection << 8 | k as u32;
            let draw = |cell: usize| {
                let purpose = Purpose::InitialValue;
                let mut stream = Stream::new(make.seed, purpose, object, cell as u64);
                rule.draw(cell, &mut stream)
            };
            synapses.clone().map(draw).collect()
        };
        start.into_iter().enumerate().map(column).collect()
    }
}

impl<S: Synapse, O> Through<S, O> {
    /// The length of a pulse in steps, at least one.
    fn duration(&self, make: &MakeReceptor<'_>) -> Result<u64, SimulationError> {
        if !S::HAS_PULSE {
            return Ok(0);
        }
        let time = S::pulse_duration(&variables_of(&self.synapse));
        let what = || {
            format!(
                "the duration of the pulse of `{}` in projection `{}`",
                S::NAME,
                make.name
            )
        };
        let steps = whole_steps(what, time, make.step)?;
        if steps == 0 {
            return Err(SimulationError::Values {
                name: format!("projection `{}`", make.name),
                fault: format!(
                    "the pulse of `{}` has no duration; it lasts one time step at least",
                    S::NAME
                ),
            });
        }
        Ok(steps)
    }
}

/// Tells the streams of synaptic states from those of neurons.
const SYNAPSE: u32 = 1 << 31;

impl<S: Synapse, O: Output> Coupling for Through<S, O> {
    fn fault(&self, sources: usize, targets: usize) -> Option<String> {
        let synapses = match S::ALIGNMENT {
            Alignment::Post => targets,
            Alignment::Pre { .. } => sources,
            Alignment::Connection { .. }
                if self.initial.iter().any(|(_, rule)| rule.length().is_some()) =>
            {
                return Some(format!(
                    "`{}` has a state for each connection, whose number is not known yet, so initial values cannot be listed; draw or compute them",
                    S::NAME
                ));
            }
            Alignment::Connection { .. } => 1,
        };
        let values = self.initial.iter().find_map(|(state, rule)| {
            let variable = S::STATES[*state];
            rule_fault(rule.as_ref(), synapses, |value| variable.show(value))
                .map(|fault| format!("the initial value of `{}`: {fault}", variable.name))
        });
        dynamics_fault::<S>(&self.synapse.values())
            .or_else(|| descriptor_fault(&self.output))
            .or(values)
    }

    fn describe(&self) -> String {
        let place = match S::ALIGNMENT {
            Alignment::Post => "",
            Alignment::Pre { .. } => " with a state for each presynaptic cell",
            Alignment::Connection { .. } => " with a state for each connection",
        };
        format!("{}{place} through {}, `{}`", S::NAME, O::NAME, O::CURRENT)
    }

    #[allow(private_interfaces)]
    fn identify(&self, place: &str, identity: &mut Identity) {
        identity.push_model(place, &self.synapse);
        identity.push_model(place, &self.output);
    }

    fn is_synaptic(&self) -> bool {
        true
    }

    fn keeps_connections(&self) -> bool {
        !matches!(S::ALIGNMENT, Alignment::Post)
    }

    fn is_per_connection(&self) -> bool {
        matches!(S::ALIGNMENT, Alignment::Connection { .. })
    }

    fn changing_coefficient(&self) -> Option<(&'static str, &'static str)> {
        (!O::LINEAR).then_some((O::NAME, O::CURRENT))
    }

    fn key(&self) -> Option<Key> {
        if S::ALIGNMENT != Alignment::Post {
            return None;
        }
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
    fn receptor(
        &self,
        make: &MakeReceptor<'_>,
    ) -> Result<Option<Box<dyn Receptor>>, SimulationError> {
        let wrong = |error| values_error("projection", make.name, error);
        let connections = make.connections.map(Arc::clone).unwrap_or_default();
        let synapses = match S::ALIGNMENT {
            Alignment::Post => make.cells.clone(),
            Alignment::Pre { .. } => 0..connections.sources(),
            Alignment::Connection { .. } => 0..connections.len(),
        };
        let start = self.states(make, synapses);
        let parts = Parts {
            synapse: &self.synapse,
            output: &self.output,
            port: self.port,
            connections,
            start,
            cells: make.cells.len(),
            duration: self.duration(make)?,
            is_plastic: make.is_plastic,
            step: make.step,
        };
        // Conditions known to the compiler, which makes no code for kinds of receptors that the synapse never has.
        let receptor: Box<dyn Receptor> = if const { matches!(S::ALIGNMENT, Alignment::Post) } {
            Box::new(Merged::new(parts).map_err(wrong)?)
        } else if const { matches!(S::ALIGNMENT, Alignment::Connection { .. }) } {
            Box::new(PerConnection::new(parts))
        } else if const { !S::IS_LUMPED } {
            Box::new(PerSource::new(parts))
        } else if make.is_plastic {
            // Pulses of different height obey different equations, which cannot be added.
            Box::new(PerSource::new(parts))
        } else {
            Box::new(Lumped::new(parts).map_err(wrong)?)
        };
        Ok(Some(receptor))
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
