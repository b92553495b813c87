//! White noise: where it may stand, and that it is only multiplied and added.

use crate::analysis::{NoiseClass, noise_class, nonlinear_noise};
use crate::errors::Errors;
use crate::expression::Symbol;
use crate::model::{Kind, Method, Model};

pub(super) fn check(model: &Model, errors: &mut Errors) {
    // Elsewhere each name was refused where it stands.
    if model.noises.is_empty() || model.kind != Kind::Neuron {
        return;
    }
    let nonlinear = nonlinear_noise(model);
    for (term, state, noise) in &nonlinear {
        let state = model.name_of(Symbol::State(*state));
        let noise = model.name_of(Symbol::Noise(*noise));
        errors.at(
            term.extent,
            format!("`{noise}` enters `d{state}/dt` non-linearly; white noise is multiplied by a coefficient and added: `sigma * sqrt(2 / tau) * {noise}`"),
        );
    }
    definitions_elsewhere(model, errors);
    if nonlinear.is_empty() {
        exact_solver(model, errors);
    }
}

/// Definitions with noise in them cannot be used where noise cannot.
fn definitions_elsewhere(model: &Model, errors: &mut Errors) {
    let inits = model.states.iter().filter_map(|state| state.init.as_ref());
    let elsewhere = (inits.map(|init| &init.rhs))
        .chain(&model.requirements)
        .chain(&model.spike)
        .chain(model.refractory.iter().map(|r| &r.period))
        .chain(model.reset.iter().chain(&model.on_spike).map(|a| &a.value));
    let has_noise = |symbol: Symbol| match symbol {
        Symbol::Definition(k) => {
            let used = model.dependencies(&model.definitions[k].equation.rhs);
            used.iter().any(|s| matches!(s, Symbol::Noise(_)))
        }
        _ => false,
    };
    for e in elsewhere {
        if let Some(name) = e.find(&mut |symbol| has_noise(symbol)) {
            errors.at(
                name.extent,
                format!("`{name}` contains white noise, which has no value at a point in time; it belongs in equations, `#[ode(...)]`"),
            );
        }
    }
}

/// The exact update needs noise whose coefficients stand still.
fn exact_solver(model: &Model, errors: &mut Errors) {
    let asked = model.solver.as_ref().map(|choice| choice.method);
    if asked != Some(Method::Exact) {
        return;
    }
    if let NoiseClass::Multiplicative { term, reason } = noise_class(model) {
        errors.at(
            term.extent,
            format!("`#[solver(exact)]` needs noise with constant coefficients, but {reason}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use syn::DeriveInput;

    use super::*;
    use crate::{parse, resolve};

    /// The messages about a neuron with one state.
    fn found(attributes: &str, rhs: &str) -> Vec<String> {
        let text =
            format!("{attributes} struct N {{ a: f64, tau: Time, #[ode(dx/dt = {rhs})] x: f64 }}");
        let input: DeriveInput = syn::parse_str(&text).expect("a struct");
        let mut errors = Errors::default();
        let mut model = parse::parse(Kind::Neuron, &input, &mut errors);
        resolve::resolve(&mut model, &mut errors);
        super::super::check(&model, &mut errors);
        let errors = errors.finish().err().into_iter().flatten();
        errors.map(|error| error.to_string()).collect()
    }

    #[test]
    fn noise_is_multiplied_and_added() {
        assert!(found("", "a * xi - x / tau + (xi_2 - xi / 2) / a").is_empty());
        for rhs in [
            "xi^2",
            "exp(xi)",
            "xi * xi_2",
            "a / xi",
            "heaviside(xi)",
            "min(xi, a)",
        ] {
            let messages = found("", rhs);
            assert_eq!(messages.len(), 1, "{rhs}: {messages:?}");
            assert!(
                messages[0].starts_with("`xi` enters `dx/dt` non-linearly"),
                "{rhs}"
            );
        }
    }

    #[test]
    fn noise_belongs_in_equations() {
        let define = "#[define(noise = a * xi)]";
        for (attributes, name) in [
            ("#[spike(x + xi > 1)]", "xi"),
            ("#[spike(noise > 1)]", "noise"),
            ("#[spike(x > 1)] #[reset(x = noise)]", "noise"),
            ("#[require(noise > 1)]", "noise"),
            ("#[spike(x > 1)] #[refractory(noise * 1 ms)]", "noise"),
        ] {
            let messages = found(&format!("{define} {attributes}"), "noise - x / tau");
            assert_eq!(messages.len(), 1, "{attributes}: {messages:?}");
            assert!(
                messages[0].starts_with(&format!("`{name}` ")),
                "{messages:?}"
            );
            assert!(messages[0].contains("no value at a point in time"));
        }
    }

    #[test]
    fn the_exact_solver_needs_constant_coefficients() {
        assert!(found("#[solver(exact)]", "a * xi - x / tau").is_empty());
        assert_eq!(
            found("#[solver(exact)]", "x * xi - x / tau"),
            [
                "`#[solver(exact)]` needs noise with constant coefficients, but in `dx/dt` the coefficient of `xi` changes with `x`"
            ]
        );
    }
}
