//! Attributes to model; nothing else reads attributes.

mod attribute;
mod expression;
mod field;

use quote::quote;
use syn::{Data, DeriveInput, Fields, GenericParam};

use crate::errors::Errors;
use crate::model::{Kind, Model};

/// The declaration as a model, with names not looked up yet; as much of it as can be read.
pub(crate) fn parse(kind: Kind, input: &DeriveInput, errors: &mut Errors) -> Model {
    let mut model = empty(kind, input);
    for parameter in &input.generics.params {
        if !matches!(parameter, GenericParam::Type(_)) {
            errors.push(syn::Error::new_spanned(
                parameter,
                "a model can be generic over dimensions only, such as `D: Dimension`",
            ));
        }
    }
    for attribute in &input.attrs {
        if let Err(error) = attribute::on_struct(attribute, &mut model) {
            errors.push(error);
            model.unread.extend(attribute::name(attribute));
        }
    }
    bound_parameters(&mut model);
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                for field in &fields.named {
                    field::field(field, &mut model, errors);
                }
            }
            Fields::Unit => {}
            Fields::Unnamed(fields) => errors.push(syn::Error::new_spanned(
                fields,
                format!(
                    "the variables of `{}` need names; write a struct with named fields",
                    input.ident
                ),
            )),
        },
        _ => errors.push(syn::Error::new_spanned(
            &input.ident,
            format!(
                "{} is declared as a struct, and `{}` is none",
                kind.with_article(),
                input.ident
            ),
        )),
    }
    model
}

fn empty(kind: Kind, input: &DeriveInput) -> Model {
    Model {
        kind,
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        home: quote!(::nernst),
        parameters: Vec::new(),
        states: Vec::new(),
        inputs: Vec::new(),
        membranes: Vec::new(),
        definitions: Vec::new(),
        noises: Vec::new(),
        asked: Vec::new(),
        requirements: Vec::new(),
        solver: None,
        spike: None,
        reset: Vec::new(),
        refractory: None,
        weight: None,
        on_spike: Vec::new(),
        pulse: None,
        output: None,
        drive: None,
        post: None,
        current: None,
        unread: Vec::new(),
    }
}

/// Every type parameter of a model is a dimension. Where its bound was forgotten, only the struct itself is wrong.
fn bound_parameters(model: &mut Model) {
    let home = &model.home;
    for parameter in model.generics.type_params_mut() {
        if parameter.bounds.is_empty() {
            let bound = syn::parse_quote!(#home::quantity::Dimension);
            parameter.bounds.push(bound);
        }
    }
}
