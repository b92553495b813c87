//! Harmless implementations after a mistake, so that one mistake gives one message.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{GenericParam, TypeParam};

use crate::expand::handles;
use crate::model::{Kind, Model};

/// Implementations that compile wherever the right ones would, and do nothing.
pub(crate) fn fallback(model: &Model) -> TokenStream {
    // Models outlive every lifetime, so for a struct with one there is nothing that would compile.
    if model.generics.lifetimes().next().is_some() {
        return TokenStream::new();
    }
    let private = model.private();
    let name = model.name();
    let base = model.implement(
        quote!(#private::Model),
        quote! {
            type Variables = ();
            type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0];
            type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0];
            const NAME: &'static str = #name;
            const PARAMETERS: &'static [#private::Variable] = &[];
            const STATES: &'static [#private::Variable] = &[];
            const EQUATIONS: &'static [&'static str] = &[];
            const REQUIREMENTS: &'static [#private::Requirement<()>] = &[];
            fn values(&self) -> #private::Values { ::core::default::Default::default() }
            fn load<__Columns: #private::Columns>(_: &__Columns, _: usize) {}
            fn states(_: &()) -> [f64; 0] { [] }
            fn set_states(_: &mut (), _: &[f64; 0]) {}
        },
    );
    let own = match model.kind {
        Kind::Neuron => neuron(model),
        Kind::Synapse => synapse(model),
        Kind::Output => output(model),
        Kind::Plasticity => plasticity(model),
    };
    let handles = handles::handles(model);
    let block = model.block(quote!(#base #own));
    quote!(#block #handles)
}

fn dynamics(model: &Model) -> TokenStream {
    let private = model.private();
    model.implement(
        quote!(#private::Dynamics),
        quote! {
            const CLASS: #private::Class = #private::Class::Linear;
            type PerNoise<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0];
            const NOISES: &'static [&'static str] = &[];
            const NOISE: #private::Noise = #private::Noise::None;
            fn noise(_: &()) -> [[f64; 0]; 0] { [] }
            const SOLVER: #private::Solver = #private::Solver { method: #private::Method::Exact, reason: "", is_asked_for: false };
            const CENTRE: &'static [bool] = &[];
            const REUSED: &'static [bool] = &[];
            const SLOW: &'static [bool] = &[];
            const DEFINITIONS: &'static [#private::Variable] = &[];
            fn definition(_: &(), _: usize) -> f64 { 0.0 }
            fn rates(_: &()) -> [f64; 0] { [] }
            fn system(_: &(), _: &mut #private::System) {}
            fn slopes(_: &()) -> [f64; 0] { [] }
            fn gates<__Step: #private::Advance>(_: &mut (), _: &mut __Step) {}
            fn outer<__Step: #private::Advance>(_: &mut (), _: &mut __Step) {}
            fn centre<__Step: #private::Advance>(_: &mut (), _: &(), _: &mut __Step) {}
            fn outer_reversed<__Step: #private::Advance>(_: &mut (), _: &mut __Step) {}
        },
    )
}

fn neuron(model: &Model) -> TokenStream {
    let private = model.private();
    let dynamics = dynamics(model);
    let neuron = model.implement(
        quote!(#private::Neuron),
        quote! {
            type PerInput<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0];
            const INPUTS: &'static [#private::InputPort] = &[];
            const HELD: [bool; 0] = [];
            const FIRES: bool = false;
            const REFRACTORY: bool = false;
            const RESETS: bool = false;
            fn fires(_: &()) -> bool { false }
            const MARGIN_FAULT: ::core::option::Option<&'static str> = ::core::option::Option::None;
            const OVERSHOOT: ::core::result::Result<usize, &'static str> = ::core::result::Result::Err("");
            fn margin(_: &()) -> f64 { 0.0 }
            fn margin_slopes(_: &()) -> [f64; 0] { [] }
            fn reset(_: &mut ()) {}
            fn refractory(_: &()) -> f64 { 0.0 }
            fn jumps(_: &()) -> [f64; 0] { [] }
        },
    );
    let ports = for_any(
        model,
        &["__Current", "__Post"],
        quote!(#private::Port<__Current, __Post>),
        quote!(
            const INDEX: usize = 0;
        ),
    );
    let receives = receives_any(model);
    quote!(#dynamics #neuron #ports #receives)
}

fn receives_any(model: &Model) -> TokenStream {
    let private = model.private();
    for_any(
        model,
        &["__Weight"],
        quote!(#private::Receives<__Weight>),
        TokenStream::new(),
    )
}

/// An implementation for every type in the place of some that may not be known.
fn for_any(
    model: &Model,
    names: &[&str],
    trait_path: TokenStream,
    body: TokenStream,
) -> TokenStream {
    let mut generics = model.generics.clone();
    for name in names {
        let parameter = TypeParam::from(format_ident!("{name}"));
        generics.params.push(GenericParam::Type(parameter));
    }
    let (parameters, _, _) = generics.split_for_impl();
    let (ident, (_, arguments, conditions)) = (&model.ident, model.generics.split_for_impl());
    quote!(impl #parameters #trait_path for #ident #arguments #conditions { #body })
}

fn synapse(model: &Model) -> TokenStream {
    let private = model.private();
    let dynamics = dynamics(model);
    let weight = model.weight.as_ref().map_or(quote!(f64), |ty| quote!(#ty));
    let handed_on = model.output_type().map_or(quote!(f64), |ty| quote!(#ty));
    let synapse = model.implement(
        quote!(#private::Synapse),
        quote! {
            type Weight = #weight;
            type Out = #handed_on;
            const ALIGNMENT: #private::Alignment = #private::Alignment::Post;
            const READOUT: &'static str = "";
            const IS_LUMPED: bool = false;
            const HAS_PULSE: bool = false;
            fn jumps(_: &()) -> [f64; 0] { [] }
            fn readout(_: &()) -> [f64; 0] { [] }
            fn spike(_: &mut (), _: f64, _: f64) {}
            fn pulse_height(_: &()) -> f64 { 0.0 }
            fn pulse_duration(_: &()) -> f64 { 0.0 }
            fn set_pulse(_: &mut (), _: f64) {}
            fn handed_on(_: &(), _: f64) -> f64 { 0.0 }
        },
    );
    // With the type of its weight where that is known, since dimensions are inferred from it.
    let receives = model.receives().unwrap_or_else(|| receives_any(model));
    quote!(#dynamics #synapse #receives)
}

fn plasticity(model: &Model) -> TokenStream {
    let private = model.private();
    let dynamics = dynamics(model);
    let plasticity = model.implement(
        quote!(#private::ShortTermPlasticity),
        quote!(
            fn spike(_: &mut ()) -> f64 {
                0.0
            }
        ),
    );
    quote!(#dynamics #plasticity)
}

fn output(model: &Model) -> TokenStream {
    let private = model.private();
    let type_of = |port: &Option<crate::model::Port>| {
        port.as_ref().map_or(quote!(f64), |port| {
            let ty = &port.ty;
            quote!(#ty)
        })
    };
    let (drive, post) = (type_of(&model.drive), type_of(&model.post));
    let current = crate::expand::current_type(model);
    let output = model.implement(
        quote!(#private::Output),
        quote! {
            type Drive = #drive;
            type Post = #post;
            type Current = #current;
            const LINEAR: bool = false;
            const PROPORTIONAL: bool = false;
            const CURRENT: &'static str = "";
            fn bind(_: &(), _: f64, _: f64) {}
            fn current(_: &()) -> f64 { 0.0 }
            fn slope(_: &()) -> f64 { 0.0 }
            fn gain(_: &()) -> f64 { 0.0 }
        },
    );
    let accepts = match &model.drive {
        Some(_) => model.implement(quote!(#private::Accepts<#drive>), TokenStream::new()),
        None => for_any(
            model,
            &["__Drive"],
            quote!(#private::Accepts<__Drive>),
            TokenStream::new(),
        ),
    };
    quote!(#output #accepts)
}
