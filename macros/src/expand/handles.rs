//! `Lif::V`, `Lif::TAU`, `Lif::I`: typed names of the model's variables.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Type, Visibility};

use crate::model::{Field, Kind, Model};

/// The inherent constants.
pub(crate) fn handles(model: &Model) -> TokenStream {
    let home = &model.home;
    let mut taken = HashSet::new();
    if model.kind == Kind::Synapse {
        taken.insert("OUTPUT".to_owned());
    }
    let mut constant = |handle: Handle<'_>| {
        let name = handle.ident.unraw().to_string().to_uppercase();
        let name = Ident::new(&name, handle.ident.span());
        let Handle {
            visibility,
            kind,
            ty,
            index,
            text,
            ..
        } = handle;
        // As behind `///`.
        let text = format!(" {text}");
        let (ty, index) = (ty.into_iter(), super::index(index));
        // Two of one name were refused, and none at all; the first remains, so that nothing else is reported.
        (name != "_" && taken.insert(name.to_string())).then(|| quote! {
            #[doc = #text]
            #visibility const #name: #home::model::#kind<Self #(, #ty)*> = #home::model::#kind::new(#index);
        })
    };
    let constants: Vec<_> = all(model).into_iter().filter_map(&mut constant).collect();
    let output = (model.kind == Kind::Synapse).then(|| {
        let ty = model.output_type().map_or(quote!(f64), |ty| quote!(#ty));
        let text = model
            .output
            .as_ref()
            .map_or(String::new(), |o| o.value.to_string());
        let text = format!(" What the synapse hands on: `{text}`.");
        quote! {
            #[doc = #text]
            pub const OUTPUT: #home::model::Readout<Self, #ty> = #home::model::Readout::new();
        }
    });
    let ident = &model.ident;
    let (parameters_of, arguments, conditions) = model.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(dead_code, private_interfaces)]
        impl #parameters_of #ident #arguments #conditions {
            #(#constants)*
            #output
        }
    }
}

/// One of the constants.
struct Handle<'a> {
    visibility: Visibility,
    ident: &'a Ident,
    kind: TokenStream,
    /// The type of its values; that of a definition is known to the unit check alone.
    ty: Option<&'a Type>,
    index: usize,
    text: String,
}

impl<'a> Handle<'a> {
    fn of(field: &'a Field, kind: TokenStream, index: usize, text: String) -> Self {
        Handle {
            visibility: field.visibility.clone(),
            ident: &field.ident,
            kind,
            ty: Some(&field.ty),
            index,
            text,
        }
    }
}

fn all(model: &Model) -> Vec<Handle<'_>> {
    let parameters = model.parameters.iter().enumerate().map(|(k, field)| {
        let text = format!("The parameter `{}`.", field.name());
        Handle::of(field, quote!(Parameter), k, text)
    });
    let states = model.states.iter().enumerate().map(|(k, state)| {
        let name = state.field.name();
        let text = match &state.ode {
            Some(ode) => format!("The state `{name}`: `{}`.", ode.text),
            None => format!("The state `{name}`, which only events change."),
        };
        Handle::of(&state.field, quote!(State), k, text)
    });
    let inputs = model.inputs.iter().enumerate().map(|(k, input)| Handle {
        visibility: Visibility::Public(Default::default()),
        ident: &input.ident,
        kind: quote!(Input),
        ty: Some(&input.ty),
        index: k,
        text: format!(
            "The input `{}`; what arrives there is summed.",
            input.name()
        ),
    });
    let definitions = model.recordable().into_iter().enumerate();
    let definitions = definitions.map(|(k, index)| {
        let definition = &model.definitions[index];
        Handle {
            visibility: Visibility::Public(Default::default()),
            ident: &definition.ident,
            kind: quote!(Definition),
            ty: None,
            index: k,
            text: format!("The definition `{}`.", definition.equation.text),
        }
    });
    let all = parameters.chain(states).chain(inputs);
    all.chain(definitions).collect()
}
