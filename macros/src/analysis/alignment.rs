//! Where the state of a synapse lives: the states of all inputs of a neuron can be
//! added where superposition holds.

use super::{Class, class, partial, smallest, variable_in};
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
    let is_in_state = model.on_spike.iter().any(|a| weighted(&a.value));
    if is_in_state || weighted_output(model).is_none() {
        Alignment::Connection { reason }
    } else {
        Alignment::Pre { reason }
    }
}

/// What the weight is multiplied by in what is handed on, if it is a factor of it.
pub(crate) fn weighted_output(model: &Model) -> Option<Expr> {
    let output = model.expanded(&model.output.as_ref()?.value);
    let factor = partial(model, &output, Symbol::Weight);
    let is_factor = !factor.contains(Symbol::Weight)
        && !output.jumps_with(Symbol::Weight)
        && is_zero(&without(&output, Symbol::Weight));
    is_factor.then_some(factor)
}

/// Whether the states of a presynaptic synapse can be added up at the postsynaptic cell while their pulses last and
/// again while they do not (Destexhe, Mainen & Sejnowski 1994): pulses alone act on them, linearly.
pub(crate) fn is_lumped(model: &Model) -> bool {
    let Some(factor) = weighted_output(model) else {
        return false;
    };
    model.pulse.is_some()
        && model.on_spike.is_empty()
        && matches!(alignment(model), Alignment::Pre { .. })
        && matches!(class(model), Class::Linear)
        && coefficients(model, &factor).is_ok()
}

/// Why states cannot be added, in words.
fn superposition_fails(model: &Model) -> Option<String> {
    if let Some(pulse) = &model.pulse {
        let name = pulse.name();
        return Some(format!("a spike starts the pulse `{name}` anew"));
    }
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
    let rest = coefficients(model, e)?;
    if is_zero(&rest) {
        return Ok(());
    }
    Err(format!("has a part without a state, `{rest}`"))
}

/// The part without a state, if the coefficient of each state is constant.
fn coefficients(model: &Model, e: &Expr) -> Result<Expr, String> {
    let e = model.expanded(e);
    let mut rest = e.clone();
    for k in 0..model.states.len() {
        let state = Symbol::State(k);
        if e.jumps_with(state) {
            let name = model.states[k].field.name();
            return Err(format!("jumps with `{name}`"));
        }
        let coefficient = partial(model, &e, state);
        if let Some(changing) = variable_in(model, &coefficient) {
            let name = model.states[k].field.name();
            return Err(format!(
                "is not linear in `{name}` (the coefficient changes with `{changing}`)"
            ));
        }
        rest = without(&rest, state);
    }
    match variable_in(model, &rest) {
        Some(changing) => Err(format!("changes with `{changing}`")),
        None => Ok(rest),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::declared;
    use crate::model::Kind;

    /// A synapse with the states `g` and `h`, the parameters `a` and `tau`.
    fn found(on_spike: &str, output: &str, g: &str, h: &str) -> String {
        let text = format!(
            "#[weight(f64)] #[on_spike({on_spike})] #[output({output})]
            #[define(scale = exp(a), sum = g + h)]
            struct S {{
                a: f64, tau: Time,
                #[ode(dg/dt = {g})] g: f64,
                #[ode(dh/dt = {h})] h: f64,
            }}"
        );
        match alignment(&declared(Kind::Synapse, &text)) {
            Alignment::Post => "post".to_owned(),
            Alignment::Pre { reason } => format!("pre: {reason}"),
            Alignment::Connection { reason } => format!("connection: {reason}"),
        }
    }

    const DECAY: [&str; 2] = ["-g / tau", "-h / tau"];

    #[test]
    fn superposition_holds_for_what_is_linear_and_homogeneous() {
        let [g, h] = DECAY;
        // Exponential, alpha, double exponential as a difference.
        assert_eq!(found("g += weight", "g", g, h), "post");
        assert_eq!(
            found("h += weight * exp(1)", "g", "(h - g) / tau", h),
            "post"
        );
        assert_eq!(
            found("g += weight, h += weight", "scale * (g - h)", g, h),
            "post"
        );
        assert_eq!(found("g -= 2 * weight / a", "sum", g, h), "post");
        // A ring of two states.
        assert_eq!(found("g += weight", "g", "h / tau", "-g / tau"), "post");
    }

    #[test]
    fn what_stands_against_superposition_is_named() {
        let [g, h] = DECAY;
        for (case, expected) in [
            // Saturation and kinetics.
            (
                found("g += weight * (1 - g)", "g", g, h),
                "connection: what `g += weight * (1 - g)` adds depends on `g`",
            ),
            (
                found("g += weight", "g", "a * h * (1 - g) / tau - g / tau", h),
                "connection: `dg/dt` is not linear in `g` (the coefficient changes with `h`)",
            ),
            (
                found("g += weight", "g", "(a - g) / tau", h),
                "connection: `dg/dt` has a part without a state, `a / tau`",
            ),
            (
                found("g += weight", "g^2", g, h),
                "connection: `#[output(...)]` is not linear in `g` (the coefficient changes with `g`)",
            ),
            (
                found("g += weight", "g + a", g, h),
                "connection: `#[output(...)]` has a part without a state, `a`",
            ),
            (
                found("g = weight", "g", g, h),
                "connection: `g = weight` does not add to the state",
            ),
            (
                found("g += weight^2", "g", g, h),
                "connection: what `g += weight^2` adds depends on `weight`",
            ),
            (
                found("g += weight", "heaviside(g - a)", g, h),
                "connection: `#[output(...)]` jumps with `g`",
            ),
            // The weight only where it is read out.
            (
                found("g += 1", "weight * g", g, h),
                "pre: what `g += 1` adds is not a multiple of `weight`",
            ),
            (
                found("g += a * (1 - g)", "weight * g", g, h),
                "pre: what `g += a * (1 - g)` adds is not a multiple of `weight`",
            ),
        ] {
            assert_eq!(case, expected);
        }
    }
}
