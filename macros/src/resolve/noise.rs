//! White noise: the names that stand for it, and equations as drift and noise.

use std::collections::{HashMap, HashSet};

use crate::expression::{By, Expr, Node, Symbol, derivative, without};
use crate::model::{Model, Noise};

/// What is wrong with noise in an event or a descriptor.
pub(super) const OUT_OF_PLACE: &str =
    "white noise, which has no value at a point in time; it belongs in equations, `#[ode(...)]`";

/// Whether a name stands for white noise, unless the modeler has a variable of that name.
pub(crate) fn is_noise(name: &str) -> bool {
    name == "xi" || name.starts_with("xi_")
}

/// The noises by their first use: in the equations of the states, through definitions, then anywhere else.
pub(super) fn names(model: &Model) -> Vec<String> {
    let mut definitions = HashMap::new();
    for (k, definition) in model.definitions.iter().enumerate() {
        definitions.entry(definition.name()).or_insert(k);
    }
    let mut search = Search {
        model,
        definitions,
        taken: model.names().into_iter().map(|(name, _)| name).collect(),
        found: Vec::new(),
    };
    let definitions = model.definitions.len();
    for (_, ode) in model.odes() {
        search.expression(&ode.rhs, definitions);
    }
    let elsewhere = (model.definitions.iter().map(|d| &d.equation.rhs))
        .chain(
            model
                .states
                .iter()
                .filter_map(|s| Some(&s.init.as_ref()?.rhs)),
        )
        .chain(&model.asked)
        .chain(&model.requirements)
        .chain(&model.spike)
        .chain(model.refractory.iter().map(|r| &r.period))
        .chain(model.reset.iter().chain(&model.on_spike).map(|a| &a.value))
        .chain(model.output.iter().chain(&model.current).map(|r| &r.value));
    for e in elsewhere {
        search.expression(e, definitions);
    }
    search.found
}

struct Search<'a> {
    model: &'a Model,
    /// Definitions by name, the first of each.
    definitions: HashMap<String, usize>,
    /// The names of variables.
    taken: HashSet<String>,
    found: Vec<String>,
}

impl Search<'_> {
    /// Looks into the definitions before the given one, since a definition knows only those before it.
    fn expression(&mut self, e: &Expr, before: usize) {
        if let Node::Variable { name, .. } = &e.node {
            let definition = self.definitions.get(name).copied();
            if let Some(k) = definition.filter(|k| *k < before) {
                self.expression(&self.model.definitions[k].equation.rhs, k);
            } else if is_noise(name) && !self.taken.contains(name) && !self.found.contains(name) {
                self.found.push(name.clone());
            }
        }
        for child in e.children() {
            self.expression(child, before);
        }
    }
}

/// Writes each equation with noise in it as drift and coefficients: `f(x) + a(x) * xi + b(x) * xi_2`.
pub(super) fn split(model: &mut Model) {
    if model.noises.is_empty() {
        return;
    }
    let bodies = model.definition_bodies();
    let noises = 0..model.noises.len();
    let split = model.states.iter().map(|state| {
        let written = &state.ode.as_ref()?.rhs;
        if !has_noise(model, written) {
            return None;
        }
        let by = |k| derivative(written, By::Alone(Symbol::Noise(k)), &bodies);
        let inlined = inlined(model, written);
        let drift = noises
            .clone()
            .fold(inlined, |e, k| without(&e, Symbol::Noise(k)));
        let coefficients = noises.clone().map(by).collect();
        Some((drift, coefficients))
    });
    let split: Vec<Option<(Expr, Vec<Expr>)>> = split.collect();
    for (state, split) in model.states.iter_mut().zip(split) {
        if let (Some(ode), Some((drift, coefficients))) = (&mut state.ode, split) {
            let written = std::mem::replace(&mut ode.rhs, drift);
            state.noise = Some(Noise {
                written,
                coefficients,
            });
        }
    }
}

fn has_noise(model: &Model, e: &Expr) -> bool {
    let depends = model.dependencies(e);
    depends.iter().any(|s| matches!(s, Symbol::Noise(_)))
}

/// The expression with those definitions written out that have noise in them.
fn inlined(model: &Model, e: &Expr) -> Expr {
    written_out(model, e).unwrap_or_else(|| e.clone())
}

fn written_out(model: &Model, e: &Expr) -> Option<Expr> {
    match e.symbol() {
        Some(Symbol::Definition(k)) => {
            has_noise(model, e).then(|| inlined(model, &model.definitions[k].equation.rhs))
        }
        _ => e.map(|child| written_out(model, child)),
    }
}

#[cfg(test)]
mod tests {
    use crate::declared::{declared, neuron};
    use crate::model::Kind;

    /// The drift of `dx/dt`, and the coefficient of each noise.
    fn split(attributes: &str, rhs: &str) -> String {
        let model = neuron(attributes, rhs);
        let state = &model.states[0];
        let drift = state
            .ode
            .as_ref()
            .map_or(String::new(), |ode| ode.rhs.to_string());
        let noise = state.noise.iter().flat_map(|noise| &noise.coefficients);
        let terms = noise
            .zip(&model.noises)
            .map(|(c, name)| format!(" | {name}: {c}"));
        drift + &terms.collect::<String>()
    }

    #[test]
    fn an_equation_is_its_drift_and_a_coefficient_for_each_noise() {
        let define = "#[define(noise = a * sqrt(2 / tau) * xi_x, plain = a - x)]";
        for (rhs, expected) in [
            ("-x / tau", "-x / tau"),
            ("-x / tau + a * xi", "-x / tau | xi: a"),
            ("xi", "0 | xi: 1"),
            (
                "(a - x - 3 * xi_b + xi_a) / tau",
                "(a - x) / tau | xi_b: -(3 / tau) | xi_a: 1 / tau",
            ),
            (
                "plain / tau + noise",
                "plain / tau | xi_x: a * sqrt(2 / tau)",
            ),
            (
                "(plain + x * xi) / tau",
                "plain / tau | xi: x / tau | xi_x: 0",
            ),
        ] {
            let define = if rhs.contains("plain") { define } else { "" };
            assert_eq!(split(define, rhs), expected, "{rhs}");
        }
    }

    #[test]
    fn noises_stand_in_the_order_of_their_first_use() {
        let text = "#[define(late = xi_c, early = xi_a + late)] struct N {
            #[ode(dx/dt = xi_b)] x: f64, #[ode(dy/dt = early + xi_b)] y: f64 }";
        assert_eq!(
            declared(Kind::Neuron, text).noises,
            ["xi_b", "xi_a", "xi_c"]
        );
    }

    #[test]
    fn a_variable_of_the_modelers_is_no_noise() {
        let text = "struct N { xi: f64, xi_a: f64, #[ode(dx/dt = xi + xi_a^2 - x)] x: f64 }";
        assert!(declared(Kind::Neuron, text).noises.is_empty());
    }
}
