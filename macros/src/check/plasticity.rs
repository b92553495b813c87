//! Short-term plasticity: what a spike releases, and equations that can be advanced in one stride.

use crate::analysis::{Class, class};
use crate::errors::Errors;
use crate::expression::Symbol;
use crate::model::{Assign, Model};

pub(super) fn check(model: &Model, errors: &mut Errors) {
    release(model, errors);
    if model.states.is_empty() && model.has_read(&["ode"]) {
        errors.push(syn::Error::new_spanned(
            &model.ident,
            "a short-term plasticity needs at least one state, such as `#[ode(dx/dt = (1 - x) / tau)]` on its field",
        ));
    }
    if !model.has_read(&["ode", "define"]) {
        return;
    }
    if let Class::ConditionallyLinear { term, reason }
    | Class::Gated { term, reason }
    | Class::NonLinear { term, reason } = class(model)
    {
        errors.at(
            term.extent,
            format!("short-term plasticity is advanced from spike to spike in one stride, which needs linear equations with constant coefficients, but {reason}"),
        );
    }
}

/// `release = u * x` stands once, before `release` is read.
fn release(model: &Model, errors: &mut Errors) {
    let is_release = |symbol| symbol == Symbol::Release;
    let (mut released, mut is_read_early) = (false, false);
    for assignment in &model.on_spike {
        if !released
            && !is_read_early
            && let Some(early) = assignment.value.find(&mut |s| is_release(s))
        {
            errors.at(
                early.extent,
                "`release` has no value yet: the assignments go in their order, and `release = ...` comes later or is missing",
            );
            is_read_early = true;
        }
        if assignment.target.symbol() != Some(Symbol::Release) {
            continue;
        }
        if assignment.operation != Assign::Set {
            errors.at(
                assignment.target.extent,
                "`release` is set once, `release = u * x`",
            );
        } else if released {
            errors.at(
                assignment.target.extent,
                "there are two `release = ...`; a spike releases once",
            );
        }
        released = true;
    }
    if !released && !is_read_early && model.has_read(&["on_spike"]) {
        errors.push(syn::Error::new_spanned(
            &model.ident,
            "a short-term plasticity needs what a spike releases, such as `#[on_spike(release = u * x, x -= release)]`",
        ));
    }
}
