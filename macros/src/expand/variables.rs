//! The variables of a model as one struct of `f64`, between descriptor and columns.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::equations;
use super::index;
use super::value::value;
use crate::expression::{Expr, Symbol};
use crate::model::{Field, Kind, Model};

/// The struct of variables and `impl Model`.
pub(super) fn model(model: &Model) -> TokenStream {
    let variables = variables(model);
    let body = body(model);
    let private = model.private();
    let implementation = model.implement(quote!(#private::Model), body);
    quote!(#variables #implementation)
}

/// `struct __Variables { tau: f64, v: f64, i: Affine }`, with inputs and definitions as methods.
fn variables(model: &Model) -> TokenStream {
    let private = model.private();
    let parameters = model.parameters.iter().map(|field| &field.ident);
    let states = model.states.iter().map(|state| &state.field.ident);
    let inputs = model.inputs.iter().map(|input| &input.ident);
    let ports = model
        .drive
        .iter()
        .chain(&model.post)
        .map(|port| &port.ident)
        .chain(model.pulse.iter().map(|pulse| &pulse.ident));
    let time = time(model).map(|t| quote!(#t: f64,));
    let methods = model.definitions.iter().map(|definition| {
        let ident = &definition.ident;
        let body = value(model, &definition.equation.rhs);
        let text = format!(" `{}`", definition.equation.text);
        quote! {
            #[doc = #text]
            #[inline(always)]
            fn #ident(&self) -> f64 { let x = self; #body }
        }
    });
    let arrivals = model.inputs.iter().enumerate().map(|(k, input)| {
        let ident = &input.ident;
        let membrane = model.membrane_of(k).map(|k| &model.states[k].field.ident);
        quote! {
            #[inline(always)]
            fn #ident(&self) -> f64 { self.#ident.at(self.#membrane) }
        }
    });
    quote! {
        #[doc(hidden)]
        #[allow(missing_debug_implementations, non_snake_case)]
        #[derive(::core::clone::Clone, ::core::marker::Copy)]
        pub struct __Variables {
            #(#parameters: f64,)*
            #(#states: f64,)*
            #(#inputs: #private::Affine,)*
            #(#ports: f64,)*
            #time
        }
        #[allow(non_snake_case, dead_code)]
        impl __Variables {
            #(#methods)*
            #(#arrivals)*
        }
    }
}

/// The field of time, where no variable of the modeler's has that name.
fn time(model: &Model) -> Option<TokenStream> {
    (model.kind != Kind::Output && model.has_time()).then(|| quote!(t))
}

fn body(model: &Model) -> TokenStream {
    let private = model.private();
    let name = model.name();
    let count = index(model.states.len());
    let parameter_count = index(model.parameters.len());
    let parameters = model
        .parameters
        .iter()
        .map(|field| model.variable(&field.name(), "", &field.ty));
    let states = model.states.iter().map(|state| {
        let equation = state.ode.as_ref().map_or("", |ode| &ode.text);
        model.variable(&state.field.name(), equation, &state.field.ty)
    });
    let state_idents: Vec<_> = model.states.iter().map(|s| &s.field.ident).collect();
    let equations = equations(model);
    let requirements = requirements(model);
    let values = values(model);
    let load = load(model);
    let at_rest = at_rest(model);
    let indices = (0..model.states.len()).map(index);
    let is_empty = model.states.is_empty();
    let x = if is_empty { quote!(_x) } else { quote!(x) };
    let values_name = if is_empty {
        quote!(_values)
    } else {
        quote!(values)
    };
    quote! {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; #parameter_count];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; #count];
        const NAME: &'static str = #name;
        const PARAMETERS: &'static [#private::Variable] = &[#(#parameters),*];
        const STATES: &'static [#private::Variable] = &[#(#states),*];
        const EQUATIONS: &'static [&'static str] = &[#(#equations),*];
        const REQUIREMENTS: &'static [#private::Requirement<__Variables>] = &[#(#requirements),*];
        #values
        #load
        #[inline(always)]
        fn states(#x: &__Variables) -> [f64; #count] { [#(x.#state_idents),*] }
        #[inline(always)]
        fn set_states(#x: &mut __Variables, #values_name: &[f64; #count]) {
            #(x.#state_idents = values[#indices];)*
        }
        #at_rest
    }
}

fn values(model: &Model) -> TokenStream {
    let private = model.private();
    let si = |field: &Field| {
        let (ident, measured) = (&field.ident, model.measured(&field.ty));
        quote!(#measured::si(self.#ident))
    };
    let parameters = model.parameters.iter().map(si);
    let states = model.states.iter().map(|state| si(&state.field));
    quote! {
        fn values(&self) -> #private::Values {
            #private::Values::of(&[#(#parameters),*], &[#(#states),*])
        }
    }
}

fn load(model: &Model) -> TokenStream {
    let private = model.private();
    let parameters = model.parameters.iter().enumerate().map(|(k, field)| {
        let ident = &field.ident;
        let k = index(k);
        quote!(#ident: columns.parameter(#k, lane),)
    });
    let states = model.states.iter().enumerate().map(|(k, state)| {
        let ident = &state.field.ident;
        let k = index(k);
        quote!(#ident: columns.state(#k, lane),)
    });
    let inputs = model.inputs.iter().enumerate().map(|(k, input)| {
        let ident = &input.ident;
        let k = index(k);
        quote!(#ident: columns.input(#k, lane),)
    });
    let ports = model
        .drive
        .iter()
        .chain(&model.post)
        .map(|port| &port.ident);
    let ports = ports
        .chain(model.pulse.iter().map(|pulse| &pulse.ident))
        .map(|ident| quote!(#ident: 0f64,));
    let time = time(model).map(|t| quote!(#t: columns.time(lane),));
    quote! {
        #[inline(always)]
        fn load<__Columns: #private::Columns>(columns: &__Columns, lane: usize) -> __Variables {
            __Variables { #(#parameters)* #(#states)* #(#inputs)* #(#ports)* #time }
        }
    }
}

fn requirements(model: &Model) -> Vec<TokenStream> {
    let conditions = model.requirements.iter();
    let requirements = conditions.map(|e| requirement(model, e, &value(model, e)));
    requirements.collect()
}

/// A condition of `#[require(...)]`, asked in this way.
pub(super) fn requirement(model: &Model, condition: &Expr, holds: &TokenStream) -> TokenStream {
    let private = model.private();
    let text = condition.to_string();
    let names = model.names();
    let used = model.dependencies(condition);
    let variables = names.iter().filter(|(_, symbol)| used.contains(symbol));
    let is_field = |symbol: &Symbol| matches!(symbol, Symbol::Parameter(_) | Symbol::State(_));
    let fields = variables.filter(|(_, symbol)| is_field(symbol));
    let names = fields.map(|(name, _)| name);
    quote! {
        #private::Requirement { text: #text, variables: &[#(#names),*], holds: |x| #holds }
    }
}

/// `#[init]`, in the order of the states.
fn at_rest(model: &Model) -> TokenStream {
    let private = model.private();
    let steps = model.states.iter().filter_map(|state| {
        let init = state.init.as_ref()?;
        let ident = &state.field.ident;
        let value = value(model, &init.rhs);
        let measured = model.measured(&state.field.ty);
        Some(quote! {
            x.#ident = #value;
            self.#ident = #measured::from_si(x.#ident);
        })
    });
    let steps: Vec<_> = steps.collect();
    if steps.is_empty() {
        return TokenStream::new();
    }
    let steps = steps.into_iter();
    quote! {
        fn at_rest(mut self) -> Self {
            let mut x = #private::variables_of(&self);
            #(#steps)*
            self
        }
    }
}
