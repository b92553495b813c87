//! The grammar of equations, by precedence climbing over tokens.

use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Token, token};

use crate::errors::Extent;
use crate::expression::{Expr, Function, Node, Operator, Symbol, Unit};
use crate::limits;
use crate::suggestion::suggestion;
use crate::units;

/// An expression up to the end of the stream or to a token that cannot continue it.
pub(crate) fn expression(input: ParseStream<'_>) -> syn::Result<Expr> {
    limits::length(input.cursor())?;
    binary(input, 0, 0)
}

/// The depth of what is nested in an expression of this depth: behind a sign, in parentheses, a call, a branch, an exponent.
fn deeper(input: ParseStream<'_>, depth: usize) -> syn::Result<usize> {
    if depth < limits::DEPTH {
        return Ok(depth + 1);
    }
    Err(here(input, &limits::too_deep()))
}

/// An error at the next token, or where the text ends; syn would start with "unexpected end of input".
fn here(input: ParseStream<'_>, message: &str) -> syn::Error {
    syn::Error::new(input.span(), message)
}

fn binary(input: ParseStream<'_>, least: u8, depth: usize) -> syn::Result<Expr> {
    let mut left = unary(input, depth)?;
    while let Some(operator) = peek_operator(input) {
        if operator.precedence() < least || operator == Operator::Power {
            break;
        }
        if operator.is_comparison()
            && matches!(&left.node, Node::Binary(previous, ..) if previous.is_comparison())
        {
            return Err(here(
                input,
                "comparisons do not chain; write `a < b && b < c`",
            ));
        }
        take_operator(input, operator)?;
        let right = binary(input, operator.precedence() + 1, depth)?;
        let extent = left.extent.to(right.extent);
        left = Expr {
            node: Node::Binary(operator, Rc::new(left), Rc::new(right)),
            extent,
        };
    }
    Ok(left)
}

fn peek_operator(input: ParseStream<'_>) -> Option<Operator> {
    let operator = if input.peek(Token![||]) {
        Operator::Or
    } else if input.peek(Token![&&]) {
        Operator::And
    } else if input.peek(Token![<=]) {
        Operator::LessEqual
    } else if input.peek(Token![>=]) {
        Operator::GreaterEqual
    } else if input.peek(Token![==]) {
        Operator::Equal
    } else if input.peek(Token![!=]) {
        Operator::NotEqual
    } else if input.peek(Token![<]) {
        Operator::Less
    } else if input.peek(Token![>]) {
        Operator::Greater
    } else if input.peek(Token![+]) && !input.peek(Token![+=]) {
        Operator::Add
    } else if input.peek(Token![-]) && !input.peek(Token![-=]) {
        Operator::Subtract
    } else if input.peek(Token![*]) && !input.peek(Token![*=]) {
        Operator::Multiply
    } else if input.peek(Token![/]) && !input.peek(Token![/=]) {
        Operator::Divide
    } else if input.peek(Token![^]) {
        Operator::Power
    } else {
        return None;
    };
    Some(operator)
}

fn take_operator(input: ParseStream<'_>, operator: Operator) -> syn::Result<()> {
    for _ in 0..operator.text().len() {
        input.step(|cursor| {
            cursor
                .punct()
                .map(|(_, rest)| ((), rest))
                .ok_or_else(|| cursor.error("expected an operator"))
        })?;
    }
    Ok(())
}

fn unary(input: ParseStream<'_>, depth: usize) -> syn::Result<Expr> {
    let first = input.span();
    if input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        let e = unary(input, deeper(input, depth)?)?;
        let extent = Extent::of(first).to(e.extent);
        return Ok(Expr {
            node: Node::Negate(Rc::new(e)),
            extent,
        });
    }
    if input.peek(Token![!]) {
        input.parse::<Token![!]>()?;
        let e = unary(input, deeper(input, depth)?)?;
        let extent = Extent::of(first).to(e.extent);
        return Ok(Expr {
            node: Node::Not(Rc::new(e)),
            extent,
        });
    }
    if input.peek(Token![+]) {
        return Err(here(input, "a term is missing before `+`"));
    }
    power(input, depth)
}

fn power(input: ParseStream<'_>, depth: usize) -> syn::Result<Expr> {
    let base = atom(input, depth)?;
    if !input.peek(Token![^]) {
        return Ok(base);
    }
    input.parse::<Token![^]>()?;
    // To the right, and the exponent may carry a sign: `a^b^c` is `a^(b^c)`, `a^-1`.
    let exponent = unary(input, deeper(input, depth)?)?;
    let extent = base.extent.to(exponent.extent);
    Ok(Expr {
        node: Node::Binary(Operator::Power, Rc::new(base), Rc::new(exponent)),
        extent,
    })
}

fn atom(input: ParseStream<'_>, depth: usize) -> syn::Result<Expr> {
    // What a `macro_rules!` captured as an expression is one operand, whatever is in it.
    if let Some((content, span, _)) = input.cursor().group(Delimiter::None) {
        // In parentheses, so that an error at its end has a place.
        let mut group = Group::new(Delimiter::Parenthesis, content.token_stream());
        group.set_span(span.join());
        let depth = deeper(input, depth)?;
        input.step(|cursor| match cursor.group(Delimiter::None) {
            Some((_, _, rest)) => Ok(((), rest)),
            None => Err(cursor.error("expected an operand")),
        })?;
        return captured(group.into_token_stream(), input, depth);
    }
    if input.peek(token::Paren) {
        let content;
        let parentheses = syn::parenthesized!(content in input);
        let inner = binary(&content, 0, deeper(&content, depth)?)?;
        nothing_left(&content)?;
        let extent = Extent {
            first: parentheses.span.open(),
            last: parentheses.span.close(),
        };
        return Ok(Expr {
            node: inner.node,
            extent,
        });
    }
    if input.peek(Token![if]) {
        return condition(input, depth);
    }
    if input.peek(syn::Lit) {
        return number(input);
    }
    if input.peek(Ident::peek_any) {
        return name(input, depth);
    }
    Err(here(
        input,
        if input.is_empty() {
            "the expression ends where a term is expected"
        } else {
            "expected a number, a name, a function or `(`"
        },
    ))
}

fn captured(tokens: TokenStream, input: ParseStream<'_>, depth: usize) -> syn::Result<Expr> {
    let parse = |group: ParseStream<'_>| {
        let content;
        syn::parenthesized!(content in group);
        let e = binary(&content, 0, depth)?;
        nothing_left(&content)?;
        Ok(e)
    };
    let e = parse.parse2(tokens)?;
    // `$number ms`: the unit stands outside of what was captured.
    match e.node {
        Node::Number {
            value,
            text,
            unit: None,
        } => with_unit(input, value, text, e.extent),
        node => Ok(Expr { node, ..e }),
    }
}

/// Refuses what stands behind a complete expression.
pub(crate) fn nothing_left(content: ParseStream<'_>) -> syn::Result<()> {
    if content.is_empty() {
        return Ok(());
    }
    if content.peek(Token![=]) {
        return Err(here(
            content,
            "`=` cannot stand inside an expression; `==` compares",
        ));
    }
    Err(here(
        content,
        "expected an operator here, such as `+`, `-`, `*` or `/`",
    ))
}

fn condition(input: ParseStream<'_>, depth: usize) -> syn::Result<Expr> {
    let first = input.parse::<Token![if]>()?.span;
    let depth = deeper(input, depth)?;
    let condition = binary(input, 0, depth)?;
    let (yes, _) = braced(input, depth)?;
    if !input.peek(Token![else]) {
        let message = "an `if` in an equation needs `else { ... }`, since it has a value";
        return Err(syn::Error::new(first, message));
    }
    input.parse::<Token![else]>()?;
    let (no, last) = if input.peek(Token![if]) {
        let no = self::condition(input, depth)?;
        let last = no.extent.last;
        (no, last)
    } else {
        braced(input, depth)?
    };
    Ok(Expr {
        node: Node::If(Rc::new(condition), Rc::new(yes), Rc::new(no)),
        extent: Extent { first, last },
    })
}

fn braced(input: ParseStream<'_>, depth: usize) -> syn::Result<(Expr, Span)> {
    let content;
    let braces = syn::braced!(content in input);
    let e = binary(&content, 0, depth)?;
    nothing_left(&content)?;
    Ok((e, braces.span.close()))
}

fn number(input: ParseStream<'_>) -> syn::Result<Expr> {
    let literal: Literal = input.parse()?;
    let span = literal.span();
    let plain =
        "a number is written in decimal, such as `0.25`, with its unit behind it: `0.25 mV`";
    let (digits, suffix) = match syn::Lit::new(literal) {
        syn::Lit::Int(n) => (n.base10_digits().to_owned(), n.suffix().to_owned()),
        syn::Lit::Float(n) => (n.base10_digits().to_owned(), n.suffix().to_owned()),
        _ => return Err(syn::Error::new(span, plain)),
    };
    let value: f64 = match digits.parse() {
        Ok(value) => value,
        Err(_) => return Err(syn::Error::new(span, plain)),
    };
    if !f64::is_finite(value) {
        return Err(syn::Error::new(
            span,
            "the number is too large for an `f64`",
        ));
    }
    if suffix.is_empty() {
        return with_unit(input, value, digits, Extent::of(span));
    }
    if matches!(suffix.as_str(), "f64" | "f32") {
        return Err(syn::Error::new(
            span,
            format!("numbers are `f64` anyway; write `{digits}` or give a unit: `{digits} mV`"),
        ));
    }
    let unit = unit_behind(input, &suffix, span, &digits)?;
    let last = input_span_before(&unit, span);
    Ok(Expr {
        node: Node::Number {
            value,
            text: digits,
            unit: Some(unit.0),
        },
        extent: Extent { first: span, last },
    })
}

fn input_span_before(unit: &(Unit, Option<Span>), suffix: Span) -> Span {
    unit.1.unwrap_or(suffix)
}

/// A number, with its unit if a name stands right behind it.
fn with_unit(
    input: ParseStream<'_>,
    value: f64,
    text: String,
    extent: Extent,
) -> syn::Result<Expr> {
    if !input.peek(syn::Ident) {
        let node = Node::Number {
            value,
            text,
            unit: None,
        };
        return Ok(Expr { node, extent });
    }
    let name: Ident = input.parse()?;
    let (unit, exponent) = unit_behind(input, &name.unraw().to_string(), name.span(), &text)?;
    let last = exponent.unwrap_or(name.span());
    Ok(Expr {
        node: Node::Number {
            value,
            text,
            unit: Some(unit),
        },
        extent: Extent {
            first: extent.first,
            last,
        },
    })
}

/// The unit of that name and the exponent behind it, with the place of the exponent.
fn unit_behind(
    input: ParseStream<'_>,
    name: &str,
    span: Span,
    number: &str,
) -> syn::Result<(Unit, Option<Span>)> {
    if matches!(name, "degC" | "celsius") {
        return Err(syn::Error::new(
            span,
            format!(
                "celsius has an offset, so it is no unit of a product; write `{number} kelvin` for a difference, or make the temperature a parameter"
            ),
        ));
    }
    let Some(constant) = units::behind_number(name) else {
        let remedy = match units::nearest(name) {
            Some(unit) => format!("; did you mean `{unit}`?"),
            None => format!("; a product is written `{number} * {name}`"),
        };
        return Err(syn::Error::new(
            span,
            format!("`{name}` behind the number {number} is not a unit{remedy}"),
        ));
    };
    let mut unit = Unit {
        written: name.to_owned(),
        constant: constant.to_owned(),
        power: 1,
    };
    if !input.peek(Token![^]) {
        return Ok((unit, None));
    }
    input.parse::<Token![^]>()?;
    let negative = input.peek(Token![-]);
    if negative {
        input.parse::<Token![-]>()?;
    }
    let span = input.span();
    let power = match input.parse::<TokenTree>() {
        Ok(TokenTree::Literal(literal)) => literal.to_string().parse::<i32>().ok(),
        _ => None,
    };
    match power {
        Some(power @ 0..=12) => {
            unit.power = if negative { -power } else { power };
            Ok((unit, Some(span)))
        }
        _ => Err(syn::Error::new(
            span,
            "the exponent of a unit is a whole number, such as `mV^2` or `ms^-1`",
        )),
    }
}

fn name(input: ParseStream<'_>, depth: usize) -> syn::Result<Expr> {
    let ident = input.call(Ident::parse_any)?;
    let name = ident.unraw().to_string();
    let extent = Extent::of(ident.span());
    if input.peek(token::Paren) {
        return call(input, ident, depth);
    }
    let node = if units::is_unit(&name) {
        Node::Unit(Unit {
            written: name.clone(),
            constant: name,
            power: 1,
        })
    } else {
        Node::Variable {
            name,
            symbol: Symbol::Unresolved,
        }
    };
    Ok(Expr { node, extent })
}

fn call(input: ParseStream<'_>, ident: Ident, depth: usize) -> syn::Result<Expr> {
    let content;
    let parentheses = syn::parenthesized!(content in input);
    let extent = Extent {
        first: ident.span(),
        last: parentheses.span.close(),
    };
    let mut arguments = Vec::new();
    while !content.is_empty() {
        arguments.push(binary(&content, 0, deeper(&content, depth)?)?);
        if !content.is_empty() {
            if !content.peek(Token![,]) {
                nothing_left(&content)?;
            }
            content.parse::<Token![,]>()?;
        }
    }
    let name = ident.unraw().to_string();
    let Some(function) = Function::named(&name) else {
        let known = Function::WRITTEN.into_iter().map(Function::name);
        let near = suggestion(&name, known.clone());
        let remedy = if near.is_empty() {
            format!("; there are {}", known.collect::<Vec<_>>().join(", "))
        } else {
            near
        };
        return Err(syn::Error::new(
            ident.span(),
            format!("there is no function `{name}`{remedy}"),
        ));
    };
    if arguments.len() != function.arity() {
        return Err(extent.error(format!(
            "`{name}` takes {}, not {}",
            counted(function.arity()),
            arguments.len()
        )));
    }
    Ok(Expr {
        node: Node::Call(function, arguments),
        extent,
    })
}

fn counted(arguments: usize) -> String {
    match arguments {
        1 => "one argument".to_owned(),
        2 => "two arguments".to_owned(),
        _ => "three arguments".to_owned(),
    }
}

#[cfg(test)]
mod tests;
