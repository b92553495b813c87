//! Names: each once, none that means something else in an equation.

use std::collections::HashMap;

use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::expression::Function;
use crate::model::{Kind, Model};
use crate::units;

pub(super) fn check(model: &Model, errors: &mut Errors) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for ident in model.identifiers() {
        let name = ident.unraw().to_string();
        let mut refuse = |message: String| errors.push(syn::Error::new_spanned(ident, message));
        if units::is_unit(&name) {
            refuse(format!(
                "`{name}` is a unit in every equation; give the variable another name"
            ));
        }
        if Function::named(&name).is_some() {
            refuse(format!(
                "`{name}` is a function in every equation; give the variable another name"
            ));
        }
        if name == "weight" && model.weight.is_some() {
            refuse(
                "`weight` is the weight of an arriving spike; give the variable another name"
                    .to_owned(),
            );
        }
        if name.to_uppercase() == "OUTPUT" && model.kind == Kind::Synapse {
            refuse(format!(
                "`{}::OUTPUT` is what the synapse hands on; give the variable another name",
                model.name()
            ));
        }
        // The handles `Lif::V_TH` are written in capitals.
        if let Some(other) = seen.insert(name.to_uppercase(), name.clone()) {
            refuse(if other == name {
                format!("the name `{name}` is taken")
            } else {
                format!(
                    "`{name}` and `{other}` differ in capitals only, and both would be called `{}`",
                    name.to_uppercase()
                )
            });
        }
    }
}
