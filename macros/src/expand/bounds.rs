//! Conditions on states, as they are asked at the end of every step.

use proc_macro2::TokenStream;
use quote::quote;

use super::value::value;
use super::variables::requirement;
use crate::expression::{Expr, Node, Operator, Symbol};
use crate::model::Model;

/// How far beyond a bound a state may be in a run, for the errors of a solver, of the bound and the unit in which it is written.
const SLACK: f64 = 1e-3;

/// `BOUNDS` and `is_within`, where a condition of `#[require(...)]` names a state.
pub(super) fn bounds(model: &Model) -> TokenStream {
    let private = model.private();
    let conditions = model.requirements.iter();
    let bounds: Vec<&Expr> = conditions.filter(|e| names_state(model, e)).collect();
    if bounds.is_empty() {
        return TokenStream::new();
    }
    let loose: Vec<TokenStream> = bounds.iter().map(|e| loose(model, e)).collect();
    let listed = bounds.iter().zip(&loose);
    let listed = listed.map(|(e, loose)| requirement(model, e, loose));
    quote! {
        const BOUNDS: &'static [#private::Requirement<__Variables>] = &[#(#listed),*];
        // All of them, whatever the first says: the loop over cells stays SIMD code.
        #[inline(always)]
        fn is_within(x: &__Variables) -> bool { #(#loose)&* }
    }
}

fn names_state(model: &Model, e: &Expr) -> bool {
    let is_state = |symbol: &Symbol| matches!(symbol, Symbol::State(_));
    model.dependencies(e).iter().any(is_state)
}

/// The condition with some slack, in parentheses.
fn loose(model: &Model, e: &Expr) -> TokenStream {
    use Operator::{And, Greater, GreaterEqual, Less, LessEqual, Or};
    match &e.node {
        Node::Binary(operator @ (And | Or), left, right) => {
            let (left, right) = (loose(model, left), loose(model, right));
            match operator {
                And => quote!((#left & #right)),
                _ => quote!((#left | #right)),
            }
        }
        Node::Binary(Less | LessEqual, left, right) => order(model, left, right),
        Node::Binary(Greater | GreaterEqual, left, right) => order(model, right, left),
        _ => {
            let condition = value(model, e);
            quote!((#condition))
        }
    }
}

/// One side is not greater than the other, but for slack.
fn order(model: &Model, small: &Expr, large: &Expr) -> TokenStream {
    let bound = if names_state(model, small) {
        large
    } else {
        small
    };
    let unit = match model.dependencies(bound).is_empty() {
        true => value(model, &with_ones(bound)),
        false => quote!(0f64),
    };
    let [small, large, bound] = [small, large, bound].map(|e| value(model, e));
    quote!(((#small) <= (#large) + #SLACK * (f64::abs(#bound) + f64::abs(#unit))))
}

/// The unit in which a constant is written: itself with all numbers one.
fn with_ones(e: &Expr) -> Expr {
    let mut e = e.clone();
    set_ones(&mut e);
    e
}

fn set_ones(e: &mut Expr) {
    if let Node::Number { value, .. } = &mut e.node {
        *value = 1.0;
    }
    e.children_mut().into_iter().for_each(set_ones);
}
