//! Expressions as plain `f64` code over a struct `x` of the model's variables.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream};
use quote::{TokenStreamExt, format_ident, quote};

use crate::expression::{Expr, Function, Node, Operator, Symbol, UNARY, Unit};
use crate::model::Model;
use crate::work;

/// The expression as Rust, a number or a condition.
pub(crate) fn value(model: &Model, e: &Expr) -> TokenStream {
    let mut tokens = TokenStream::new();
    write(model, e, Division::ByInverses, &mut tokens);
    tokens
}

/// How to divide by what stands still.
#[derive(Clone, Copy, PartialEq)]
enum Division {
    ByInverses,
    /// All of it stands still.
    Plain,
}

/// Behind what is written already: a chain of operators would be copied at each of its links if it were put together from parts.
fn write(model: &Model, e: &Expr, division: Division, tokens: &mut TokenStream) {
    work::step();
    let written = match &e.node {
        Node::Number { value, unit, .. } => {
            let number = Literal::f64_suffixed(*value);
            match unit {
                None => quote!(#number),
                Some(unit) => {
                    let unit = constant(model, unit);
                    quote!((#number * #unit))
                }
            }
        }
        Node::Unit(unit) => constant(model, unit),
        Node::Variable { symbol, .. } => variable(model, *symbol),
        Node::InputSlope(index) => {
            let input = &model.inputs[*index].ident;
            quote!((-x.#input.slope))
        }
        Node::Frozen(inner) => {
            let inner = value(model, inner);
            quote!({ let x = about; #inner })
        }
        Node::Negate(inner) => {
            tokens.append(Punct::new('-', Spacing::Alone));
            let parentheses = inner.precedence() < UNARY;
            return operand(model, inner, parentheses, division, tokens);
        }
        Node::Not(inner) => {
            tokens.append(Punct::new('!', Spacing::Alone));
            let parentheses = inner.precedence() < UNARY;
            return operand(model, inner, parentheses, division, tokens);
        }
        Node::Binary(Operator::Power, base, exponent) => power(model, base, exponent),
        Node::Binary(operator, left, right) => {
            let mut division = division;
            let mut inverts = *operator == Operator::Divide
                && division == Division::ByInverses
                && stands_still(model, right);
            if inverts && stands_still(model, left) {
                (inverts, division) = (false, Division::Plain);
            }
            let parentheses = left.needs_parentheses(*operator, false);
            operand(model, left, parentheses, division, tokens);
            let parentheses = right.needs_parentheses(*operator, true);
            if inverts {
                return tokens.extend(inverse(model, right, parentheses));
            }
            if let (Operator::Divide, Node::Call(Function::Exprel, arguments)) =
                (operator, &right.node)
            {
                return tokens.extend(over_exprel(model, arguments));
            }
            let sign: TokenStream = operator.text().parse().unwrap_or_default();
            tokens.extend(sign);
            return operand(model, right, parentheses, division, tokens);
        }
        Node::Call(function, arguments) => call(model, *function, arguments),
        Node::If(condition, yes, no) => {
            let [c, y, n] = [condition, yes, no].map(|e| value(model, e));
            quote!((if #c { #y } else { #n }))
        }
    };
    tokens.extend(written);
}

fn operand(
    model: &Model,
    e: &Expr,
    parentheses: bool,
    division: Division,
    tokens: &mut TokenStream,
) {
    if !parentheses {
        return write(model, e, division, tokens);
    }
    let mut inside = TokenStream::new();
    write(model, e, division, &mut inside);
    tokens.append(Group::new(Delimiter::Parenthesis, inside));
}

/// Whether the expression has one value for a cell for good, whatever happens.
fn stands_still(model: &Model, e: &Expr) -> bool {
    match &e.node {
        Node::Variable { symbol, .. } => match symbol {
            Symbol::Definition(k) => stands_still(model, &model.definitions[*k].equation.rhs),
            symbol => matches!(symbol, Symbol::Parameter(_)),
        },
        Node::InputSlope(_) => false,
        _ => e.children().into_iter().all(|e| stands_still(model, e)),
    }
}

/// The second half of a quotient by what stands still, as a product with its inverse, which is found once for all steps and, where
/// cells are alike, for all cells: a division costs as much as ten products.
fn inverse(model: &Model, divisor: &Expr, parentheses: bool) -> TokenStream {
    let mut inverted = TokenStream::new();
    operand(model, divisor, parentheses, Division::Plain, &mut inverted);
    quote!(* (1f64 / #inverted))
}

/// The second half of a quotient by `exprel`, as in the rates of gates: one division instead of two, and half the work.
fn over_exprel(model: &Model, arguments: &[Expr]) -> TokenStream {
    let private = model.private();
    let arguments = arguments.iter().map(|argument| value(model, argument));
    quote!(* #private::function::bernoulli(#(#arguments),*))
}

fn call(model: &Model, function: Function, arguments: &[Expr]) -> TokenStream {
    let private = model.private();
    let name = format_ident!("{}", function.name());
    let arguments = arguments.iter().map(|argument| value(model, argument));
    quote!(#private::function::#name(#(#arguments),*))
}

fn constant(model: &Model, unit: &Unit) -> TokenStream {
    let private = model.private();
    let name = format_ident!("{}", unit.constant);
    let one = quote!(#private::unit::#name.factor);
    match unit.power {
        1 => one,
        power => quote!(#private::function::powi::<#power>(#one)),
    }
}

fn variable(model: &Model, symbol: Symbol) -> TokenStream {
    let field = |ident: &Ident| quote!(x.#ident);
    match symbol {
        Symbol::Parameter(k) => field(&model.parameters[k].ident),
        Symbol::State(k) => field(&model.states[k].field.ident),
        Symbol::Input(k) => {
            let ident = &model.inputs[k].ident;
            quote!(x.#ident())
        }
        Symbol::Definition(k) => {
            let ident = &model.definitions[k].ident;
            quote!(x.#ident())
        }
        Symbol::Drive => model
            .drive
            .as_ref()
            .map_or(quote!(0f64), |p| field(&p.ident)),
        Symbol::Post => model
            .post
            .as_ref()
            .map_or(quote!(0f64), |p| field(&p.ident)),
        Symbol::Time => quote!(x.t),
        // Arguments of the functions that spikes call.
        Symbol::Weight => quote!(__weight),
        Symbol::Release => quote!(__release),
        Symbol::Pulse => model
            .pulse
            .as_ref()
            .map_or(quote!(0f64), |p| field(&p.ident)),
        // Was reported.
        Symbol::Unresolved => quote!(0f64),
        // A right-hand side is taken without its noise, whose coefficients are written apart.
        Symbol::Noise(_) => quote!(0f64),
    }
}

fn power(model: &Model, base: &Expr, exponent: &Expr) -> TokenStream {
    let private = model.private();
    let b = value(model, base);
    match exponent.rational() {
        Some((n @ -16..=16, 1)) => quote!(#private::function::powi::<#n>(#b)),
        Some((1, 2)) => quote!(#private::function::sqrt(#b)),
        _ => {
            let e = value(model, exponent);
            quote!(#private::function::pow(#b, #e))
        }
    }
}
