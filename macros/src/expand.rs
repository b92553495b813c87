//! A checked model as code: implementations of the traits in `nernst::model`,
//! and the constants of the unit check.
//!
//! What depends on the modeler's names is written here; loops, buffers and
//! solvers are generic functions of `nernst`. Nothing here can fail.

mod bounds;
mod documentation;
pub(crate) mod dynamics;
mod events;
pub(crate) mod handles;
mod noise;
mod output;
mod plasticity;
mod solver;
mod synapse;
mod units;
mod value;
mod variables;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Type;

use crate::model::{Kind, Model};

pub(crate) use output::current_type;

/// Everything that the derive writes.
pub(crate) fn expand(model: &Model) -> TokenStream {
    let parts: Vec<TokenStream> = match model.kind {
        Kind::Neuron => vec![
            variables::model(model),
            dynamics::dynamics(model),
            events::neuron(model),
        ],
        Kind::Synapse => vec![
            variables::model(model),
            dynamics::dynamics(model),
            synapse::synapse(model),
        ],
        Kind::Output => vec![variables::model(model), output::output(model)],
        Kind::Plasticity => vec![
            variables::model(model),
            dynamics::dynamics(model),
            plasticity::plasticity(model),
        ],
    };
    let handles = handles::handles(model);
    let units = units::checks(model);
    let block = model.block(quote!(#(#parts)*));
    quote! {
        // Lints speak to the modeler about her code, not about ours.
        #[allow(clippy::all)]
        #block
        #handles
        #units
    }
}

impl Model {
    /// `impl<D: Dimension> TRAIT for Model<D> { BODY }`; where another type lacks the trait, rustc is not to list those that have it.
    pub(crate) fn implement(&self, trait_path: TokenStream, body: TokenStream) -> TokenStream {
        let ident = &self.ident;
        let (parameters, arguments, conditions) = self.generics.split_for_impl();
        quote! {
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #parameters #trait_path for #ident #arguments #conditions { #body }
        }
    }

    /// The same with what the model is, for its page.
    pub(crate) fn implement_documented(
        &self,
        trait_path: TokenStream,
        body: TokenStream,
    ) -> TokenStream {
        let documentation = documentation::documentation(self);
        let implementation = self.implement(trait_path, body);
        quote!(#[doc = #documentation] #implementation)
    }

    /// `<T as Measured>`, written everywhere the same, so that a type without a dimension is reported once.
    pub(crate) fn measured(&self, ty: &Type) -> TokenStream {
        let private = self.private();
        quote!(<#ty as #private::Measured>)
    }

    /// `Variable::new(NAME, EQUATION, ..)`
    pub(crate) fn variable(&self, name: &str, equation: &str, ty: &Type) -> TokenStream {
        let (private, measured) = (self.private(), self.measured(ty));
        quote!(#private::Variable::new(#name, #equation, #measured::EXPONENTS, #measured::show))
    }

    /// `impl Receives`, for the weight that arriving spikes have.
    pub(crate) fn receives(&self) -> Option<TokenStream> {
        let (private, ty) = (self.private(), self.weight.as_ref()?);
        Some(self.implement(quote!(#private::Receives<#ty>), TokenStream::new()))
    }

    /// The door through which generated code reaches `nernst`, as it is called in generated blocks.
    pub(crate) fn private(&self) -> TokenStream {
        quote!(__private)
    }

    /// `const _: () = { ... };`, in which `__private` is that door.
    pub(crate) fn block(&self, content: TokenStream) -> TokenStream {
        let home = &self.home;
        quote! {
            const _: () = {
                use #home::__private;
                #content
            };
        }
    }
}

/// A whole number as it is written by hand, without a type behind it.
fn index(number: usize) -> Literal {
    Literal::usize_unsuffixed(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::declared;

    /// A test of `nernst` cannot see this, since there the crate also has its own name.
    #[test]
    fn a_renamed_crate_is_named_nowhere() {
        for (kind, text) in [
            (
                Kind::Neuron,
                "#[nernst(crate = renamed)] #[input(i: Rate)] #[define(a = 1 / tau)] #[spike(x > 1)]
                #[reset(x = 0)] #[refractory(2 ms, hold(x))] #[weight(f64)] #[on_spike(x += weight)]
                #[require(tau > 0 ms)] #[solver(splitting)]
                struct N { tau: Time, #[ode(dx/dt = exp(t * a) * i^3 - x * a + x * xi)] #[init(exp(1))] x: f64 }",
            ),
            (
                Kind::Synapse,
                "#[nernst(crate = renamed)] #[weight(f64)] #[on_spike(g += weight)] #[output(o: f64 = 2 * g)]
                struct S<D: Dimension> { q: Quantity<D>, #[ode(dg/dt = -g / 3 ms)] g: f64 }",
            ),
            (
                Kind::Output,
                "#[nernst(crate = renamed)] #[drive(g: G)] #[post(v: V)] #[current(g * (e - v))]
                struct O { e: V }",
            ),
        ] {
            let tokens = expand(&declared(kind, text)).to_string();
            assert!(tokens.contains("renamed"));
            assert!(!tokens.contains("nernst"), "{tokens}");
        }
    }
}
