//! Names: each once, none that means something else in an equation.

use std::collections::HashMap;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::expression::Function;
use crate::model::{Kind, Model};
use crate::units;

/// Whether generated code cannot have the name; fields cannot have it either.
fn is_word_of_rust(ident: &Ident) -> bool {
    // `gen` is one since the edition of 2024, which syn does not know.
    ident == "gen" || syn::parse2::<Ident>(ident.to_token_stream()).is_err()
}

pub(super) fn check(model: &Model, errors: &mut Errors) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for ident in model.identifiers() {
        let name = ident.unraw().to_string();
        let mut refuse = |message: String| errors.push(syn::Error::new_spanned(ident, message));
        if is_word_of_rust(ident) {
            refuse(format!(
                "`{ident}` is a word of Rust; give the variable another name"
            ));
        }
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

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::outcome::messages;

    #[test]
    fn words_of_rust_are_no_names() {
        for word in ["fn", "self", "Self", "crate", "_", "gen"] {
            let refusal = format!("`{word}` is a word of Rust; give the variable another name");
            let ode = format!("#[ode(dv/dt = ({word} - v) / tau)] v: f64");
            for attribute in [format!("define({word} = 1)"), format!("input({word}: f64)")] {
                let text = format!("#[{attribute}] struct N {{ tau: Time, {ode} }}");
                assert_eq!(messages(Kind::Neuron, &text), [refusal.as_str()]);
            }
        }
        let raw = "#[define(r#fn = 1)] struct N { tau: Time, #[ode(dv/dt = r#fn / tau)] v: f64 }";
        assert_eq!(messages(Kind::Neuron, raw), [""; 0]);
    }
}
