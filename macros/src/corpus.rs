//! The library's models as they are declared, for tests.

use std::fs;
use std::path::Path;

use quote::ToTokens;
use syn::{DeriveInput, Item};

use crate::model::Kind;

/// A struct under one of the derives.
pub(crate) struct Declaration {
    pub(crate) kind: Kind,
    pub(crate) input: DeriveInput,
}

/// Every declared model of the library, in the order of the files' names.
pub(crate) fn corpus() -> Vec<Declaration> {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let mut all = Vec::new();
    for room in ["neurons", "synapses", "outputs", "plasticity"] {
        let files = fs::read_dir(library.join(room)).expect(room);
        let mut paths: Vec<_> = files.map(|file| file.expect(room).path()).collect();
        // Beside them lie the pictures of the models.
        paths.retain(|path| path.is_file());
        paths.sort();
        for path in paths {
            let text = fs::read_to_string(&path).expect("a file of models");
            let file = syn::parse_file(&text).expect("Rust");
            all.extend(file.items.into_iter().filter_map(declaration));
        }
    }
    all
}

/// The struct with the attributes that are about the model.
fn declaration(item: Item) -> Option<Declaration> {
    let Item::Struct(mut item) = item else {
        return None;
    };
    let derive = item.attrs.iter().find(|a| a.path().is_ident("derive"))?;
    let listed = derive.meta.to_token_stream().to_string();
    let kinds = [
        ("Neuron", Kind::Neuron),
        ("Synapse", Kind::Synapse),
        ("Output", Kind::Output),
        ("ShortTermPlasticity", Kind::Plasticity),
    ];
    let (_, kind) = kinds.into_iter().find(|(name, _)| listed.contains(name))?;
    let ours = |attribute: &syn::Attribute| {
        !attribute.path().is_ident("derive") && !attribute.path().is_ident("doc")
    };
    item.attrs.retain(ours);
    for field in &mut item.fields {
        field.attrs.retain(ours);
    }
    let input = item.into();
    Some(Declaration { kind, input })
}
