//! The class of a model, which decides how it is integrated.

use super::{Degree, Degrees, gated, is_constant, partial, smallest, variable_in};
use crate::expression::{Expr, Symbol, is_zero, without};
use crate::model::Model;

/// How the right-hand sides depend on the states.
#[derive(Debug)]
pub(crate) enum Class {
    /// Linear in states and inputs with coefficients that stand still.
    Linear,
    /// Each state enters its own equation linearly, with coefficients that change within a step.
    ConditionallyLinear { term: Expr, reason: String },
    /// As before, but for coefficients that depend on the state itself, such as `m_inf(v)`.
    Gated { term: Expr, reason: String },
    /// Some state enters its own equation non-linearly.
    NonLinear { term: Expr, reason: String },
}

pub(crate) fn class(model: &Model) -> Class {
    let (mut conditional, mut through_itself) = (None, None);
    for (k, ode) in model.odes() {
        let state = Symbol::State(k);
        let degrees = Degrees::new(model, state, |symbol| symbol == state);
        let is_nonlinear = |e| !degrees.of(e).is_affine();
        let name = model.states[k].field.name();
        if is_nonlinear(&ode.rhs) {
            let term = smallest(model, &ode.rhs, &is_nonlinear).clone();
            if gated(model, &ode.rhs, k).is_none() {
                let reason = format!("`{name}` enters `d{name}/dt` non-linearly");
                return Class::NonLinear { term, reason };
            }
            if through_itself.is_none() {
                let reason =
                    format!("in `d{name}/dt` the coefficient of `{name}` changes with `{name}`");
                through_itself = Some((term, reason));
            }
            continue;
        }
        if conditional.is_none() {
            conditional = changing_coefficient(model, &name, &ode.rhs);
        }
    }
    if let Some((term, reason)) = through_itself {
        return Class::Gated { term, reason };
    }
    match conditional {
        None => Class::Linear,
        Some((term, reason)) => Class::ConditionallyLinear { term, reason },
    }
}

/// The first coefficient of the equation, by state, by input or free, that changes within a step.
fn changing_coefficient(model: &Model, name: &str, rhs: &Expr) -> Option<(Expr, String)> {
    let states = (0..model.states.len()).map(Symbol::State);
    let inputs = (0..model.inputs.len()).map(Symbol::Input);
    let used = model.dependencies(rhs);
    let variables: Vec<Symbol> = states.chain(inputs).filter(|v| used.contains(v)).collect();
    for &variable in &variables {
        let degrees = Degrees::new(model, variable, |symbol| !is_constant(symbol));
        let is_changing = |e| !degrees.of(e).is_affine();
        if is_changing(rhs) {
            let term = smallest(model, rhs, &is_changing);
            let factor = model.name_of(variable);
            // What the coefficient changes with: the variable itself, if the equation jumps with it.
            let changed = (degrees.of(rhs).degree == Degree::More)
                .then(|| variable_in(model, &partial(model, &model.expanded(rhs), variable)));
            let changed = changed.flatten().map(|changed| changed.to_string());
            let changed = changed.unwrap_or_else(|| factor.clone());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::neuron;

    /// The class, and where it is not linear the term that is in the way.
    fn found(attributes: &str, rhs: &str) -> String {
        match class(&neuron(attributes, rhs)) {
            Class::Linear => "linear".to_owned(),
            Class::ConditionallyLinear { term, .. } => format!("conditional: {term}"),
            Class::Gated { term, .. } => format!("gated: {term}"),
            Class::NonLinear { term, .. } => format!("non-linear: {term}"),
        }
    }

    #[test]
    fn equations_of_one_class_each() {
        for (rhs, expected) in [
            ("-x / tau", "linear"),
            ("(a - x + y) / tau", "linear"),
            ("(a * i - x) / tau", "linear"),
            ("exp(a) * x / tau", "linear"),
            ("-(x - a) * (1 - a) / tau", "linear"),
            ("0 * x^2 / tau - x / tau", "linear"),
            ("if a > 1 { x / tau } else { y / tau }", "linear"),
            ("a / tau", "linear"),
            ("(y * x - x) / tau", "conditional: y * x"),
            ("a * (1 - x) * y / tau", "conditional: a * (1 - x) * y"),
            ("(i * x - x) / tau", "conditional: i * x"),
            ("(y^2 - x) / tau", "conditional: y^2"),
            ("exp(y) / tau - x / tau", "conditional: exp(y)"),
            (
                "(heaviside(y - a) - x) / tau",
                "conditional: heaviside(y - a)",
            ),
            ("(floor(i) - x) / tau", "conditional: floor(i)"),
            (
                "-x / tau + if y > a { 1 / tau } else { 0 / tau }",
                "conditional: if y > a { 1 / tau } else { 0 / tau }",
            ),
            ("(sin(t / tau) - x) / tau", "conditional: t"),
            (
                "-x / tau * cos(t / tau)",
                "conditional: -x / tau * cos(t / tau)",
            ),
            ("(x^2 - x) / tau", "non-linear: x^2"),
            ("(a - x) * (x - 1) / tau", "non-linear: (a - x) * (x - 1)"),
            (
                "-x / tau + exp(x) / tau - a * x / tau",
                "non-linear: exp(x)",
            ),
            ("(sign(x - a) - x) / tau", "non-linear: sign(x - a)"),
            (
                "if x > a { 1 / tau } else { 0 / tau }",
                "non-linear: if x > a { 1 / tau } else { 0 / tau }",
            ),
            ("a / (1 + x) / tau", "non-linear: a / (1 + x)"),
        ] {
            assert_eq!(found("", rhs), expected, "{rhs}");
        }
    }

    #[test]
    fn definitions_are_looked_into() {
        let define = "#[define(rate = (1 - a) / tau, gate = y * x, square = x^2 + a)]";
        for (rhs, expected) in [
            ("-x * rate", "linear"),
            ("(gate - x) / tau", "conditional: y * x"),
            ("square / tau", "non-linear: x^2"),
            ("(square - x) * rate", "non-linear: x^2"),
        ] {
            assert_eq!(found(define, rhs), expected, "{rhs}");
        }
    }

    #[test]
    fn the_reason_names_what_changes() {
        let Class::ConditionallyLinear { reason, .. } = class(&neuron("", "(y * x - x) / tau"))
        else {
            panic!("not conditionally linear");
        };
        assert_eq!(reason, "in `dx/dt` the coefficient of `x` changes with `y`");
    }
}
