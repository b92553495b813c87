//! The class of a model, which decides how it is integrated.

use super::{partial, smallest, variable_in};
use crate::expression::{Expr, Symbol, is_zero, without};
use crate::model::Model;

/// How the right-hand sides depend on the states.
#[derive(Debug)]
pub(crate) enum Class {
    /// Linear in states and inputs with coefficients that stand still.
    Linear,
    /// Each state enters its own equation linearly, with coefficients that change within a step.
    ConditionallyLinear { term: Expr, reason: String },
    /// Some state enters its own equation non-linearly.
    NonLinear { term: Expr, reason: String },
}

pub(crate) fn class(model: &Model) -> Class {
    let mut conditional = None;
    for (k, ode) in model.odes() {
        let state = Symbol::State(k);
        let is_nonlinear = |e: &Expr| coefficient(model, e, state).contains(state);
        let name = model.states[k].field.name();
        if is_nonlinear(&ode.rhs) {
            return Class::NonLinear {
                term: smallest(model, &ode.rhs, &is_nonlinear).clone(),
                reason: format!("`{name}` enters `d{name}/dt` non-linearly"),
            };
        }
        if conditional.is_none() {
            conditional = changing_coefficient(model, &name, &ode.rhs);
        }
    }
    match conditional {
        None => Class::Linear,
        Some((term, reason)) => Class::ConditionallyLinear { term, reason },
    }
}

/// The derivative by the variable, with definitions written out.
fn coefficient(model: &Model, e: &Expr, variable: Symbol) -> Expr {
    partial(model, &model.expanded(e), variable)
}

/// The first coefficient of the equation, by state, by input or free, that changes within a step.
fn changing_coefficient(model: &Model, name: &str, rhs: &Expr) -> Option<(Expr, String)> {
    let states = (0..model.states.len()).map(Symbol::State);
    let inputs = (0..model.inputs.len()).map(Symbol::Input);
    let variables: Vec<Symbol> = states.chain(inputs).collect();
    for &variable in &variables {
        let changing = |e: &Expr| variable_in(model, &coefficient(model, e, variable));
        if let Some(changed) = changing(rhs) {
            let term = smallest(model, rhs, &|e| changing(e).is_some());
            let (factor, changed) = (model.name_of(variable), changed.to_string());
            let reason = if factor == changed {
                format!("`d{name}/dt` is not linear in `{factor}`")
            } else {
                format!("in `d{name}/dt` the coefficient of `{factor}` changes with `{changed}`")
            };
            return Some((term.clone(), reason));
        }
    }
    let mut free = model.expanded(rhs);
    for &variable in &variables {
        free = without(&free, variable);
    }
    let changing = variable_in(model, &free).filter(|_| !is_zero(&free))?;
    // States and inputs are out of it, so what changes is time.
    let depends = |e: &Expr| model.dependencies(e).contains(&Symbol::Time);
    let reason = format!("`d{name}/dt` changes with `{changing}` within a step");
    Some((smallest(model, rhs, &depends).clone(), reason))
}
