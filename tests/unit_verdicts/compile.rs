//! Compiles the two files and reads which lines have errors.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The messages at each line.
pub(crate) type Errors = HashMap<usize, Vec<String>>;

/// A package with one binary for each file.
#[derive(Debug)]
pub(crate) struct Package {
    folder: PathBuf,
}

impl Package {
    /// Files are compiled beside those of this crate, so that what it depends on need not be compiled again.
    pub(crate) fn new(folder: &Path, files: &[(&str, &str)]) -> Package {
        let source = folder.join("src").join("bin");
        fs::create_dir_all(&source).expect("a folder");
        let root = env!("CARGO_MANIFEST_DIR");
        let manifest = format!(
            r#"[package]
name = "unit-verdicts"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
nernst = {{ path = {root:?} }}
uom = {{ version = "0.38", default-features = false, features = ["f64", "si", "std"] }}

[profile.dev]
opt-level = 1

[workspace]
"#
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
        // The versions that this crate is tested with; a packaged crate may come without.
        let lock = Path::new(root).join("Cargo.lock");
        if lock.exists() {
            fs::copy(lock, folder.join("Cargo.lock")).expect("a copy");
        }
        for (name, text) in files {
            fs::write(source.join(format!("{name}.rs")), text).expect("a file");
        }
        Package {
            folder: folder.to_owned(),
        }
    }

    /// All errors in one file, by line.
    pub(crate) fn errors(&self, name: &str) -> Errors {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--color=never", "--message-format=short", "--bin", name])
            .arg("--target-dir")
            .arg(target.expect("a folder above"))
            .current_dir(&self.folder)
            .output()
            .expect("cargo runs");
        let text = String::from_utf8_lossy(&output.stderr);
        let mut errors = Errors::new();
        let path = Path::new("src").join("bin").join(format!("{name}.rs"));
        let start = format!("{}:", path.display());
        for line in text.lines() {
            let Some((place, message)) = line.split_once(": error") else {
                continue;
            };
            let number = place.strip_prefix(&start).and_then(|place| place.split(':').next());
            let number = number.and_then(|number| number.parse().ok());
            let number = number.unwrap_or_else(|| panic!("an error of another kind: {line}\n{text}"));
            errors.entry(number).or_default().push(message.to_owned());
        }
        assert!(output.status.success() == errors.is_empty(), "{text}");
        errors
    }
}
