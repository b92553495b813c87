//! The derives of `nernst`; use them through `nernst`, which documents them.
//!
//! A declaration goes one way: `parse` reads the attributes into a `model`, `limits`
//! refuses what is too large, `resolve` looks up the names, `check` judges the form, `expand` writes
//! the code, with the unit check as constants in it. `analysis` answers what the
//! equations say about themselves.

mod analysis;
mod check;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod declared;
mod errors;
mod expand;
mod expression;
mod fallback;
mod limits;
mod model;
#[cfg(test)]
mod outcome;
mod parse;
mod resolve;
#[cfg(test)]
mod robustness;
#[cfg(test)]
mod snapshots;
mod suggestion;
mod units;
mod work;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use errors::Errors;
use model::Kind;

#[doc = include_str!("../docs/neuron.md")]
#[doc = include_str!("../docs/language.md")]
#[proc_macro_derive(
    Neuron,
    attributes(
        ode,
        state,
        init,
        input,
        define,
        dimension_of,
        require,
        solver,
        spike,
        reset,
        refractory,
        weight,
        on_spike,
        pulse,
        output,
        drive,
        post,
        current,
        nernst
    )
)]
pub fn neuron(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(Kind::Neuron, item)
}

#[doc = include_str!("../docs/synapse.md")]
#[doc = include_str!("../docs/language.md")]
#[proc_macro_derive(
    Synapse,
    attributes(
        ode,
        state,
        init,
        input,
        define,
        dimension_of,
        require,
        solver,
        spike,
        reset,
        refractory,
        weight,
        on_spike,
        pulse,
        output,
        drive,
        post,
        current,
        nernst
    )
)]
pub fn synapse(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(Kind::Synapse, item)
}

#[doc = include_str!("../docs/output.md")]
#[doc = include_str!("../docs/language.md")]
#[proc_macro_derive(
    Output,
    attributes(
        ode,
        state,
        init,
        input,
        define,
        dimension_of,
        require,
        solver,
        spike,
        reset,
        refractory,
        weight,
        on_spike,
        pulse,
        output,
        drive,
        post,
        current,
        nernst
    )
)]
pub fn output(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(Kind::Output, item)
}

#[doc = include_str!("../docs/short_term_plasticity.md")]
#[doc = include_str!("../docs/language.md")]
#[proc_macro_derive(
    ShortTermPlasticity,
    attributes(
        ode,
        state,
        init,
        input,
        define,
        dimension_of,
        require,
        solver,
        spike,
        reset,
        refractory,
        weight,
        on_spike,
        pulse,
        output,
        drive,
        post,
        current,
        nernst
    )
)]
pub fn short_term_plasticity(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(Kind::Plasticity, item)
}

fn derive(kind: Kind, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    written(kind, item.into()).into()
}

/// What the derive writes for a declaration.
fn written(kind: Kind, declaration: TokenStream) -> TokenStream {
    let input = limits::nesting(declaration.clone()).and_then(|()| syn::parse2(declaration));
    match input {
        Ok(input) => expansion(kind, &input),
        Err(error) => error.into_compile_error(),
    }
}

/// From declaration to code, or to errors with harmless code beside them.
fn expansion(kind: Kind, input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let mut model = parse::parse(kind, input, &mut errors);
    if limits::hold(&model, &mut errors) {
        resolve::resolve(&mut model, &mut errors);
        check::check(&model, &mut errors);
    }
    match errors.finish() {
        Ok(()) => expand::expand(&model),
        Err(error) => {
            let mut tokens = error.into_compile_error();
            tokens.extend(fallback::fallback(&model));
            tokens
        }
    }
}
