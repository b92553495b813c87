//! What a model is, for the page of its struct: equations, variables with their quantities, solver, alignment.
//!
//! A derive cannot add to the documentation of the struct itself, so it stands on the implementation.

use quote::ToTokens;
use syn::Type;

use super::solver;
use crate::analysis::{Alignment, alignment, class, is_lumped};
use crate::model::{Kind, Model};

pub(super) fn documentation(model: &Model) -> String {
    let mut text = format!("```text\n{}\n```\n", equations(model).join("\n"));
    let variables = variables(model);
    if !variables.is_empty() {
        text.push_str("\n| variable | | quantity |\n|---|---|---|\n");
        for (name, kind, quantity) in variables {
            text.push_str(&format!("| `{name}` | {kind} | `{quantity}` |\n"));
        }
    }
    if matches!(model.kind, Kind::Neuron | Kind::Synapse) {
        let (method, reason) = solver::chosen(model, &class(model));
        text.push_str(&format!("\nSolver: `{}`, {reason}.\n", method.name()));
    }
    if model.kind == Kind::Synapse {
        text.push_str(&format!("\n{}\n", place(model)));
    }
    text
}

/// One line for each thing that was declared, in the order in which it acts.
pub(super) fn equations(model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    let definitions = model.definitions.iter();
    lines.extend(definitions.map(|definition| definition.equation.text.clone()));
    let odes = model.states.iter().filter_map(|state| state.ode.as_ref());
    lines.extend(odes.map(|ode| ode.text.clone()));
    let texts = |assignments: &[crate::model::Assignment]| {
        let texts = assignments.iter().map(|assignment| assignment.text.clone());
        texts.collect::<Vec<_>>().join(", ")
    };
    if let Some(pulse) = &model.pulse {
        let (name, height, duration) = (pulse.name(), &pulse.height, &pulse.duration);
        lines.push(format!("pulse: {name} = {height} for {duration}"));
    }
    if let Some(condition) = &model.spike {
        lines.push(format!("spike: {condition}"));
    }
    if !model.reset.is_empty() {
        lines.push(format!("reset: {}", texts(&model.reset)));
    }
    if let Some(refractory) = &model.refractory {
        let held: Vec<String> = refractory.hold.iter().map(ToString::to_string).collect();
        let held = if held.is_empty() {
            String::new()
        } else {
            format!(", with {} held", held.join(", "))
        };
        lines.push(format!("refractory: {}{held}", refractory.period));
    }
    if !model.on_spike.is_empty() {
        lines.push(format!("on spike: {}", texts(&model.on_spike)));
    }
    if let Some(output) = &model.output {
        lines.push(format!("output: {}", output.value));
    }
    if let Some(current) = &model.current {
        lines.push(format!("current: {}", current.value));
    }
    let requirements = model.requirements.iter();
    lines.extend(requirements.map(|condition| format!("requires {condition}")));
    lines
}

fn variables(model: &Model) -> Vec<(String, &'static str, String)> {
    let mut variables = Vec::new();
    for state in &model.states {
        variables.push((state.field.name(), "state", shown(&state.field.ty)));
    }
    for parameter in &model.parameters {
        variables.push((parameter.name(), "parameter", shown(&parameter.ty)));
    }
    for input in &model.inputs {
        variables.push((input.name(), "input", shown(&input.ty)));
    }
    if let Some(weight) = &model.weight {
        variables.push(("weight".to_owned(), "of a connection", shown(weight)));
    }
    if let Some(drive) = &model.drive {
        variables.push((drive.name(), "what the synapse hands on", shown(&drive.ty)));
    }
    if let Some(post) = &model.post {
        variables.push((post.name(), "membrane state", shown(&post.ty)));
    }
    variables
}

/// Where the states of a synapse live.
fn place(model: &Model) -> String {
    let lumped = if is_lumped(model) {
        ", lumped at each cell between the edges of pulses"
    } else {
        ""
    };
    match alignment(model) {
        Alignment::Post => "All inputs of a cell share one state.".to_owned(),
        Alignment::Pre { reason } => {
            format!("A state for each presynaptic cell{lumped}: {reason}.")
        }
        Alignment::Connection { reason } => format!("A state for each connection: {reason}."),
    }
}

/// A type without the spaces between its tokens.
fn shown(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::declared;

    #[test]
    fn a_neuron_shows_all_that_was_declared() {
        let model = declared(
            Kind::Neuron,
            "#[input(i: ElectricCurrent)] #[spike(v >= v_th)] #[reset(v = v_th, w += 1)] #[refractory(2 ms, hold(v))]
            #[define(leak = -v / tau)] #[require(tau > 0 ms)]
            struct N { tau: Time, c: Capacitance, v_th: ElectricPotential,
                #[ode(dv/dt = leak + i / c)] v: ElectricPotential, #[state] w: f64 }",
        );
        assert_eq!(
            documentation(&model),
            "\
```text
leak = -v / tau
dv/dt = leak + i / c
spike: v >= v_th
reset: v = v_th, w += 1
refractory: 2 ms, with v held
requires tau > 0 ms
```

| variable | | quantity |
|---|---|---|
| `v` | state | `ElectricPotential` |
| `w` | state | `f64` |
| `tau` | parameter | `Time` |
| `c` | parameter | `Capacitance` |
| `v_th` | parameter | `ElectricPotential` |
| `i` | input | `ElectricCurrent` |

Solver: `exact`, every equation is linear with constant coefficients.
"
        );
    }

    #[test]
    fn a_synapse_says_where_its_states_live() {
        let receptor = "#[weight(Quantity<D>)] #[pulse(t = height, duration = length)] #[output(weight * s)]
            struct R<D: Dimension> { height: f64, length: Time, tau: Time, #[ode(ds/dt = (t * (1 - s) - s) / tau)] s: f64,
                of: PhantomData<D> }";
        let text = documentation(&declared(Kind::Synapse, receptor));
        assert!(
            text.contains("pulse: t = height for length\noutput: weight * s"),
            "{text}"
        );
        assert!(
            text.contains("| `weight` | of a connection | `Quantity<D>` |"),
            "{text}"
        );
        let place = "A state for each presynaptic cell, lumped at each cell between the edges of pulses: a spike starts the pulse `t` anew.";
        assert!(text.ends_with(&format!("{place}\n")), "{text}");
    }
}
