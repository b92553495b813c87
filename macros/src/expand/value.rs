//! Expressions as plain `f64` code over a struct `x` of the model's variables.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::expression::{Expr, Function, Node, Operator, Symbol, UNARY, Unit};
use crate::model::Model;

/// The expression as Rust, a number or a condition.
pub(crate) fn value(model: &Model, e: &Expr) -> TokenStream {
    match &e.node {
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
            let operand = parenthesised(model, inner, inner.precedence() < UNARY);
            quote!(-#operand)
        }
        Node::Not(inner) => {
            let operand = parenthesised(model, inner, inner.precedence() < UNARY);
            quote!(!#operand)
        }
        Node::Binary(Operator::Power, base, exponent) => power(model, base, exponent),
        Node::Binary(Operator::Divide, left, right)
            if stands_still(model, right) && !stands_still(model, left) =>
        {
            quotient(model, left, right)
        }
        Node::Binary(operator, left, right) => {
            let l = parenthesised(model, left, left.needs_parentheses(*operator, false));
            let r = parenthesised(model, right, right.needs_parentheses(*operator, true));
            let operator: TokenStream = operator.text().parse().unwrap_or_default();
            quote!(#l #operator #r)
        }
        Node::Call(function, arguments) => call(model, *function, arguments),
        Node::If(condition, yes, no) => {
            let [c, y, n] = [condition, yes, no].map(|e| value(model, e));
            quote!((if #c { #y } else { #n }))
        }
    }
}

/// Whether the expression has one value for a cell for good, whatever happens.
fn stands_still(model: &Model, e: &Expr) -> bool {
    let known = |symbol: &Symbol| matches!(symbol, Symbol::Parameter(_) | Symbol::Definition(_));
    model.dependencies(e).iter().all(known)
}

/// A quotient by what stands still, as a product with its inverse, which is found once for all steps and, where cells are alike, for
/// all cells: a division costs as much as ten products.
fn quotient(model: &Model, left: &Expr, right: &Expr) -> TokenStream {
    let divisor = parenthesised(
        model,
        right,
        right.needs_parentheses(Operator::Divide, true),
    );
    let l = parenthesised(model, left, left.needs_parentheses(Operator::Divide, false));
    quote!(#l * (1f64 / #divisor))
}

fn parenthesised(model: &Model, e: &Expr, parentheses: bool) -> TokenStream {
    let inner = value(model, e);
    if parentheses { quote!((#inner)) } else { inner }
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
