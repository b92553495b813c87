//! All mistakes of a declaration, reported together.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// From the first to the last token of a piece of the declaration.
///
/// Spans cannot be joined on stable Rust, so both ends are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Extent {
    pub(crate) fn of(span: Span) -> Self {
        Extent {
            first: span,
            last: span,
        }
    }

    pub(crate) fn to(self, end: Extent) -> Self {
        Extent {
            first: self.first,
            last: end.last,
        }
    }

    /// An error that underlines the whole extent.
    pub(crate) fn error(self, message: impl std::fmt::Display) -> syn::Error {
        let ends = [
            Ident::new("first", self.first),
            Ident::new("last", self.last),
        ];
        syn::Error::new_spanned(
            ends.iter()
                .map(|i| i.to_token_stream())
                .collect::<TokenStream>(),
            message,
        )
    }
}

/// A collector: parsing and checking go on after a mistake, so that one
/// compilation shows all of them.
#[derive(Default)]
pub(crate) struct Errors {
    all: Option<syn::Error>,
    count: usize,
}

/// More mistakes are not shown; nobody reads them, and looking for what was meant takes time.
pub(crate) const SHOWN: usize = 100;

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        if self.is_full() {
            return;
        }
        self.count += 1;
        match &mut self.all {
            Some(all) => all.combine(error),
            none => *none = Some(error),
        }
    }

    /// Whether further mistakes would not be shown.
    pub(crate) fn is_full(&self) -> bool {
        self.count >= SHOWN
    }

    pub(crate) fn at(&mut self, extent: Extent, message: impl std::fmt::Display) {
        self.push(extent.error(message));
    }

    /// The value, or nothing and the error kept.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn finish(self) -> Result<(), syn::Error> {
        self.all.map_or(Ok(()), Err)
    }
}
