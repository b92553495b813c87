//! How a synaptic variable becomes an input of the neuron.

use proc_macro2::TokenStream;
use quote::quote;

use super::value::value;
use crate::analysis::{is_linear_output, is_proportional_output, partial};
use crate::expression::Symbol;
use crate::model::Model;

/// `impl Output` and `impl Accepts`
pub(super) fn output(model: &Model) -> TokenStream {
    let private = model.private();
    let (Some(drive), Some(current)) = (&model.drive, &model.current) else {
        return TokenStream::new();
    };
    let bind_drive = &drive.ident;
    let bind_post = model.post.iter().map(|port| &port.ident);
    let others = (!model.parameters.is_empty()).then(|| quote!(..*x));
    let drive = &drive.ty;
    let post = model.post.as_ref().map_or(quote!(()), |port| {
        let ty = &port.ty;
        quote!(#ty)
    });
    let handed_on = current_type(model);
    let text = current.value.to_string();
    let is_linear = is_linear_output(model);
    let is_proportional = is_proportional_output(model);
    let slope = value(model, &partial(model, &current.value, Symbol::Post));
    let gain = value(model, &partial(model, &current.value, Symbol::Drive));
    let current = value(model, &current.value);
    let body = quote! {
        type Drive = #drive;
        type Post = #post;
        type Current = #handed_on;
        const LINEAR: bool = #is_linear;
        const PROPORTIONAL: bool = #is_proportional;
        const CURRENT: &'static str = #text;
        #[inline(always)]
        #[allow(unused_variables)]
        fn bind(x: &__Variables, drive: f64, post: f64) -> __Variables {
            __Variables { #bind_drive: drive, #(#bind_post: post,)* #others }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn current(x: &__Variables) -> f64 { #current }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slope(x: &__Variables) -> f64 { #slope }
        #[inline(always)]
        #[allow(unused_variables)]
        fn gain(x: &__Variables) -> f64 { #gain }
    };
    let output = model.implement_documented(quote!(#private::Output), body);
    let accepts = model.implement(quote!(#private::Accepts<#drive>), TokenStream::new());
    quote!(#output #accepts)
}

/// The declared type of the current, an electric current where nothing else stands in front.
pub(crate) fn current_type(model: &Model) -> TokenStream {
    let declared = model
        .current
        .as_ref()
        .and_then(|current| current.ty.as_ref());
    let home = &model.home;
    declared.map_or(quote!(#home::quantity::ElectricCurrent), |ty| quote!(#ty))
}
