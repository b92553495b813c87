//! Threshold, reset, refractoriness, and what arrives at a neuron.

use proc_macro2::TokenStream;
use quote::quote;

use super::bounds::bounds;
use super::index;
use super::value::value;
use crate::analysis::{jump, margin, overshoot};
use crate::model::{Assign, Model};

/// `impl Neuron`, and one `impl Port` for each input.
pub(super) fn neuron(model: &Model) -> TokenStream {
    let private = model.private();
    let body = body(model);
    let neuron = model.implement_documented(quote!(#private::Neuron), body);
    let ports = ports(model);
    let receives = model.receives();
    quote!(#neuron #ports #receives)
}

fn body(model: &Model) -> TokenStream {
    let private = model.private();
    let inputs = model.inputs.iter().enumerate().map(|(k, input)| {
        let variable = model.variable(&input.name(), "", &input.ty);
        let membrane = index(model.membrane_of(k).unwrap_or(0));
        quote!(#private::InputPort { variable: #variable, membrane: #membrane })
    });
    let held = (0..model.states.len()).map(|k| model.held().contains(&k));
    let count = model.states.len();
    let (size, ports) = (index(count), index(model.inputs.len()));
    let spikes = match &model.spike {
        Some(condition) => value(model, condition),
        None => quote!(false),
    };
    let resets = model.reset.iter().map(|assignment| {
        let Some(state) = assignment.target.state() else {
            return TokenStream::new();
        };
        let ident = &model.states[state].field.ident;
        let value = value(model, &assignment.value);
        match assignment.operation {
            Assign::Set => quote!(x.#ident = #value;),
            Assign::Add => quote!(x.#ident += #value;),
            Assign::Subtract => quote!(x.#ident -= #value;),
            Assign::Multiply => quote!(x.#ident *= #value;),
        }
    });
    let refractory = match &model.refractory {
        Some(refractory) => value(model, &refractory.period),
        None => quote!(0f64),
    };
    let is_refractory = model.refractory.is_some();
    let is_reset = !model.reset.is_empty();
    let fires = model.spike.is_some();
    let margin = spike_margin(model);
    let jumps = jumps(model);
    let bounds = bounds(model);
    quote! {
        type PerInput<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; #ports];
        const INPUTS: &'static [#private::InputPort] = &[#(#inputs),*];
        const HELD: [bool; #size] = [#(#held),*];
        const FIRES: bool = #fires;
        const REFRACTORY: bool = #is_refractory;
        const RESETS: bool = #is_reset;
        #[inline(always)]
        #[allow(unused_variables)]
        fn fires(x: &__Variables) -> bool { #spikes }
        #margin
        #[inline(always)]
        #[allow(unused_variables)]
        fn reset(x: &mut __Variables) { #(#resets)* }
        #[inline(always)]
        #[allow(unused_variables)]
        fn refractory(x: &__Variables) -> f64 { #refractory }
        #jumps
        #bounds
    }
}

/// By how much the spike condition holds, where that is affine in the states.
fn spike_margin(model: &Model) -> TokenStream {
    let count = model.states.len();
    let nothing = (None, quote!(0f64), vec![quote!(0f64); count]);
    let (fault, value, slopes) = match model.spike.as_ref().map(|e| margin(model, e)) {
        None => nothing,
        Some(Err(reason)) => (Some(reason), nothing.1, nothing.2),
        Some(Ok(margin)) => {
            let slopes = margin.slopes.iter().map(|slope| value(model, slope));
            (None, value(model, &margin.value), slopes.collect())
        }
    };
    let fault = match fault {
        None => quote!(::core::option::Option::None),
        Some(reason) => quote!(::core::option::Option::Some(#reason)),
    };
    let overshoot = match overshoot(model) {
        Ok(state) => {
            let state = index(state);
            quote!(::core::result::Result::Ok(#state))
        }
        Err(reason) => quote!(::core::result::Result::Err(#reason)),
    };
    let size = index(count);
    quote! {
        const MARGIN_FAULT: ::core::option::Option<&'static str> = #fault;
        const OVERSHOOT: ::core::result::Result<usize, &'static str> = #overshoot;
        #[inline(always)]
        #[allow(unused_variables)]
        fn margin(x: &__Variables) -> f64 { #value }
        #[inline(always)]
        #[allow(unused_variables)]
        fn margin_slopes(x: &__Variables) -> [f64; #size] { [#(#slopes),*] }
    }
}

/// By how much each state rises with an arriving spike of weight one.
pub(super) fn jumps(model: &Model) -> TokenStream {
    let count = index(model.states.len());
    let entries = model.on_spike.iter().filter_map(|assignment| {
        let state = index(assignment.target.state()?);
        let coefficient = value(model, &jump(model, assignment).ok()?);
        Some(quote!(jumps[#state] += #coefficient;))
    });
    quote! {
        #[inline(always)]
        #[allow(unused_variables, unused_mut)]
        fn jumps(x: &__Variables) -> [f64; #count] {
            let mut jumps = [0f64; #count];
            #(#entries)*
            jumps
        }
    }
}

/// Which current each input takes, and which membrane state an output there reads.
fn ports(model: &Model) -> TokenStream {
    let private = model.private();
    let mut seen = std::collections::HashSet::new();
    let implementations = model.inputs.iter().enumerate().map(|(k, input)| {
        let ty = &input.ty;
        let Some(membrane) = model.membrane_of(k) else {
            return TokenStream::new();
        };
        let post = &model.states[membrane].field.ty;
        let k = index(k);
        // Two inputs of one type: the first takes what is not sent elsewhere by name.
        if !seen.insert(quote!(#ty).to_string()) {
            return TokenStream::new();
        }
        let reads = model.implement(
            quote!(#private::Port<#ty, #post>),
            quote!(const INDEX: usize = #k;),
        );
        let blind = model.implement(
            quote!(#private::Port<#ty, ()>),
            quote!(const INDEX: usize = #k;),
        );
        quote!(#reads #blind)
    });
    let implementations: Vec<_> = implementations.collect();
    quote!(#(#implementations)*)
}
