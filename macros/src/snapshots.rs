//! What the derives write for four models of the library, to be read: `tests/expansion`.
//!
//! After the code was changed on purpose, `NERNST_EXPANSION=overwrite cargo test -p nernst-macros snapshots` writes the files
//! anew.

use std::fs;
use std::path::Path;

use crate::corpus::corpus;
use crate::outcome::{LARGE, on_a_stack};

/// One model of each derive.
const MODELS: [&str; 4] = ["Lif", "DualExponential", "Coba", "Stp"];

/// The expansion of a model of the library as a file of Rust, with what it is of in front.
fn expansion(name: &str) -> String {
    let all = corpus();
    let named = all.iter().find(|declared| declared.input.ident == name);
    let declared = named.unwrap_or_else(|| panic!("the library has no model `{name}`"));
    let tokens = crate::expansion(declared.kind, &declared.input);
    let file = syn::parse2(tokens).expect("Rust");
    format!(
        "// What the derive writes for `{name}`; a test compares it.\n\n{}",
        prettyplease::unparse(&file)
    )
}

#[test]
fn expansions_are_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansion");
    let overwrites = std::env::var("NERNST_EXPANSION").is_ok_and(|value| value == "overwrite");
    for name in MODELS {
        let path = folder.join(file_name(name));
        let found = on_a_stack(LARGE, name.to_owned(), || expansion(name));
        if overwrites {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, &found).expect("a file");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let differs = found
            .lines()
            .zip(expected.lines().chain(std::iter::repeat("")))
            .position(|(found, expected)| found != expected);
        assert!(
            found == expected,
            "the derive writes something else than {} from line {} on; NERNST_EXPANSION=overwrite writes it down:\n{found}",
            path.display(),
            1 + differs.unwrap_or(0)
        );
    }
}

/// `DualExponential` is in `dual_exponential.rs`.
fn file_name(model: &str) -> String {
    let mut name = String::new();
    for letter in model.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name + ".rs"
}
