//! How large a declaration may be: far more than models need, and so little that no declaration can exhaust the stack of the
//! compiler or keep it busy for ever.
//!
//! Expressions are judged before names are looked up, since from there on definitions are written out, and a few lines can
//! write out to more than memory holds: `d1 = d0 + d0, d2 = d1 + d1, ...`.

use proc_macro2::{Ident, Span};
use syn::buffer::Cursor;

mod nesting;
mod size;

pub(crate) use nesting::nesting;

use crate::errors::Errors;
use crate::model::Model;

/// Levels in an expression as it is written.
pub(crate) const DEPTH: usize = 64;

/// Names, numbers and signs in an expression as it is written, those in parentheses included.
const LENGTH: usize = 1000;

/// Levels in an expression with its definitions written out; a sum has one for each of its terms.
const WRITTEN_OUT_DEPTH: usize = 300;

/// Operands and operators in an expression with its definitions written out.
const WRITTEN_OUT: usize = 5_000;

/// The same for all expressions of a model together, definitions where they are used.
const MODEL: usize = 50_000;

/// Operands and operators of a derivative, which repeats each factor of a product as often as the product has others.
const DERIVATIVE: usize = 30_000;

/// The same for all derivatives of a model together.
const DERIVATIVES: usize = 150_000;

/// Fields, inputs and definitions.
const VARIABLES: usize = 1000;

/// Inputs, of which derivatives keep sets in an integer.
const INPUTS: usize = 64;

/// White noises, each of which has a coefficient in each equation.
const NOISES: usize = 64;

/// Names and signs in a type.
const TYPE: usize = 128;

/// What is said of an expression with too many levels.
pub(crate) fn too_deep() -> String {
    format!(
        "this expression is nested more than {DEPTH} levels deep; name parts of it with `#[define(...)]`"
    )
}

/// Refuses a long expression before it is read; it ends at a comma or with its stream.
pub(crate) fn length(start: Cursor<'_>) -> syn::Result<()> {
    within(start, LENGTH, || {
        format!(
            "this expression has more than {LENGTH} names, numbers and signs; name parts of it with `#[define(...)]`"
        )
    })
}

/// Refuses a long type before it is read.
pub(crate) fn type_length(start: Cursor<'_>) -> syn::Result<()> {
    within(start, TYPE, type_too_long)
}

fn type_too_long() -> String {
    format!("this type has more than {TYPE} names and signs; give it a shorter name with `type`")
}

/// Refuses more tokens up to a comma than the limit, at the first token.
fn within(start: Cursor<'_>, limit: usize, message: impl Fn() -> String) -> syn::Result<()> {
    let (mut cursor, mut count) = (start, 0);
    // Inside groups a comma separates arguments.
    let mut outside = Vec::new();
    loop {
        if let Some((content, _, _, rest)) = cursor.any_group() {
            outside.push(rest);
            cursor = content;
        } else if let Some((token, rest)) = cursor.token_tree() {
            let is_comma = matches!(&token, proc_macro2::TokenTree::Punct(p) if p.as_char() == ',');
            if is_comma && outside.is_empty() {
                return Ok(());
            }
            cursor = rest;
        } else if let Some(rest) = outside.pop() {
            cursor = rest;
            continue;
        } else {
            return Ok(());
        }
        count += 1;
        if count > limit {
            return Err(syn::Error::new(start.span(), message()));
        }
    }
}

/// Whether the model is small enough to be looked into; else an error says what of it is not.
pub(crate) fn hold(model: &Model, errors: &mut Errors) -> bool {
    let result = counts(model).and_then(|()| size::sizes(model));
    errors.keep(result).is_some()
}

fn counts(model: &Model) -> syn::Result<()> {
    let first_beyond =
        |idents: &[&Ident], limit: usize| idents.get(limit).map(|ident| ident.span());
    let refuse = |span: Option<Span>, message: String| match span {
        Some(span) => Err(syn::Error::new(span, message)),
        None => Ok(()),
    };
    refuse(
        first_beyond(&model.identifiers(), VARIABLES),
        format!(
            "a model has at most {VARIABLES} variables, which are its fields, inputs and definitions"
        ),
    )?;
    let inputs: Vec<&Ident> = model.inputs.iter().map(|input| &input.ident).collect();
    refuse(
        first_beyond(&inputs, INPUTS),
        format!("a neuron has at most {INPUTS} inputs"),
    )
}

#[cfg(test)]
mod tests;
