//! Limits of what syn reads before we do: it goes into types and groups by recursion.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{TYPE, too_deep, type_too_long};

/// Brackets in brackets: those of the expressions, of their attribute, and of the struct.
const GROUPS: usize = super::DEPTH + 16;

/// What of the tokens of a declaration stands between two commas.
#[derive(Clone, Copy, PartialEq)]
enum Stretch {
    /// Fields and their types.
    Fields,
    /// An attribute itself, where syn reads `#[name = value]`.
    Attribute,
    /// Inside of `#[name(...)]`, which is ours to read.
    Inside,
}

/// Refuses a declaration that syn could not read without exhausting the stack; without recursion itself.
pub(crate) fn nesting(declaration: TokenStream) -> syn::Result<()> {
    let mut streams = vec![(declaration.into_iter(), Stretch::Fields, 0)];
    let mut is_attribute = false;
    while let Some((stream, stretch, length)) = streams.last_mut() {
        let Some(token) = stream.next() else {
            streams.pop();
            continue;
        };
        let span = token.span();
        *length += 1;
        match &token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => *length = 0,
            // Documentation may be long; each line is an attribute.
            TokenTree::Punct(sign) if sign.as_char() == '#' => *length -= 1,
            TokenTree::Group(_) if is_attribute => *length -= 1,
            TokenTree::Punct(sign) if sign.as_char() == '=' && *stretch == Stretch::Attribute => {
                *stretch = Stretch::Fields;
            }
            _ => {}
        }
        let stretch = *stretch;
        if stretch != Stretch::Inside && *length > TYPE {
            return Err(syn::Error::new(span, type_too_long()));
        }
        if let TokenTree::Group(group) = &token {
            let content = group.stream();
            let inside = match (stretch, is_attribute, group.delimiter()) {
                (Stretch::Inside, ..) | (Stretch::Attribute, _, Delimiter::Parenthesis) => {
                    Stretch::Inside
                }
                (_, true, Delimiter::Bracket) => Stretch::Attribute,
                (stretch, ..) => stretch,
            };
            if streams.len() > GROUPS {
                return Err(syn::Error::new(span, too_deep()));
            }
            streams.push((content.into_iter(), inside, 0));
            is_attribute = false;
        } else {
            is_attribute = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '#');
        }
    }
    Ok(())
}
