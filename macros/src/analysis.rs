//! What the equations say about themselves: linear? affine? can states be merged?
//!
//! Everything is decided after definitions are written out. `t`, inputs and
//! every state count as variables: they change within a step.

mod alignment;
mod degree;
mod gated;
mod linearity;
mod margin;
mod noise;
mod overshoot;

pub(crate) use alignment::{Alignment, alignment, is_lumped, jump, weighted_output};
pub(crate) use degree::{Degree, Degrees};
pub(crate) use gated::gated;
pub(crate) use linearity::{Class, class};
pub(crate) use margin::margin;
pub(crate) use noise::{NoiseClass, noise_class, nonlinear_noise};
pub(crate) use overshoot::overshoot;

use crate::expression::{By, Expr, Node, Symbol, derivative, is_zero};
use crate::model::Model;

/// Whether the symbol keeps its value within a step; pulses begin and end between steps.
pub(crate) fn is_constant(symbol: Symbol) -> bool {
    matches!(
        symbol,
        Symbol::Parameter(_) | Symbol::Pulse | Symbol::Unresolved
    )
}

/// The first variable on which the expression depends, looking into definitions.
pub(crate) fn variable_in(model: &Model, e: &Expr) -> Option<Expr> {
    match e.symbol() {
        Some(Symbol::Definition(k)) => variable_in(model, &model.definitions[k].equation.rhs),
        Some(symbol) => (!is_constant(symbol)).then(|| e.clone()),
        None => e.children().into_iter().find_map(|e| variable_in(model, e)),
    }
}

/// The smallest part of an expression that shows what is asked for; definitions are looked into.
pub(crate) fn smallest<'a>(
    model: &'a Model,
    e: &'a Expr,
    shows: &impl Fn(&'a Expr) -> bool,
) -> &'a Expr {
    let parts = match e.node {
        Node::Variable {
            symbol: Symbol::Definition(k),
            ..
        } => vec![&model.definitions[k].equation.rhs],
        _ => e.children(),
    };
    let part = parts.into_iter().find(|part| shows(part));
    part.map_or(e, |part| smallest(model, part, shows))
}

/// The derivative by one variable, everything else standing still.
pub(crate) fn partial(model: &Model, e: &Expr, by: Symbol) -> Expr {
    derivative(e, By::Alone(by), &model.definition_bodies())
}

/// Whether an output is its drive times a constant, so that it can be part of a linear system.
pub(crate) fn is_linear_output(model: &Model) -> bool {
    let gain = proportional_gain(model);
    gain.is_some_and(|gain| variable_in(model, &gain).is_none())
}

/// Whether an output is its drive times something that is affine in the membrane state, with constant coefficients.
pub(crate) fn is_proportional_output(model: &Model) -> bool {
    let by_post = proportional_gain(model).map(|gain| partial(model, &gain, Symbol::Post));
    by_post.is_some_and(|by_post| variable_in(model, &by_post).is_none())
}

/// What an output multiplies its drive with, if it does nothing else with it, and follows drive and membrane state without jumps.
fn proportional_gain(model: &Model) -> Option<Expr> {
    let value = model.expanded(&model.current.as_ref()?.value);
    let gain = partial(model, &value, Symbol::Drive);
    let rest = crate::expression::without(&value, Symbol::Drive);
    let jumps = value.jumps_with(Symbol::Drive) || value.jumps_with(Symbol::Post);
    let is_proportional = is_zero(&rest) && !gain.contains(Symbol::Drive);
    (is_proportional && !jumps).then_some(gain)
}
