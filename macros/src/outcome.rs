//! What a derive wrote, for tests: code, or errors at places of the declaration.

use proc_macro2::{LineColumn, TokenStream, TokenTree};

/// One `compile_error!`.
#[derive(Debug)]
pub(crate) struct Reported {
    pub(crate) message: String,
    /// Where what is underlined begins and ends.
    pub(crate) first: LineColumn,
    pub(crate) last: LineColumn,
}

/// The errors among what was written.
///
/// # Errors
///
/// If it is not Rust.
pub(crate) fn reported(tokens: &TokenStream) -> syn::Result<Vec<Reported>> {
    let file: syn::File = syn::parse2(tokens.clone())?;
    let mut all = Vec::new();
    for item in file.items {
        let syn::Item::Macro(item) = item else {
            continue;
        };
        if !item
            .mac
            .path
            .segments
            .iter()
            .any(|s| s.ident == "compile_error")
        {
            continue;
        }
        let message: syn::LitStr = syn::parse2(item.mac.tokens)?;
        let end = item.mac.delimiter.span().join();
        let begin = item.mac.path.segments[0].ident.span();
        all.push(Reported {
            message: message.value(),
            first: begin.start(),
            last: end.end(),
        });
    }
    Ok(all)
}

/// The sentences of the errors of a declaration.
pub(crate) fn messages(kind: crate::model::Kind, text: &str) -> Vec<String> {
    let declaration: TokenStream = text.parse().expect("tokens");
    let written = crate::written(kind, declaration);
    let reported = reported(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    reported.into_iter().map(|one| one.message).collect()
}

/// How many tokens there are, also in groups.
pub(crate) fn count(tokens: TokenStream) -> usize {
    let mut pending = vec![tokens];
    let mut count = 0;
    while let Some(tokens) = pending.pop() {
        for token in tokens {
            count += 1;
            if let TokenTree::Group(group) = token {
                pending.push(group.stream());
            }
        }
    }
    count
}
