//! What white noise is multiplied by, which decides how it can be integrated.

use super::{Degree, Degrees, is_constant, smallest, variable_in};
use crate::expression::{Expr, Symbol};
use crate::model::Model;

/// How noise enters the equations.
#[derive(Debug)]
pub(crate) enum NoiseClass {
    None,
    /// With coefficients that stand still.
    Additive,
    /// With a coefficient that changes within a step.
    Multiplicative {
        term: Expr,
        reason: String,
    },
}

pub(crate) fn noise_class(model: &Model) -> NoiseClass {
    let mut class = NoiseClass::None;
    for (k, state) in model.states.iter().enumerate() {
        let Some(noise) = &state.noise else { continue };
        class = NoiseClass::Additive;
        for (index, coefficient) in noise.coefficients.iter().enumerate() {
            let symbol = Symbol::Noise(index);
            let degrees = Degrees::new(model, symbol, |symbol| !is_constant(symbol));
            let changes = |e| degrees.of(e).degree == Degree::More;
            if let Some(changing) = variable_in(model, coefficient) {
                let (name, xi) = (model.name_of(Symbol::State(k)), model.name_of(symbol));
                return NoiseClass::Multiplicative {
                    term: smallest(model, &noise.written, &changes).clone(),
                    reason: format!(
                        "in `d{name}/dt` the coefficient of `{xi}` changes with `{changing}`"
                    ),
                };
            }
        }
    }
    class
}

/// The first term of each equation that noise enters otherwise than multiplied and added, with the state and the noise.
pub(crate) fn nonlinear_noise(model: &Model) -> Vec<(&Expr, usize, usize)> {
    let mut found = Vec::new();
    for (k, state) in model.states.iter().enumerate() {
        let Some(written) = state.written().filter(|_| state.noise.is_some()) else {
            continue;
        };
        let is_noise = |symbol| matches!(symbol, Symbol::Noise(_));
        let noises = 0..model.noises.len();
        let first = noises
            .map(|index| (index, Degrees::new(model, Symbol::Noise(index), is_noise)))
            .find(|(_, degrees)| !degrees.of(written).is_affine());
        found.extend(first.map(|(index, degrees)| {
            let term = smallest(model, written, &|e| !degrees.of(e).is_affine());
            (term, k, index)
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Class, class};
    use super::*;
    use crate::declared::neuron;

    fn found(attributes: &str, rhs: &str) -> String {
        match noise_class(&neuron(attributes, rhs)) {
            NoiseClass::None => "none".to_owned(),
            NoiseClass::Additive => "additive".to_owned(),
            NoiseClass::Multiplicative { term, reason } => format!("{term}: {reason}"),
        }
    }

    #[test]
    fn noise_is_additive_where_its_coefficient_stands_still() {
        let define = "#[define(scale = a / sqrt(tau), loud = x * scale)]";
        for (rhs, expected) in [
            ("-x / tau", "none"),
            ("-x / tau + scale * xi", "additive"),
            ("-x^2 / tau + exp(a) * xi_1 - xi_2", "additive"),
            (
                "(y * xi - x) / tau",
                "y * xi: in `dx/dt` the coefficient of `xi` changes with `y`",
            ),
            (
                "-x / tau + xi + loud * xi_2",
                "loud * xi_2: in `dx/dt` the coefficient of `xi_2` changes with `x`",
            ),
            (
                "sin(t / tau) * xi",
                "sin(t / tau) * xi: in `dx/dt` the coefficient of `xi` changes with `t`",
            ),
            (
                "i * xi + i",
                "i * xi: in `dx/dt` the coefficient of `xi` changes with `i`",
            ),
        ] {
            assert_eq!(found(define, rhs), expected, "{rhs}");
        }
    }

    #[test]
    fn noise_does_not_change_the_class_of_the_rest() {
        for (rhs, linear) in [
            ("(a - x + xi) / tau", true),
            ("(a - x) / tau + x * xi", true),
            ("(a - x + x * xi - x^2) / tau", false),
        ] {
            let class = class(&neuron("", rhs));
            assert_eq!(matches!(class, Class::Linear), linear, "{rhs}: {class:?}");
        }
    }
}
