//! Compiles files and reads which of their lines have errors.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The messages by file and line.
pub(crate) type Errors = HashMap<(String, usize), Vec<String>>;

/// A package with one binary for each file.
#[derive(Debug)]
pub(crate) struct Package {
    folder: PathBuf,
}

impl Package {
    /// Files are compiled beside those of this crate, so that what it depends on need not be compiled again.
    pub(crate) fn new(folder: &Path, files: &[(&str, &str)]) -> Package {
        let source = folder.join("src").join("bin");
        // What an earlier version of this test left behind would be compiled too.
        if source.exists() {
            fs::remove_dir_all(&source).expect("an empty folder");
        }
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

    /// All errors in all files.
    pub(crate) fn errors(&self) -> Errors {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
        let output = Command::new(env!("CARGO"))
            .args(["check", "--bins", "--keep-going", "--offline", "--quiet"])
            .args(["--color=never", "--message-format=short"])
            .arg("--target-dir")
            .arg(target.expect("a folder above"))
            .current_dir(&self.folder)
            .output()
            .expect("cargo runs");
        let text = String::from_utf8_lossy(&output.stderr);
        let mut errors = Errors::new();
        for line in text
            .lines()
            .filter(|line| !line.starts_with("error: could not compile"))
        {
            let Some((place, message)) = line.split_once(": error") else {
                assert!(!line.starts_with("error"), "{line}\n{text}");
                continue;
            };
            let place = place_of(place).unwrap_or_else(|| panic!("elsewhere: {line}\n{text}"));
            errors.entry(place).or_default().push(message.to_owned());
        }
        assert!(output.status.success() == errors.is_empty(), "{text}");
        errors
    }
}

/// The name of the file and the line in `src/bin/FILE.rs:LINE:COLUMN`.
fn place_of(place: &str) -> Option<(String, usize)> {
    let (path, position) = place.split_once(".rs:")?;
    let name = Path::new(path).strip_prefix("src/bin").ok()?.to_str()?;
    let (line, _) = position.split_once(':')?;
    Some((name.to_owned(), line.parse().ok()?))
}
