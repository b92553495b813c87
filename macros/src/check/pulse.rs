//! Square pulses: made of parameters, and of use.

use crate::errors::Errors;
use crate::expression::{Expr, Symbol};
use crate::model::Model;

pub(super) fn check(model: &Model, errors: &mut Errors) {
    let Some(pulse) = &model.pulse else { return };
    fixed(model, "height", &pulse.height, errors);
    fixed(model, "duration", &pulse.duration, errors);
    let equations = model.states.iter().filter_map(|state| state.written());
    let acts = equations
        .chain(model.output.iter().map(|output| &output.value))
        .chain(model.on_spike.iter().map(|assignment| &assignment.value))
        .any(|e| model.dependencies(e).contains(&Symbol::Pulse));
    if !acts && model.has_read(&["ode", "define", "output", "on_spike"]) {
        errors.push(syn::Error::new_spanned(
            &pulse.ident,
            format!(
                "the pulse `{}` is in no equation, so it would act on nothing",
                pulse.name()
            ),
        ));
    }
}

/// Height and duration have one value for the whole run.
fn fixed(model: &Model, what: &str, e: &Expr, errors: &mut Errors) {
    let used = model.dependencies(e);
    let changing = used.iter().find_map(|symbol| match symbol {
        Symbol::State(k) => Some(format!("the state `{}`", model.states[*k].field.name())),
        Symbol::Pulse => Some("the pulse itself".to_owned()),
        _ => None,
    });
    if let Some(changing) = changing {
        errors.at(
            e.extent,
            format!("the {what} of the pulse depends on {changing}, and it is fixed before the run; make it of parameters"),
        );
    }
}
