//! The form of a model: what must be there, what contradicts itself.
//!
//! Dimensions are not judged here but by the constants that `expand::units`
//! writes, since only rustc knows what a type name stands for.

mod events;
mod names;
mod noise;
mod plasticity;
mod pulse;
mod solver;

use crate::errors::Errors;
use crate::expression::{Expr, Node, Operator, Symbol};
use crate::model::{Kind, Model};

/// Reports every mistake of form.
pub(crate) fn check(model: &Model, errors: &mut Errors) {
    names::check(model, errors);
    conditions(model, errors);
    initial_values(model, errors);
    match model.kind {
        Kind::Neuron => neuron(model, errors),
        Kind::Synapse => synapse(model, errors),
        Kind::Output => output(model, errors),
        Kind::Plasticity => plasticity::check(model, errors),
    }
    events::check(model, errors);
    pulse::check(model, errors);
    solver::check(model, errors);
    noise::check(model, errors);
}

/// A condition where one is needed, a number everywhere else.
fn conditions(model: &Model, errors: &mut Errors) {
    let equations = model
        .states
        .iter()
        .flat_map(|s| s.written().into_iter().chain(s.init.iter().map(|i| &i.rhs)));
    let values = equations
        .chain(model.definitions.iter().map(|d| &d.equation.rhs))
        .chain(model.reset.iter().chain(&model.on_spike).map(|a| &a.value))
        .chain(model.output.iter().chain(&model.current).map(|r| &r.value))
        .chain(model.refractory.iter().map(|r| &r.period))
        .chain(model.pulse.iter().flat_map(|p| [&p.height, &p.duration]));
    for value in values {
        number(value, errors);
    }
    if let Some(spike) = &model.spike {
        condition(
            spike,
            "a neuron fires when a condition becomes true, such as `v >= v_th`",
            errors,
        );
    }
    for requirement in &model.requirements {
        condition(
            requirement,
            "`#[require(...)]` lists conditions, such as `tau > 0 ms`",
            errors,
        );
    }
}

const CHOICE: &str = "`if` chooses by a condition, such as `v > 0 mV`";

fn condition(e: &Expr, purpose: &str, errors: &mut Errors) {
    if !e.is_condition() {
        errors.at(
            e.extent,
            format!("`{e}` is a number, not a condition; {purpose}"),
        );
        return number(e, errors);
    }
    match &e.node {
        Node::Not(inner) => condition(inner, purpose, errors),
        Node::Binary(operator, left, right) if operator.is_logic() => {
            condition(left, purpose, errors);
            condition(right, purpose, errors);
        }
        Node::If(test, yes, no) => {
            condition(test, CHOICE, errors);
            condition(yes, purpose, errors);
            condition(no, purpose, errors);
        }
        _ => e
            .children()
            .into_iter()
            .for_each(|child| number(child, errors)),
    }
}

fn number(e: &Expr, errors: &mut Errors) {
    if e.is_condition() {
        let remedy = "; a number comes of `if CONDITION { a } else { b }` or `heaviside`";
        errors.at(
            e.extent,
            format!("`{e}` is true or false where a number is needed{remedy}"),
        );
        return;
    }
    match &e.node {
        Node::If(test, yes, no) => {
            condition(test, CHOICE, errors);
            number(yes, errors);
            number(no, errors);
        }
        Node::Binary(Operator::Power, base, exponent) => {
            number(base, errors);
            number(exponent, errors);
        }
        _ => e
            .children()
            .into_iter()
            .for_each(|child| number(child, errors)),
    }
}

/// `#[init]` uses states that have their value already.
fn initial_values(model: &Model, errors: &mut Errors) {
    for (k, state) in model.states.iter().enumerate() {
        let Some(init) = &state.init else { continue };
        let late =
            |symbol| matches!(symbol, Symbol::State(j) if j >= k && model.states[j].init.is_some());
        if let Some(symbol) = model.dependencies(&init.rhs).into_iter().find(|s| late(*s))
            && let Symbol::State(j) = symbol
        {
            let name = model.states[j].field.name();
            let place = init.rhs.find(&mut |s| s == symbol).unwrap_or(&init.rhs);
            errors.at(
                place.extent,
                format!("`{name}` has no resting value yet: `#[init]` goes through the states in their order, and `{name}` comes {}", if j == k { "from this one itself" } else { "later" }),
            );
        }
    }
}

fn neuron(model: &Model, errors: &mut Errors) {
    for (k, input) in model.inputs.iter().enumerate() {
        if model.membrane_of(k).is_none() && model.has_read(&["ode", "define"]) {
            errors.push(syn::Error::new_spanned(
                &input.ident,
                format!(
                    "the input `{}` is in no equation, so nothing that arrives there would act",
                    input.name()
                ),
            ));
        }
    }
    if model.odes().next().is_none() && model.has_read(&["ode"]) {
        errors.push(syn::Error::new_spanned(
            &model.ident,
            "a neuron needs at least one state with an equation, such as `#[ode(dv/dt = ...)]` on its field",
        ));
    }
}

fn synapse(model: &Model, errors: &mut Errors) {
    let mut missing = |there: bool, attribute: &str, what: &str| {
        if !there && model.has_read(&[attribute]) {
            errors.push(syn::Error::new_spanned(
                &model.ident,
                format!("a synapse needs {what}"),
            ));
        }
    };
    missing(
        model.weight.is_some(),
        "weight",
        "the type of its weight, such as `#[weight(ElectricalConductance)]`",
    );
    missing(
        !model.on_spike.is_empty() || model.pulse.is_some() || !model.has_read(&["pulse"]),
        "on_spike",
        "what an arriving spike does, such as `#[on_spike(g += weight)]`",
    );
    missing(
        model.output.is_some(),
        "output",
        "what it hands on to its output, such as `#[output(g)]`",
    );
    missing(
        !model.states.is_empty() || model.pulse.is_some() || !model.has_read(&["pulse"]),
        "ode",
        "at least one state, such as `#[ode(dg/dt = -g / tau)]` on its field",
    );
    weight_acts(model, errors);
}

/// The weight of a connection must change what reaches the cell.
fn weight_acts(model: &Model, errors: &mut Errors) {
    let Some(ty) = &model.weight else { return };
    let Some(output) = &model.output else { return };
    let values = model.on_spike.iter().map(|a| &a.value);
    let acts = values
        .chain([&output.value])
        .any(|e| model.dependencies(e).contains(&Symbol::Weight));
    if !acts && model.has_read(&["on_spike", "define"]) {
        errors.push(syn::Error::new_spanned(
            ty,
            "`weight` stands neither in `#[on_spike(...)]` nor in `#[output(...)]`, so the weight of a connection would do nothing",
        ));
    }
}

fn output(model: &Model, errors: &mut Errors) {
    if model.drive.is_none() && model.has_read(&["drive"]) {
        errors.push(syn::Error::new_spanned(
            &model.ident,
            "an output needs the synaptic variable that it takes, such as `#[drive(g: ElectricalConductance)]`",
        ));
    }
    match &model.current {
        None if !model.has_read(&["current"]) => {}
        None => errors.push(syn::Error::new_spanned(
            &model.ident,
            "an output needs what it hands to the neuron, such as `#[current(g * (e - v))]`",
        )),
        Some(current) => {
            let used = model.dependencies(&current.value);
            let ports = [(&model.drive, Symbol::Drive), (&model.post, Symbol::Post)];
            for (port, symbol) in ports {
                if let Some(port) = port
                    && !used.contains(&symbol)
                {
                    errors.push(syn::Error::new_spanned(
                        &port.ident,
                        format!("`{}` is not used in `#[current(...)]`", port.name()),
                    ));
                }
            }
        }
    }
}
