//! Right-hand sides, their derivatives, and the order in which splitting takes the states.

use proc_macro2::TokenStream;
use quote::quote;

use super::value::value;
use crate::analysis::{Class, class, partial};
use crate::expression::{By, Symbol, derivative, is_zero};
use crate::model::{Method, Model};

/// `impl Dynamics`
pub(super) fn dynamics(model: &Model) -> TokenStream {
    let private = model.private();
    let solver = solver(model);
    let count = model.states.len();
    let rates = model.states.iter().map(|state| match &state.ode {
        Some(ode) => value(model, &ode.rhs),
        None => quote!(0f64),
    });
    let system = system(model);
    let (centre, outer) = order(model);
    let reversed: Vec<usize> = outer.iter().rev().copied().collect();
    let sweep = |name: TokenStream, states: &[usize]| {
        let updates = states.iter().map(|state| update(model, *state));
        let used = !states.is_empty();
        let (x, step) = if used {
            (quote!(x), quote!(step))
        } else {
            (quote!(_x), quote!(_step))
        };
        quote! {
            #[inline(always)]
            fn #name<__Step: #private::Advance>(#x: &mut __Variables, #step: &__Step) { #(#updates)* }
        }
    };
    let outer = sweep(quote!(outer), &outer);
    let centre = sweep(quote!(centre), &centre);
    let reversed = sweep(quote!(outer_reversed), &reversed);
    let recordable = model.recordable().into_iter().enumerate();
    let definition = recordable.map(|(k, index)| {
        let ident = &model.definitions[index].ident;
        quote!(#k => x.#ident(),)
    });
    let definitions = super::units::recordable(model);
    let noise = super::noise::noise(model);
    let body = quote! {
        const SOLVER: #private::Solver = #solver;
        #[allow(unused_variables, non_snake_case)]
        const DEFINITIONS: &'static [#private::Variable] = #definitions;
        #[allow(unused_variables)]
        fn definition(x: &__Variables, index: usize) -> f64 {
            match index { #(#definition)* _ => f64::NAN }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn rates(x: &__Variables) -> [f64; #count] { [#(#rates),*] }
        #system
        #noise
        #outer
        #centre
        #reversed
    };
    model.implement(quote!(#private::Dynamics), body)
}

/// `x.v = step.held(x.v, rate, slope)`: one state forward, the others standing still.
fn update(model: &Model, state: usize) -> TokenStream {
    let Some(ode) = &model.states[state].ode else {
        return TokenStream::new();
    };
    let ident = &model.states[state].field.ident;
    let inputs = model.inputs_at(state).into_iter();
    let by = By::state_with_inputs(state, inputs);
    let slope = derivative(&ode.rhs, by, &model.definition_bodies());
    let (rate, slope) = (value(model, &ode.rhs), value(model, &slope));
    let verb = if model.held().contains(&state) {
        quote!(held)
    } else {
        quote!(free)
    };
    quote!(x.#ident = step.#verb(x.#ident, #rate, #slope);)
}

/// The state in the middle of a symmetric step, on which inputs act, and the others.
fn order(model: &Model) -> (Vec<usize>, Vec<usize>) {
    let odes: Vec<usize> = model.odes().map(|(k, _)| k).collect();
    let centre = odes
        .iter()
        .copied()
        .find(|state| !model.inputs_at(*state).is_empty())
        .or(odes.first().copied());
    let outer = odes
        .iter()
        .copied()
        .filter(|k| Some(*k) != centre)
        .collect();
    (centre.into_iter().collect(), outer)
}

/// The coefficients of a linear model: by state and by input.
fn system(model: &Model) -> TokenStream {
    let private = model.private();
    let mut entries = Vec::new();
    if matches!(class(model), Class::Linear) {
        for (row, ode) in model.odes() {
            for column in 0..model.states.len() {
                let coefficient = partial(model, &ode.rhs, Symbol::State(column));
                if !is_zero(&coefficient) {
                    let value = value(model, &coefficient);
                    entries.push(quote!(system.state(#row, #column, #value);));
                }
            }
            for input in 0..model.inputs.len() {
                let coefficient = partial(model, &ode.rhs, Symbol::Input(input));
                if !is_zero(&coefficient) {
                    let value = value(model, &coefficient);
                    entries.push(quote!(system.input(#row, #input, #value);));
                }
            }
        }
    }
    quote! {
        #[allow(unused_variables)]
        fn system(x: &__Variables, system: &mut #private::System) { #(#entries)* }
    }
}

fn solver(model: &Model) -> TokenStream {
    let private = model.private();
    let asked = model.solver.as_ref().map(|choice| choice.method);
    let (method, reason) = match (class(model), asked) {
        (Class::Linear, Some(Method::Splitting)) => (
            Method::Splitting,
            "asked for with `#[solver(splitting)]`".to_owned(),
        ),
        (Class::Linear, _) => (
            Method::Exact,
            "every equation is linear with constant coefficients".to_owned(),
        ),
        (Class::ConditionallyLinear { reason, .. }, _) => (
            Method::Splitting,
            format!("each state is linear in its own equation, but {reason}"),
        ),
        (Class::NonLinear { reason, .. }, _) => (
            Method::Splitting,
            format!("{reason}, so each equation is linearised where its sub-step starts"),
        ),
    };
    let method = match method {
        Method::Exact => quote!(Exact),
        Method::Splitting => quote!(Splitting),
    };
    let is_asked_for = asked.is_some();
    quote! {
        #private::Solver {
            method: #private::Method::#method,
            reason: #reason,
            is_asked_for: #is_asked_for,
        }
    }
}
