//! `Lif::V`, `Lif::TAU`, `Lif::I`: typed names of the model's variables.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Type, Visibility};

use crate::model::{Kind, Model};

/// The inherent constants.
pub(crate) fn handles(model: &Model) -> TokenStream {
    let home = &model.home;
    let constant = |visibility: &Visibility,
                    ident: &Ident,
                    kind: TokenStream,
                    ty: &Type,
                    k: usize,
                    text: String| {
        let name = syn::ext::IdentExt::unraw(ident).to_string().to_uppercase();
        let name = Ident::new(&name, ident.span());
        quote! {
            #[doc = #text]
            #visibility const #name: #home::model::#kind<Self, #ty> = #home::model::#kind::new(#k);
        }
    };
    let parameters = model.parameters.iter().enumerate().map(|(k, field)| {
        let text = format!("The parameter `{}`.", field.name());
        constant(
            &field.visibility,
            &field.ident,
            quote!(Parameter),
            &field.ty,
            k,
            text,
        )
    });
    let states = model.states.iter().enumerate().map(|(k, state)| {
        let text = match &state.ode {
            Some(ode) => format!("The state `{}`: `{}`.", state.field.name(), ode.text),
            None => format!(
                "The state `{}`, which only events change.",
                state.field.name()
            ),
        };
        let field = &state.field;
        constant(
            &field.visibility,
            &field.ident,
            quote!(State),
            &field.ty,
            k,
            text,
        )
    });
    let public = Visibility::Public(Default::default());
    let inputs = model.inputs.iter().enumerate().map(|(k, input)| {
        let text = format!(
            "The input `{}`; what arrives there is summed.",
            input.name()
        );
        constant(&public, &input.ident, quote!(Input), &input.ty, k, text)
    });
    let output = (model.kind == Kind::Synapse).then(|| {
        let ty = model.output_type()?;
        let text = model
            .output
            .as_ref()
            .map_or(String::new(), |o| o.value.to_string());
        let text = format!("What the synapse hands on: `{text}`.");
        Some(quote! {
            #[doc = #text]
            pub const OUTPUT: #home::model::Readout<Self, #ty> = #home::model::Readout::new();
        })
    });
    let output = output.flatten();
    let ident = &model.ident;
    let (parameters_of, arguments, conditions) = model.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(dead_code, private_interfaces)]
        impl #parameters_of #ident #arguments #conditions {
            #(#parameters)*
            #(#states)*
            #(#inputs)*
            #output
        }
    }
}
