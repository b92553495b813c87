//! What is wrong with the values of a model: the conditions that it states, and finiteness, also of its rates.

use super::{Columns, Dynamics, Model, Values};

/// What is wrong with a descriptor, in words that name the model, the variable and the value.
pub(crate) fn descriptor_fault<M: Model>(model: &M) -> Option<String> {
    let values = model.values();
    values_fault::<M>(&values)
}

/// The same for the values of one cell.
pub(crate) fn values_fault<M: Model>(values: &Values) -> Option<String> {
    let parameters = M::PARAMETERS.iter().zip(&values.parameters);
    let states = M::STATES.iter().zip(&values.states);
    for (kind, variable, value) in parameters
        .map(|(variable, value)| ("parameter", variable, *value))
        .chain(states.map(|(variable, value)| ("state", variable, *value)))
    {
        if !value.is_finite() {
            let (model, name) = (M::NAME, variable.name);
            let shown = variable.show(value);
            return Some(format!(
                "the {kind} `{name}` of `{model}` must be finite, but it is {shown}"
            ));
        }
    }
    let x = M::load(values, 0);
    let broken = M::REQUIREMENTS.iter().find(|r| !(r.holds)(&x))?;
    let shown: Vec<String> = broken
        .variables
        .iter()
        .filter_map(|name| shown::<M>(name, values))
        .collect();
    let (model, text) = (M::NAME, broken.text);
    Some(format!(
        "`{model}` requires `{text}`, but {}",
        shown.join(" and ")
    ))
}

/// The same for a model with equations, which must give finite rates at the initial state.
pub(crate) fn dynamics_fault<M: Dynamics>(values: &Values) -> Option<String> {
    if let Some(fault) = values_fault::<M>(values) {
        return Some(fault);
    }
    let rates = M::rates(&M::load(values, 0));
    let state = rates.as_ref().iter().position(|rate| !rate.is_finite())?;
    let parameters = M::PARAMETERS.iter().zip(&values.parameters);
    let zeros: Vec<String> = parameters
        .filter(|(_, value)| **value == 0.0)
        .map(|(variable, value)| format!("{} = {}", variable.name, variable.show(*value)))
        .collect();
    let cause = if zeros.is_empty() {
        String::new()
    } else {
        format!(", where {}", zeros.join(" and "))
    };
    let (model, equation) = (M::NAME, M::STATES[state].equation);
    Some(format!(
        "the right-hand side of `{equation}` of `{model}` is not finite at the initial state{cause}"
    ))
}

fn shown<M: Model>(name: &str, values: &Values) -> Option<String> {
    let named = |variable: &&super::Variable| variable.name == name;
    let (variable, value) = if let Some(k) = M::PARAMETERS.iter().position(|v| named(&v)) {
        (&M::PARAMETERS[k], values.parameter(k, 0))
    } else {
        let k = M::STATES.iter().position(|v| named(&v))?;
        (&M::STATES[k], values.state(k, 0))
    };
    Some(format!("{name} = {}", variable.show(value)))
}
