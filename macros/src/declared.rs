//! Models from text, for tests.

use syn::DeriveInput;

use crate::errors::Errors;
use crate::model::{Kind, Model};
use crate::{check, parse, resolve};

/// The model that the declaration makes.
///
/// # Panics
///
/// If anything is wrong with it.
pub(crate) fn declared(kind: Kind, text: &str) -> Model {
    let input: DeriveInput = syn::parse_str(text).expect(text);
    let mut errors = Errors::default();
    let mut model = parse::parse(kind, &input, &mut errors);
    resolve::resolve(&mut model, &mut errors);
    check::check(&model, &mut errors);
    if let Err(error) = errors.finish() {
        panic!("{error} in {text}");
    }
    model
}

/// A neuron with the states `x` and `y`, the parameters `a` and `tau`, the input `i` and one equation.
pub(crate) fn neuron(attributes: &str, rhs: &str) -> Model {
    let text = format!(
        "#[input(i: f64)] {attributes} struct N {{
            a: f64, tau: Time,
            #[ode(dx/dt = {rhs})] x: f64,
            #[ode(dy/dt = -y / tau + i / tau)] y: f64,
        }}"
    );
    declared(Kind::Neuron, &text)
}
