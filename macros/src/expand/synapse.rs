//! What a synapse adds to a model with dynamics.

use proc_macro2::TokenStream;
use quote::quote;

use super::events::jumps;
use super::index;
use super::value::value;
use crate::analysis::{Alignment, alignment, is_lumped, partial, weighted_output};
use crate::expression::Symbol;
use crate::model::{Assign, Model};

/// `impl Synapse`
pub(super) fn synapse(model: &Model) -> TokenStream {
    let private = model.private();
    let (Some(weight), Some(output)) = (&model.weight, &model.output) else {
        return TokenStream::new();
    };
    let handed_on = model.output_type();
    let text = output.value.to_string();
    let count = model.states.len();
    let alignment = alignment(model);
    let is_lumped = is_lumped(model);
    // What stands beside the states in a linear readout.
    let linear = match alignment {
        Alignment::Post => Some(output.value.clone()),
        _ if is_lumped => weighted_output(model),
        _ => None,
    };
    let readout = (0..count).map(|state| match &linear {
        Some(linear) => value(model, &partial(model, linear, Symbol::State(state))),
        None => quote!(0f64),
    });
    let alignment = match alignment {
        Alignment::Post => quote!(Post),
        Alignment::Pre { reason } => quote!(Pre { reason: #reason }),
        Alignment::Connection { reason } => quote!(Connection { reason: #reason }),
    };
    let jumps = jumps(model);
    let size = index(count);
    let spike = spike(model);
    let pulse = pulse(model);
    let handed_on_value = value(model, &output.value);
    let body = quote! {
        type Weight = #weight;
        type Out = #handed_on;
        const ALIGNMENT: #private::Alignment = #private::Alignment::#alignment;
        const READOUT: &'static str = #text;
        const IS_LUMPED: bool = #is_lumped;
        #jumps
        #[allow(unused_variables)]
        fn readout(x: &__Variables) -> [f64; #size] { [#(#readout),*] }
        #spike
        #pulse
        #[inline(always)]
        #[allow(unused_variables)]
        fn handed_on(x: &__Variables, __weight: f64) -> f64 { #handed_on_value }
    };
    let synapse = model.implement_documented(quote!(#private::Synapse), body);
    let receives = model.receives();
    quote!(#synapse #receives)
}

/// What an arriving spike does to the states of a synapse of its own, in the order of `#[on_spike(...)]`.
///
/// A spike that is released in part acts in part.
fn spike(model: &Model) -> TokenStream {
    let changes = model.on_spike.iter().map(|assignment| {
        let Some(state) = assignment.target.state() else {
            return TokenStream::new();
        };
        let ident = &model.states[state].field.ident;
        let value = value(model, &assignment.value);
        match assignment.operation {
            Assign::Add => quote!(x.#ident += __release * (#value);),
            Assign::Subtract => quote!(x.#ident -= __release * (#value);),
            Assign::Multiply => quote!(x.#ident *= 1f64 + __release * ((#value) - 1f64);),
            Assign::Set => quote!(x.#ident += __release * ((#value) - x.#ident);),
        }
    });
    quote! {
        #[inline(always)]
        #[allow(unused_variables)]
        fn spike(x: &mut __Variables, __weight: f64, __release: f64) { #(#changes)* }
    }
}

/// The pulse: whether there is one, its height and duration, and where it stands among the variables.
fn pulse(model: &Model) -> TokenStream {
    let has_pulse = model.pulse.is_some();
    let [height, duration] = match &model.pulse {
        Some(pulse) => [&pulse.height, &pulse.duration].map(|e| value(model, e)),
        None => [quote!(0f64), quote!(0f64)],
    };
    let set = model.pulse.as_ref().map(|pulse| {
        let ident = &pulse.ident;
        quote!(x.#ident = height;)
    });
    quote! {
        const HAS_PULSE: bool = #has_pulse;
        #[allow(unused_variables)]
        fn pulse_height(x: &__Variables) -> f64 { #height }
        #[allow(unused_variables)]
        fn pulse_duration(x: &__Variables) -> f64 { #duration }
        #[inline(always)]
        #[allow(unused_variables)]
        fn set_pulse(x: &mut __Variables, height: f64) { #set }
    }
}
