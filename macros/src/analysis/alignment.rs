//! Where the state of a synapse lives: the states of all inputs of a neuron can be
//! added where superposition holds.

use super::{partial, smallest, variable_in};
use crate::errors::Extent;
use crate::expression::{Expr, Symbol, is_zero, without};
use crate::model::{Assignment, Model};

#[derive(Debug)]
pub(crate) enum Alignment {
    /// One state per postsynaptic neuron: superposition holds.
    Post,
    /// One state per presynaptic neuron, weighted afterwards.
    Pre { reason: String },
    /// One state per connection.
    Connection { reason: String },
}

pub(crate) fn alignment(model: &Model) -> Alignment {
    let reason = match superposition_fails(model) {
        None => return Alignment::Post,
        Some(reason) => reason,
    };
    let weighted = |e: &Expr| model.dependencies(e).contains(&Symbol::Weight);
    if model.on_spike.iter().any(|a| weighted(&a.value)) {
        Alignment::Connection { reason }
    } else {
        Alignment::Pre { reason }
    }
}

/// Why states cannot be added, in words.
fn superposition_fails(model: &Model) -> Option<String> {
    for (k, ode) in model.odes() {
        let name = model.states[k].field.name();
        if let Err(reason) = linear_and_homogeneous(model, &ode.rhs) {
            return Some(format!("`d{name}/dt` {reason}"));
        }
    }
    for assignment in &model.on_spike {
        if let Err((_, reason)) = jump(model, assignment) {
            return Some(reason);
        }
    }
    let output = model.output.as_ref()?;
    if model.dependencies(&output.value).contains(&Symbol::Weight) {
        return Some("the weight stands in `#[output(...)]`".to_owned());
    }
    linear_and_homogeneous(model, &output.value)
        .err()
        .map(|reason| format!("`#[output(...)]` {reason}"))
}

fn linear_and_homogeneous(model: &Model, e: &Expr) -> Result<(), String> {
    let mut rest = model.expanded(e);
    for k in 0..model.states.len() {
        let state = Symbol::State(k);
        let coefficient = partial(model, &model.expanded(e), state);
        if let Some(changing) = variable_in(model, &coefficient) {
            let name = model.states[k].field.name();
            return Err(format!(
                "is not linear in `{name}` (the coefficient changes with `{changing}`)"
            ));
        }
        rest = without(&rest, state);
    }
    if is_zero(&rest) {
        return Ok(());
    }
    Err(format!("has a part without a state, `{rest}`"))
}

/// The coefficient of `weight` in what a spike adds, which must depend on parameters alone.
pub(crate) fn jump(model: &Model, assignment: &Assignment) -> Result<Expr, (Extent, String)> {
    let text = &assignment.text;
    let Some(increment) = assignment.increment() else {
        return Err((
            assignment.target.extent,
            format!("`{text}` does not add to the state"),
        ));
    };
    let value = model.expanded(&increment);
    let coefficient = partial(model, &value, Symbol::Weight);
    if let Some(changing) = variable_in(model, &coefficient) {
        let depends = |e: &Expr| {
            model
                .expanded(e)
                .find(&mut |s| Some(s) == changing.symbol())
                .is_some()
        };
        let extent = smallest(model, &assignment.value, &depends).extent;
        return Err((
            extent,
            format!("what `{text}` adds depends on `{changing}`"),
        ));
    }
    if !is_zero(&without(&value, Symbol::Weight)) {
        let message = format!("what `{text}` adds is not a multiple of `weight`");
        return Err((assignment.value.extent, message));
    }
    Ok(coefficient)
}
