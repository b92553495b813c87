//! The class of a model, which decides how it is integrated.

use super::{partial, variable_in};
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
        let name = model.states[k].field.name();
        let rhs = model.expanded(&ode.rhs);
        let own = partial(model, &rhs, Symbol::State(k));
        if own.find(&mut |s| s == Symbol::State(k)).is_some() {
            return Class::NonLinear {
                term: nonlinear_term(&rhs, k),
                reason: format!("`{name}` enters `d{name}/dt` non-linearly"),
            };
        }
        if conditional.is_none() {
            conditional = changing_coefficient(model, &rhs, &name, &ode.rhs);
        }
    }
    match conditional {
        None => Class::Linear,
        Some((term, reason)) => Class::ConditionallyLinear { term, reason },
    }
}

/// The first coefficient of the equation, by state, by input or free, that changes within a step.
fn changing_coefficient(
    model: &Model,
    rhs: &Expr,
    name: &str,
    written: &Expr,
) -> Option<(Expr, String)> {
    let states = (0..model.states.len()).map(Symbol::State);
    let inputs = (0..model.inputs.len()).map(Symbol::Input);
    let variables: Vec<Symbol> = states.chain(inputs).collect();
    for &variable in &variables {
        let coefficient = partial(model, rhs, variable);
        if let Some(changing) = variable_in(model, &coefficient) {
            let place = written.find(&mut |s| s == variable).unwrap_or(written);
            let factor = place.to_string();
            let reason = if factor == changing.to_string() {
                format!("`d{name}/dt` is not linear in `{factor}`")
            } else {
                format!("in `d{name}/dt` the coefficient of `{factor}` changes with `{changing}`")
            };
            return Some((place.clone(), reason));
        }
    }
    let mut free = rhs.clone();
    for &variable in &variables {
        free = without(&free, variable);
    }
    let changing = variable_in(model, &free).filter(|_| !is_zero(&free))?;
    let place = written.find(&mut |s| s == Symbol::Time).unwrap_or(written);
    let reason = format!("`d{name}/dt` changes with `{changing}` within a step");
    Some((place.clone(), reason))
}

/// The first place where the state stands in its own equation, within the smallest term that shows it.
fn nonlinear_term(rhs: &Expr, state: usize) -> Expr {
    let inside = |e: &&Expr| e.contains(Symbol::State(state));
    let terms = rhs.terms();
    let shown = terms.iter().map(|(_, term)| *term).rfind(inside);
    shown.unwrap_or(rhs).clone()
}
