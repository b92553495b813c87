//! Right-hand sides, their derivatives, and the order in which splitting takes the states.

use proc_macro2::TokenStream;
use quote::quote;

use super::index;
use super::solver;
use super::value::value;
use crate::analysis::{Class, Degrees, class, gated, partial};
use crate::expression::{By, Expr, Symbol, derivative, is_zero};
use crate::model::Model;

/// `impl Dynamics`
pub(super) fn dynamics(model: &Model) -> TokenStream {
    let private = model.private();
    let class = class(model);
    let solver = solver::solver(model, &class);
    let count = model.states.len();
    let rates = model.states.iter().map(|state| match &state.ode {
        Some(ode) => value(model, &ode.rhs),
        None => quote!(0f64),
    });
    // Coefficients that depend on the state itself stand still here too.
    let slopes = (0..count).map(|state| match &model.states[state].ode {
        Some(ode) => {
            let frozen = frozen(model, &class, state);
            value(
                model,
                &slope(model, frozen.as_ref().unwrap_or(&ode.rhs), state),
            )
        }
        None => quote!(0f64),
    });
    let system = system(model, &class);
    let size = index(count);
    let sweeps = sweeps(model, &class);
    let recordable = model.recordable().into_iter().enumerate();
    let definition = recordable.map(|(k, definition)| {
        let ident = &model.definitions[definition].ident;
        let k = index(k);
        quote!(#k => x.#ident(),)
    });
    let definitions = super::units::recordable(model);
    let noise = super::noise::noise(model);
    let body = quote! {
        #solver
        #[allow(unused_variables, non_snake_case)]
        const DEFINITIONS: &'static [#private::Variable] = #definitions;
        #[allow(unused_variables)]
        fn definition(x: &__Variables, index: usize) -> f64 {
            match index { #(#definition)* _ => f64::NAN }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn rates(x: &__Variables) -> [f64; #size] { [#(#rates),*] }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slopes(x: &__Variables) -> [f64; #size] { let about = x; [#(#slopes),*] }
        #system
        #noise
        #sweeps
    };
    model.implement(quote!(#private::Dynamics), body)
}

/// The derivative of a right-hand side by its own state, with the inputs that fall with it.
fn slope(model: &Model, rhs: &Expr, state: usize) -> Expr {
    let inputs = model.inputs_at(state).into_iter();
    let by = By::state_with_inputs(state, inputs);
    derivative(rhs, by, &model.definition_bodies())
}

/// How splitting goes through the states; of no use where a state enters its own equation non-linearly.
fn sweeps(model: &Model, class: &Class) -> TokenStream {
    let private = model.private();
    let order = match class {
        Class::NonLinear { .. } => Order::default(),
        _ => Order::of(model, class),
    };
    let reused = (0..model.states.len()).map(|k| order.gates.contains(&k));
    let is_centre = (0..model.states.len()).map(|k| order.centre.contains(&k));
    let sweep = |name: TokenStream, states: &[usize]| {
        let updates = states.iter().map(|state| update(model, *state));
        quote! {
            #[inline(always)]
            #[allow(unused_variables)]
            fn #name<__Step: #private::Advance>(x: &mut __Variables, step: &mut __Step) { #(#updates)* }
        }
    };
    let gates = sweep(quote!(gates), &order.gates);
    let outer = sweep(quote!(outer), &order.outer);
    let backwards: Vec<usize> = order.outer.iter().rev().copied().collect();
    let reversed = sweep(quote!(outer_reversed), &backwards);
    let centre = order
        .centre
        .iter()
        .map(|state| centre(model, class, *state));
    quote! {
        const CENTRE: &'static [bool] = &[#(#is_centre),*];
        const REUSED: &'static [bool] = &[#(#reused),*];
        #gates
        #outer
        #reversed
        #[inline(always)]
        #[allow(unused_variables)]
        fn centre<__Step: #private::Advance>(x: &mut __Variables, about: &__Variables, step: &mut __Step) {
            let start = *x;
            #(#centre)*
        }
    }
}

/// `x.m = step.held(1, x.m, rate, slope)`: one state forward, the others standing still.
fn update(model: &Model, state: usize) -> TokenStream {
    let Some(ode) = &model.states[state].ode else {
        return TokenStream::new();
    };
    let ident = &model.states[state].field.ident;
    let advanced = advanced(model, state, &ode.rhs);
    quote!(x.#ident = #advanced;)
}

/// A state in the middle of a symmetric step, from `start`, with everything else as it is in `about`.
fn centre(model: &Model, class: &Class, state: usize) -> TokenStream {
    let Some(ode) = &model.states[state].ode else {
        return TokenStream::new();
    };
    let frozen = frozen(model, class, state);
    let ident = &model.states[state].field.ident;
    let advanced = advanced(model, state, frozen.as_ref().unwrap_or(&ode.rhs));
    quote! {
        x.#ident = {
            let x = &__Variables { #ident: start.#ident, ..*about };
            #advanced
        };
    }
}

/// The equation with coefficients that depend on the state itself frozen, where the class of the model is by these.
fn frozen(model: &Model, class: &Class, state: usize) -> Option<Expr> {
    let ode = model.states[state].ode.as_ref()?;
    matches!(class, Class::Gated { .. }).then(|| gated(model, &ode.rhs, state))?
}

fn advanced(model: &Model, state: usize, rhs: &Expr) -> TokenStream {
    let ident = &model.states[state].field.ident;
    let (rate, slope) = (value(model, rhs), value(model, &slope(model, rhs, state)));
    let verb = if model.held().contains(&state) {
        quote!(held)
    } else {
        quote!(free)
    };
    let state = index(state);
    quote!(step.#verb(#state, x.#ident, #rate, #slope))
}

/// The order in which a symmetric step takes the states.
#[derive(Default)]
pub(crate) struct Order {
    /// Those on which inputs act, or whose coefficients depend on themselves, in the middle.
    pub(crate) centre: Vec<usize>,
    /// Those that depend on the centre alone, so that their rates serve this step and the next.
    pub(crate) gates: Vec<usize>,
    /// All others.
    outer: Vec<usize>,
}

impl Order {
    pub(crate) fn of(model: &Model, class: &Class) -> Self {
        let odes: Vec<usize> = model.odes().map(|(k, _)| k).collect();
        let driven = odes.iter().copied();
        let driven = driven.clone().find(|k| !model.inputs_at(*k).is_empty());
        let driven = driven.or(odes.first().copied());
        let is_centre = |k: &usize| {
            Some(*k) == driven || matches!(class, Class::Gated { .. }) && is_gated(model, *k)
        };
        let (centre, others): (Vec<usize>, Vec<usize>) = odes.into_iter().partition(is_centre);
        let is_gate = |k: &usize| {
            let known = |symbol: &Symbol| match symbol {
                Symbol::State(other) => other == k || centre.contains(other),
                Symbol::Parameter(_) | Symbol::Definition(_) => true,
                _ => false,
            };
            let ode = model.states[*k].ode.as_ref();
            ode.is_some_and(|ode| model.dependencies(&ode.rhs).iter().all(known))
        };
        let (gates, outer) = others.into_iter().partition(is_gate);
        Order {
            centre,
            gates,
            outer,
        }
    }
}

/// Whether the state enters its own equation through a coefficient too.
fn is_gated(model: &Model, state: usize) -> bool {
    let symbol = Symbol::State(state);
    let Some(ode) = &model.states[state].ode else {
        return false;
    };
    let degrees = Degrees::new(model, symbol, |other| other == symbol);
    !degrees.of(&ode.rhs).is_affine()
}

/// The coefficients of a linear model: by state and by input.
fn system(model: &Model, class: &Class) -> TokenStream {
    let private = model.private();
    let mut entries = Vec::new();
    if matches!(class, Class::Linear) {
        for (row, ode) in model.odes() {
            let used = model.dependencies(&ode.rhs);
            for column in (0..model.states.len()).filter(|k| used.contains(&Symbol::State(*k))) {
                let coefficient = partial(model, &ode.rhs, Symbol::State(column));
                if !is_zero(&coefficient) {
                    let value = value(model, &coefficient);
                    let (row, column) = (index(row), index(column));
                    entries.push(quote!(system.state(#row, #column, #value);));
                }
            }
            for input in (0..model.inputs.len()).filter(|k| used.contains(&Symbol::Input(*k))) {
                let coefficient = partial(model, &ode.rhs, Symbol::Input(input));
                if !is_zero(&coefficient) {
                    let value = value(model, &coefficient);
                    let (row, input) = (index(row), index(input));
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
