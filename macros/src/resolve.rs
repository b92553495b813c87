//! Names to variables; each place of the declaration has its own vocabulary.

mod noise;

pub(crate) use noise::is_noise;

use crate::errors::{Errors, Extent};
use crate::expression::{Expr, Node, Symbol};
use crate::model::{Kind, Model};
use crate::suggestion::suggestion;

/// Looks up every name of the model.
pub(crate) fn resolve(model: &mut Model, errors: &mut Errors) {
    model.noises = noise::names(model);
    let vocabulary = Vocabulary {
        kind: model.kind,
        noises: model.noises.clone(),
        names: model.names(),
        time: model.has_time(),
        complete: model.has_read(&["input", "define", "weight", "pulse", "drive", "post"]),
    };
    for k in 0..model.definitions.len() {
        let rhs = &mut model.definitions[k].equation.rhs;
        vocabulary.definition(rhs, k, errors);
    }
    for state in &mut model.states {
        if let Some(ode) = &mut state.ode {
            vocabulary.look_up(&mut ode.rhs, Place::Dynamics, errors);
        }
        if let Some(init) = &mut state.init {
            vocabulary.look_up(&mut init.rhs, Place::Descriptor, errors);
        }
    }
    let anywhere = match model.kind {
        Kind::Output => Place::Current,
        _ => Place::Dynamics,
    };
    for asked in &mut model.asked {
        vocabulary.look_up(asked, anywhere, errors);
    }
    for requirement in &mut model.requirements {
        vocabulary.look_up(requirement, Place::Descriptor, errors);
    }
    if let Some(spike) = &mut model.spike {
        vocabulary.look_up(spike, Place::Event, errors);
    }
    if let Some(refractory) = &mut model.refractory {
        vocabulary.look_up(&mut refractory.period, Place::Descriptor, errors);
        for held in &mut refractory.hold {
            vocabulary.look_up(held, Place::Event, errors);
        }
    }
    if let Some(pulse) = &mut model.pulse {
        vocabulary.look_up(&mut pulse.height, Place::Descriptor, errors);
        vocabulary.look_up(&mut pulse.duration, Place::Descriptor, errors);
    }
    if let Some(choice) = &mut model.solver {
        for slow in &mut choice.slow {
            vocabulary.look_up(slow, Place::Event, errors);
        }
    }
    for assignment in &mut model.reset {
        vocabulary.look_up(&mut assignment.target, Place::Event, errors);
        vocabulary.look_up(&mut assignment.value, Place::Event, errors);
    }
    for assignment in &mut model.on_spike {
        vocabulary.look_up(&mut assignment.target, Place::Arrival, errors);
        vocabulary.look_up(&mut assignment.value, Place::Arrival, errors);
    }
    if let Some(output) = &mut model.output {
        vocabulary.look_up(&mut output.value, Place::Arrival, errors);
    }
    if let Some(current) = &mut model.current {
        vocabulary.look_up(&mut current.value, Place::Current, errors);
    }
    noise::split(model);
    model.find_membranes();
}

/// Where an expression stands, which decides what it can know.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Dynamics,
    /// Evaluated once, from the descriptor: no inputs, no time.
    Descriptor,
    Event,
    /// A spike has arrived with its weight.
    Arrival,
    Current,
}

struct Vocabulary {
    kind: Kind,
    noises: Vec<String>,
    names: Vec<(String, Symbol)>,
    time: bool,
    /// Whether every attribute that introduces names could be read.
    complete: bool,
}

impl Vocabulary {
    fn look_up(&self, e: &mut Expr, place: Place, errors: &mut Errors) {
        let extent = e.extent;
        if let Node::Variable { name, symbol } = &mut e.node {
            match self.names.iter().find(|(known, _)| known == name) {
                Some((_, found)) => *symbol = *found,
                None if name == "t" && self.time => *symbol = Symbol::Time,
                None if !self.complete => {}
                None => match self.noise(name) {
                    Some(k) => *symbol = Symbol::Noise(k),
                    None => self.unknown(name, extent, errors),
                },
            }
            if let Some(reason) = out_of_place(*symbol, place, self.kind) {
                errors.at(extent, format!("`{name}` is {reason}"));
            }
        }
        for child in e.children_mut() {
            self.look_up(child, place, errors);
        }
    }

    /// A definition knows those before it.
    fn definition(&self, e: &mut Expr, index: usize, errors: &mut Errors) {
        self.look_up(e, Place::Dynamics, errors);
        let late = |symbol| matches!(symbol, Symbol::Definition(k) if k >= index);
        if let Some(found) = e.find(&mut |s| late(s)) {
            let message =
                format!("`{found}` has no value yet: a definition can use those before it");
            errors.at(found.extent, message);
            // One mistake, and no endless expansion after it.
            e.node = Expr::number(0.0).node;
        }
    }

    fn noise(&self, name: &str) -> Option<usize> {
        self.noises.iter().position(|other| other == name)
    }

    fn unknown(&self, name: &str, extent: Extent, errors: &mut Errors) {
        if errors.is_full() {
            return;
        }
        let known = self.names.iter().map(|(known, _)| known.as_str());
        let remedy = match name {
            "pi" => "; write 3.141592653589793".to_owned(),
            _ => suggestion(name, known),
        };
        let unit = crate::units::behind_number(name)
            .map(|_| format!("; as a unit it stands right behind a number: `1 {name}`"));
        errors.at(
            extent,
            format!(
                "`{name}` is no parameter, state, input or definition of this model{}",
                unit.unwrap_or(remedy)
            ),
        );
    }
}

fn out_of_place(symbol: Symbol, place: Place, kind: Kind) -> Option<&'static str> {
    match (symbol, place) {
        (Symbol::Noise(_), Place::Dynamics) if kind == Kind::Neuron => None,
        (Symbol::Noise(_), _) if kind == Kind::Neuron => Some(noise::OUT_OF_PLACE),
        (Symbol::Noise(_), _) => Some("white noise, which belongs to the equations of a neuron"),
        (Symbol::Release, Place::Arrival) => None,
        (Symbol::Release, _) => {
            Some("what an arriving spike releases, which only `#[on_spike(...)]` knows")
        }
        (Symbol::Pulse, Place::Descriptor) => Some("a pulse, which spikes start during the run"),
        (Symbol::Weight, Place::Arrival) => None,
        (Symbol::Weight, _) => Some(
            "the weight of an arriving spike, which only `#[on_spike(...)]` and `#[output(...)]` know",
        ),
        (Symbol::Input(_), Place::Descriptor) => {
            Some("an input, which has no value before the run")
        }
        (Symbol::Time, _) if kind == Kind::Output => Some(
            "time, which an output does not know; an equation of the synapse or of the neuron can use it",
        ),
        (Symbol::Time, Place::Descriptor) => Some("time, which does not run yet"),
        (Symbol::Input(_), Place::Event | Place::Arrival) => {
            Some("an input, which acts over a step; events depend on parameters and states")
        }
        _ => None,
    }
}
