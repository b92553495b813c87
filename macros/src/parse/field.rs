//! Fields: a parameter, or a state with its equation and its initial value.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Token};

use super::expression::{expression, nothing_left};
use crate::errors::{Errors, Extent};
use crate::model::{Equation, Field, Kind, Model, State};

pub(super) fn field(field: &syn::Field, model: &mut Model, errors: &mut Errors) {
    let Some(ident) = field.ident.clone() else {
        return;
    };
    if is_marker(&field.ty) {
        return;
    }
    let name = ident.unraw().to_string();
    let (mut ode, mut init, mut is_state) = (None, None, false);
    for attribute in &field.attrs {
        let path = attribute.path();
        if path.is_ident("ode") {
            is_state = true;
            let equation = errors.keep(parse_ode(attribute, &name));
            if equation.is_none() {
                model.unread.push("ode".to_owned());
            }
            once(attribute, &mut ode, equation, &name, errors);
        } else if path.is_ident("init") {
            let equation = errors.keep(parse_init(attribute));
            once(attribute, &mut init, equation, &name, errors);
        } else if path.is_ident("state") {
            is_state = true;
            if attribute.meta.require_path_only().is_err() {
                errors.push(syn::Error::new_spanned(
                    attribute,
                    "`#[state]` takes no argument; dynamics stand in `#[ode(...)]`, a resting value in `#[init(...)]`",
                ));
            }
        } else if let Some(message) = misplaced(attribute) {
            errors.push(syn::Error::new_spanned(attribute, message));
        }
    }
    let field = Field {
        ident,
        ty: field.ty.clone(),
        visibility: field.vis.clone(),
    };
    if is_state && model.kind == Kind::Output {
        errors.push(syn::Error::new_spanned(
            &field.ident,
            "an output has parameters only; what has dynamics is a synapse or a neuron",
        ));
    }
    if is_state {
        model.states.push(State {
            field,
            ode,
            noise: None,
            init,
        });
        return;
    }
    if init.is_some() {
        errors.push(syn::Error::new_spanned(
            &field.ident,
            format!("`#[init]` belongs to a state; `{name}` is a parameter without `#[ode(d{name}/dt = ...)]` or `#[state]`"),
        ));
    }
    model.parameters.push(field);
}

/// `PhantomData<D>` has no value; it lets the weight be the only place where a dimension occurs.
fn is_marker(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|segment| segment.ident == "PhantomData")
}

fn once(
    attribute: &Attribute,
    place: &mut Option<Equation>,
    equation: Option<Equation>,
    name: &str,
    errors: &mut Errors,
) {
    if place.is_some() {
        let what = attribute.path().to_token_stream();
        errors.push(syn::Error::new_spanned(
            attribute,
            format!("`{name}` has two `#[{what}]`; a state has one"),
        ));
    }
    *place = equation.or(place.take());
}

/// `dv/dt = right-hand side`
fn parse_ode(attribute: &Attribute, name: &str) -> syn::Result<Equation> {
    attribute.parse_args_with(|input: ParseStream<'_>| {
        let start = Extent::of(input.span());
        let form = |extent: Extent| {
            extent.error(format!(
                "the equation of `{name}` is written `d{name}/dt = ...`"
            ))
        };
        let left = input.call(Ident::parse_any).map_err(|_| form(start))?;
        if !input.peek(Token![/]) {
            return Err(form(start));
        }
        input.parse::<Token![/]>()?;
        let time = input.call(Ident::parse_any).map_err(|_| form(start))?;
        let extent = Extent {
            first: left.span(),
            last: time.span(),
        };
        if time.unraw() != "dt" || left.unraw() != format!("d{name}") {
            return Err(form(extent));
        }
        if !input.peek(Token![=]) {
            return Err(form(extent));
        }
        input.parse::<Token![=]>()?;
        let rhs = expression(input)?;
        nothing_left(input)?;
        Ok(Equation {
            text: format!("d{name}/dt = {rhs}"),
            rhs,
        })
    })
}

fn parse_init(attribute: &Attribute) -> syn::Result<Equation> {
    attribute.parse_args_with(|input: ParseStream<'_>| {
        let rhs = expression(input)?;
        nothing_left(input)?;
        Ok(Equation {
            text: format!("init({rhs})"),
            rhs,
        })
    })
}

/// Attributes of the struct that were put on a field.
fn misplaced(attribute: &Attribute) -> Option<String> {
    let name = attribute.path().get_ident()?.to_string();
    super::attribute::NAMES
        .contains(&name.as_str())
        .then(|| format!("`#[{name}]` stands on the struct, not on a field"))
}
