//! What short-term plasticity adds to a model with dynamics.

use proc_macro2::TokenStream;
use quote::quote;

use super::value::value;
use crate::model::{Assign, Model};

/// `impl ShortTermPlasticity`
pub(super) fn plasticity(model: &Model) -> TokenStream {
    let private = model.private();
    let changes = model.on_spike.iter().map(|assignment| {
        let target = match assignment.target.state() {
            Some(state) => {
                let ident = &model.states[state].field.ident;
                quote!(x.#ident)
            }
            None => quote!(__release),
        };
        let value = value(model, &assignment.value);
        let operator = match assignment.operation {
            Assign::Set => quote!(=),
            Assign::Add => quote!(+=),
            Assign::Subtract => quote!(-=),
            Assign::Multiply => quote!(*=),
        };
        quote!(#target #operator #value;)
    });
    let body = quote! {
        #[allow(unused_variables, unused_assignments)]
        fn spike(x: &mut __Variables) -> f64 {
            let mut __release = 0f64;
            #(#changes)*
            __release
        }
    };
    model.implement_documented(quote!(#private::ShortTermPlasticity), body)
}
