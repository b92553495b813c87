//! What a synapse adds to a model with dynamics.

use proc_macro2::TokenStream;
use quote::quote;

use super::events::jumps;
use super::value::value;
use crate::analysis::{Alignment, alignment, partial};
use crate::expression::Symbol;
use crate::model::Model;

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
    let merged = matches!(alignment, Alignment::Post);
    let readout = (0..count).map(|state| {
        let coefficient = partial(model, &output.value, Symbol::State(state));
        if merged {
            value(model, &coefficient)
        } else {
            quote!(0f64)
        }
    });
    let alignment = match alignment {
        Alignment::Post => quote!(Post),
        Alignment::Pre { reason } => quote!(Pre { reason: #reason }),
        Alignment::Connection { reason } => quote!(Connection { reason: #reason }),
    };
    let jumps = jumps(model);
    let body = quote! {
        type Weight = #weight;
        type Out = #handed_on;
        const ALIGNMENT: #private::Alignment = #private::Alignment::#alignment;
        const READOUT: &'static str = #text;
        #jumps
        #[allow(unused_variables)]
        fn readout(x: &__Variables) -> [f64; #count] { [#(#readout),*] }
    };
    let synapse = model.implement(quote!(#private::Synapse), body);
    let receives = model.receives();
    quote!(#synapse #receives)
}
