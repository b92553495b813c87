//! What a derive wrote, for tests: code, or errors at places of the declaration.

use proc_macro2::{LineColumn, TokenStream, TokenTree};

use crate::model::Kind;

/// One `compile_error!`.
#[derive(Debug)]
pub(crate) struct Reported {
    pub(crate) message: String,
    /// Where what is underlined begins and ends.
    pub(crate) first: LineColumn,
    pub(crate) last: LineColumn,
}

/// The errors among what was written: `::core::compile_error! { "..." }`.
pub(crate) fn reported(written: TokenStream) -> Vec<Reported> {
    let mut all = Vec::new();
    let mut first = None;
    let mut is_error = false;
    for token in written {
        match token {
            TokenTree::Ident(name) if name == "compile_error" => {
                first = Some(name.span().start());
                is_error = true;
            }
            TokenTree::Punct(sign) if sign.as_char() == '!' => {}
            TokenTree::Group(group) if is_error => {
                let message: Option<syn::LitStr> = syn::parse2(group.stream()).ok();
                all.extend(message.zip(first).map(|(message, first)| Reported {
                    message: message.value(),
                    first,
                    last: group.span().end(),
                }));
                is_error = false;
            }
            _ => is_error = false,
        }
    }
    all
}

/// The sentences of the errors of a declaration; what the derive writes is Rust in any case.
///
/// The derive runs on half of the stack that the compiler has; reading what was written takes more.
pub(crate) fn messages(kind: Kind, text: &str) -> Vec<String> {
    let derive = || crate::written(kind, text.parse().expect("tokens")).to_string();
    let written = on_a_stack(4 << 20, "derive".to_owned(), derive);
    let read = || {
        let tokens: TokenStream = written.parse().expect("tokens");
        if let Err(error) = syn::parse2::<syn::File>(tokens.clone()) {
            panic!("{error}: {written}");
        }
        reported(tokens)
            .into_iter()
            .map(|one| one.message)
            .collect()
    };
    on_a_stack(LARGE, "reading".to_owned(), read)
}

/// Enough for syn to read any expansion.
pub(crate) const LARGE: usize = 256 << 20;

/// The value of the function on a stack of so many bytes; the name is in what is printed where that is too small.
pub(crate) fn on_a_stack<T: Send>(bytes: usize, name: String, f: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name(name);
        let thread = builder.stack_size(bytes).spawn_scoped(scope, f);
        let result = thread.expect("a thread").join();
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
