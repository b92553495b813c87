//! A solver that was asked for must apply; if not, the term that is in its way is shown.

use crate::analysis::{Alignment, Class, alignment, class};
use crate::errors::Errors;
use crate::expand::dynamics::Order;
use crate::model::{Kind, Method, Model, SolverChoice};

pub(super) fn check(model: &Model, errors: &mut Errors) {
    let Some(choice) = &model.solver else { return };
    if !model.has_read(&["ode", "define", "input"]) {
        return;
    }
    let class = class(model);
    if model.kind == Kind::Synapse
        && let Some(refusal) = synapse_refusal(model, choice.method)
    {
        errors.at(choice.extent, refusal);
        return;
    }
    let name = choice.method.name();
    let refusal = match (choice.method, &class) {
        (
            Method::Exact,
            Class::ConditionallyLinear { term, reason } | Class::Gated { term, reason },
        ) => Some((
            term,
            "linear equations with constant coefficients",
            reason,
            "splitting",
        )),
        (Method::Splitting, Class::Gated { term, reason } | Class::NonLinear { term, reason })
            if model.kind == Kind::Synapse =>
        {
            Some((
                term,
                "each state to be linear in its own equation",
                reason,
                "rk4",
            ))
        }
        (Method::Exact, Class::NonLinear { term, reason }) => Some((
            term,
            "linear equations with constant coefficients",
            reason,
            "rk45",
        )),
        (Method::Splitting, Class::NonLinear { term, reason }) => Some((
            term,
            "each state to be linear in its own equation",
            reason,
            "rk45",
        )),
        _ => None,
    };
    if let Some((term, need, reason, other)) = refusal {
        let message = format!(
            "`#[solver({name})]` needs {need}, but {reason}; `#[solver({other})]` takes it"
        );
        errors.at(term.extent, message);
        return;
    }
    options(choice, &class, errors);
    slow(model, choice, &class, errors);
}

/// The methods that advance synapses.
fn synapse_refusal(model: &Model, method: Method) -> Option<&'static str> {
    match (alignment(model), method) {
        (_, Method::Exact) => None,
        (Alignment::Post, _) => Some(
            "a synapse whose inputs are added at the cell is advanced exactly; leave out the attribute or use `#[solver(exact)]`",
        ),
        (_, Method::Splitting | Method::Rk4) => None,
        _ => Some("a synapse is advanced by `exact`, `splitting` or `rk4`"),
    }
}

fn options(choice: &SolverChoice, class: &Class, errors: &mut Errors) {
    let name = choice.method.name();
    let adapts = match choice.method {
        Method::Rk45 => true,
        Method::Splitting => matches!(class, Class::Gated { .. }),
        _ => false,
    };
    let counts = !matches!(choice.method, Method::Exact | Method::Rk45);
    if let Some((_, extent)) = choice.steps
        && !counts
    {
        let reason = match choice.method {
            Method::Exact => "is exact for every time step",
            _ => "chooses its sub-steps by `tolerance`",
        };
        errors.at(extent, format!("`{name}` {reason} and has no `steps`"));
    }
    if let Some((_, extent)) = choice.tolerance
        && !adapts
    {
        let remedy = if counts {
            "; `steps = 2` makes them smaller"
        } else {
            ""
        };
        errors.at(
            extent,
            format!("`{name}` does not estimate its error here, so it has no `tolerance`{remedy}"),
        );
    }
    if let (Some(_), Some((_, extent))) = (choice.steps, choice.tolerance)
        && adapts
        && counts
    {
        errors.at(
            extent,
            "`steps` says how many sub-steps there are and `tolerance` lets the error decide; keep one of them",
        );
    }
}

fn slow(model: &Model, choice: &SolverChoice, class: &Class, errors: &mut Errors) {
    let Some(first) = choice.slow.first() else {
        return;
    };
    let is_split = choice.method == Method::Splitting && !matches!(class, Class::Gated { .. });
    if !is_split || choice.steps.is_none_or(|(steps, _)| steps < 2) {
        errors.at(
            first.extent,
            "`slow(...)` lists states that take whole steps around the sub-steps of the others, as in `#[solver(splitting, steps = 2, slow(h, n))]`",
        );
        return;
    }
    let gates = Order::of(model, class).gates;
    for slow in &choice.slow {
        if slow.state().is_none_or(|k| !gates.contains(&k)) {
            errors.at(
                slow.extent,
                format!("`{slow}` cannot take whole steps: `slow(...)` lists states whose equations depend on themselves and the membrane alone"),
            );
        }
    }
}
