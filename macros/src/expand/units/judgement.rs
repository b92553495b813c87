//! Calls that judge a term, with the places that rustc underlines.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use crate::errors::Extent;
use crate::model::Model;

/// The local that holds the text of the equation.
pub(super) fn equation() -> Ident {
    Ident::new("equation", Span::mixed_site())
}

/// `nernst::__private::check::NAME(ARGUMENTS)`, which rustc underlines over the extent.
pub(super) fn call(
    model: &Model,
    name: &str,
    extent: Extent,
    arguments: TokenStream,
) -> TokenStream {
    let private = model.private();
    let name = format_ident!("{name}");
    let path = quote!(#private::check::#name);
    let start = Span::mixed_site().located_at(extent.first);
    let mut tokens: TokenStream = path
        .into_iter()
        .map(|token| located(token, start))
        .collect();
    let mut group = Group::new(Delimiter::Parenthesis, arguments);
    group.set_span(Span::mixed_site().located_at(extent.last));
    group.to_tokens(&mut tokens);
    tokens
}

fn located(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}
