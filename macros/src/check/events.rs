//! Events: what spikes, resets and arrivals may say.

use std::rc::Rc;

use crate::errors::Errors;
use crate::expression::{Expr, Node, Symbol};
use crate::model::{Assign, Assignment, Kind, Model};

pub(super) fn check(model: &Model, errors: &mut Errors) {
    for assignment in model.reset.iter().chain(&model.on_spike) {
        target(model, assignment, errors);
    }
    if model.spike.is_none() && model.has_read(&["spike"]) {
        let orphan = model.reset.first().map(|a| (a.target.extent, "reset"));
        let orphan = orphan.or(model
            .refractory
            .as_ref()
            .map(|r| (r.period.extent, "refractory")));
        if let Some((extent, name)) = orphan {
            errors.at(
                extent,
                format!("`#[{name}(...)]` follows a spike, and this neuron has no `#[spike(...)]`"),
            );
        }
    }
    if let Some(refractory) = &model.refractory {
        for held in &refractory.hold {
            if held.state().is_none() && !unresolved(held) {
                errors.at(held.extent, format!("`{held}` is not a state; `hold(...)` lists states that stand still while the neuron is refractory"));
            }
        }
    }
    if let Some(refractory) = &model.refractory {
        period(model, &refractory.period, errors);
    }
    if model.kind == Kind::Neuron {
        arrivals(model, errors);
    }
}

/// The refractory period is a number of steps that is fixed when a run is made.
fn period(model: &Model, period: &Expr, errors: &mut Errors) {
    let used = model.dependencies(period);
    let state = used.iter().find_map(|symbol| match symbol {
        Symbol::State(k) => Some(model.states[*k].field.name()),
        _ => None,
    });
    if let Some(name) = state {
        let message = format!(
            "the refractory period depends on the state `{name}`, and it is fixed before the run; make it of parameters"
        );
        errors.at(period.extent, message);
    }
}

fn target(model: &Model, assignment: &Assignment, errors: &mut Errors) {
    let target = &assignment.target;
    let is_release = target.symbol() == Some(Symbol::Release);
    if target.state().is_some() || is_release || unresolved(target) {
        return;
    }
    let what = match &target.node {
        Node::Variable {
            symbol: Symbol::Parameter(k),
            ..
        } => format!(
            "`{target}` is a parameter, and an event can change states only; `#[state]` on the field `{}` makes it one",
            model.parameters[*k].name()
        ),
        _ => format!("`{target}` cannot be assigned to; an event changes states"),
    };
    errors.at(target.extent, what);
}

/// The spikes that reach a neuron in one step are summed before they act.
fn arrivals(model: &Model, errors: &mut Errors) {
    match (&model.weight, model.on_spike.first()) {
        (Some(ty), None) if model.has_read(&["on_spike"]) => errors.push(syn::Error::new_spanned(
            ty,
            "a neuron with `#[weight(...)]` needs what an arriving spike does, such as `#[on_spike(v += weight)]`",
        )),
        (None, Some(first)) if model.has_read(&["weight"]) => errors.at(
            first.value.extent,
            "`#[on_spike(...)]` needs the type of the weight, such as `#[weight(ElectricPotential)]`",
        ),
        _ => {}
    }
    if model.weight.is_none() {
        return;
    }
    for assignment in &model.on_spike {
        if let Err((extent, reason)) = crate::analysis::jump(model, assignment) {
            errors.at(
                extent,
                format!("{reason}; the spikes that reach a neuron in one step are summed, so each adds a multiple of `weight` to a state: `v += weight`"),
            );
        }
    }
}

fn unresolved(e: &Expr) -> bool {
    matches!(
        e.node,
        Node::Variable {
            symbol: Symbol::Unresolved,
            ..
        }
    )
}

impl Assignment {
    /// What is added to the target, for assignments that add.
    pub(crate) fn increment(&self) -> Option<Expr> {
        match self.operation {
            Assign::Add => Some(self.value.clone()),
            Assign::Subtract => Some(Expr {
                node: Node::Negate(Rc::new(self.value.clone())),
                extent: self.value.extent,
            }),
            _ => None,
        }
    }
}
