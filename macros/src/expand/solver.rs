//! The class of a model and the solver that it gets, as constants with their reasons.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::analysis::{Class, NoiseClass, noise_class};
use crate::model::{Kind, Method, Model};

/// `CLASS`, `SOLVER` and `SLOW`.
pub(super) fn solver(model: &Model, class: &Class) -> TokenStream {
    let private = model.private();
    let class_value = match class {
        Class::Linear => quote!(Linear),
        Class::ConditionallyLinear { reason, .. } => {
            quote!(ConditionallyLinear { reason: #reason })
        }
        Class::Gated { reason, .. } => quote!(Gated { reason: #reason }),
        Class::NonLinear { reason, .. } => quote!(NonLinear { reason: #reason }),
    };
    let (method, reason) = chosen(model, class);
    let choice = model.solver.as_ref();
    let steps = choice
        .and_then(|choice| choice.steps)
        .map(|(steps, _)| steps);
    let tolerance = choice.and_then(|choice| choice.tolerance);
    let tolerance = tolerance.map(|(tolerance, _)| Literal::f64_suffixed(tolerance));
    let is_adaptive = matches!(class, Class::Gated { .. }) && steps.is_none();
    let method = match (method, tolerance) {
        (Method::Exact, _) => quote!(Exact),
        (Method::Splitting, Some(tolerance)) => {
            quote!(Splitting { steps: #private::Steps::Tolerance(#tolerance) })
        }
        (Method::Splitting, None) if is_adaptive => {
            quote!(Splitting { steps: #private::Steps::DEFAULT_TOLERANCE })
        }
        (Method::Splitting, None) => {
            let steps = steps.unwrap_or(1);
            quote!(Splitting { steps: #private::Steps::Number(#steps) })
        }
        (Method::ExponentialEuler, _) => {
            let steps = steps.unwrap_or(1);
            quote!(ExponentialEuler { steps: #steps })
        }
        (Method::Rk4, _) => {
            let steps = steps.unwrap_or(1);
            quote!(Rk4 { steps: #steps })
        }
        (Method::Rk45, Some(tolerance)) => quote!(Rk45 { tolerance: #tolerance }),
        (Method::Rk45, None) => {
            quote!(Rk45 { tolerance: #private::Method::RK45_TOLERANCE })
        }
    };
    let is_asked_for = choice.is_some();
    let count = model.states.len();
    let slow: Vec<usize> = model.slow();
    let slow = (0..count).map(|k| slow.contains(&k));
    quote! {
        const CLASS: #private::Class = #private::Class::#class_value;
        const SOLVER: #private::Solver = #private::Solver {
            method: #private::Method::#method,
            reason: #reason,
            is_asked_for: #is_asked_for,
        };
        const SLOW: &'static [bool] = &[#(#slow),*];
    }
}

/// The method and why, from the equations unless one was asked for.
pub(super) fn chosen(model: &Model, class: &Class) -> (Method, String) {
    if let Some(choice) = &model.solver {
        return (choice.method, "asked for with `#[solver(...)]`".to_owned());
    }
    let is_synapse = model.kind == Kind::Synapse;
    match class {
        Class::Linear => match noise_class(model) {
            NoiseClass::Multiplicative { reason, .. } => (
                Method::Splitting,
                format!("each state is linear in its own equation, but {reason}"),
            ),
            _ => (
                Method::Exact,
                "every equation is linear with constant coefficients".to_owned(),
            ),
        },
        Class::ConditionallyLinear { reason, .. } => (
            Method::Splitting,
            format!("each state is linear in its own equation, but {reason}"),
        ),
        Class::Gated { reason, .. } | Class::NonLinear { reason, .. } if is_synapse => {
            (Method::Rk4, reason.clone())
        }
        Class::Gated { reason, .. } => (
            Method::Splitting,
            format!("{reason}, so it is taken at a predicted mid-step"),
        ),
        Class::NonLinear { reason, .. } => (Method::Rk45, reason.clone()),
    }
}
