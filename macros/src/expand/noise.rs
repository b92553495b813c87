//! What white noise is multiplied by in each equation.

use proc_macro2::TokenStream;
use quote::quote;

use super::index;
use super::value::value;
use crate::analysis::{NoiseClass, noise_class};
use crate::model::Model;

/// The items of `Dynamics` that are about noise.
pub(super) fn noise(model: &Model) -> TokenStream {
    let private = model.private();
    let names = &model.noises;
    let (count, states) = (index(names.len()), index(model.states.len()));
    let class = match noise_class(model) {
        NoiseClass::None => quote!(None),
        NoiseClass::Additive => quote!(Additive),
        NoiseClass::Multiplicative { reason, .. } => quote!(Multiplicative { reason: #reason }),
    };
    let rows = model.states.iter().map(|state| match &state.noise {
        Some(noise) => {
            let coefficients = noise.coefficients.iter().map(|e| value(model, e));
            quote!([#(#coefficients),*])
        }
        None => quote!([0f64; #count]),
    });
    quote! {
        type PerNoise<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; #count];
        const NOISES: &'static [&'static str] = &[#(#names),*];
        const NOISE: #private::Noise = #private::Noise::#class;
        #[inline(always)]
        #[allow(unused_variables)]
        fn noise(x: &__Variables) -> [[f64; #count]; #states] { [#(#rows),*] }
    }
}
