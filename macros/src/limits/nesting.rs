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

/// A stream of tokens that is gone through, and how much of it could be one type so far.
struct Level {
    tokens: proc_macro2::token_stream::IntoIter,
    stretch: Stretch,
    /// Tokens since the last comma, and those in front of the group that this is.
    length: usize,
    /// What stands in front of the group.
    start: usize,
    /// Open `<`, between which a comma does not end a type.
    angles: usize,
}

impl Level {
    fn new(tokens: TokenStream, stretch: Stretch, start: usize) -> Self {
        Level {
            tokens: tokens.into_iter(),
            stretch,
            length: start,
            start,
            angles: 0,
        }
    }

    fn count(&mut self, token: &TokenTree, is_attribute: bool) {
        self.length += 1;
        match token {
            // Documentation may be long; each of its lines is an attribute.
            TokenTree::Group(_) if is_attribute => self.length -= 1,
            TokenTree::Punct(sign) => match sign.as_char() {
                '#' => self.length -= 1,
                '<' => self.angles += 1,
                '>' => self.angles = self.angles.saturating_sub(1),
                ',' if self.angles == 0 => self.length = self.start,
                '=' if self.stretch == Stretch::Attribute => self.stretch = Stretch::Fields,
                _ => {}
            },
            _ => {}
        }
    }
}

/// Refuses a declaration that syn could not read without exhausting the stack; without recursion itself.
pub(crate) fn nesting(declaration: TokenStream) -> syn::Result<()> {
    let mut levels = vec![Level::new(declaration, Stretch::Fields, 0)];
    let mut is_attribute = false;
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            levels.pop();
            continue;
        };
        level.count(&token, is_attribute);
        let (stretch, length) = (level.stretch, level.length);
        if stretch != Stretch::Inside && length > TYPE {
            return Err(syn::Error::new(token.span(), type_too_long()));
        }
        if let TokenTree::Group(group) = &token {
            let inside = match (stretch, is_attribute, group.delimiter()) {
                (Stretch::Inside, ..) | (Stretch::Attribute, _, Delimiter::Parenthesis) => {
                    Stretch::Inside
                }
                (_, true, Delimiter::Bracket) => Stretch::Attribute,
                (stretch, ..) => stretch,
            };
            if levels.len() > GROUPS {
                return Err(syn::Error::new(token.span(), too_deep()));
            }
            let is_body = levels.len() == 1 && group.delimiter() == Delimiter::Brace;
            let start = if is_body || is_attribute { 0 } else { length };
            levels.push(Level::new(group.stream(), inside, start));
        }
        is_attribute = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '#');
    }
    Ok(())
}
