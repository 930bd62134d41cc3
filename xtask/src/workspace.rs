//! Finds things in this checkout: its root, its build output, its lock file.
//!
//! Nothing is built or written here. cargo is asked where the build output is, because the user
//! may have set another target directory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::step_error::StepError;
use crate::tools;

/// The root of the checkout.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The directory that cargo builds into.
pub(crate) fn target_directory() -> Result<PathBuf, StepError> {
    const STEP: &str = "finding the build directory";
    let malformed = StepError::Malformed {
        step: STEP,
        what: "the answer of `cargo metadata`",
        advice: "run it by hand to see why",
    };
    let mut command = tools::command("cargo");
    command.args(["metadata", "--format-version", "1", "--no-deps"]);
    let output = command.output().map_err(StepError::at(STEP, root()))?;
    let answer: serde_json::Value = match serde_json::from_slice(&output.stdout) {
        Ok(answer) => answer,
        Err(_) => return Err(malformed),
    };
    answer
        .get("target_directory")
        .and_then(serde_json::Value::as_str)
        .map(PathBuf::from)
        .ok_or(malformed)
}

/// The version of a package in `Cargo.lock`.
pub(crate) fn locked_version(package: &str) -> Result<String, StepError> {
    const STEP: &str = "reading Cargo.lock";
    let path = root().join("Cargo.lock");
    let text = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
    version_in(&text, package).ok_or(StepError::Malformed {
        step: STEP,
        what: "its entry for wasm-bindgen",
        advice: "restore the file from the repository",
    })
}

/// The checksums of the crates in `Cargo.lock`, by `NAME VERSION`.
pub(crate) fn checksums() -> Result<BTreeMap<String, String>, StepError> {
    const STEP: &str = "reading Cargo.lock";
    let path = root().join("Cargo.lock");
    let text = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
    Ok(checksums_in(&text))
}

fn checksums_in(lock: &str) -> BTreeMap<String, String> {
    let lock: toml::Table = lock.parse().unwrap_or_default();
    let packages = lock.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let text = |member| entry.get(member)?.as_str();
            let name = format!("{} {}", text("name")?, text("version")?);
            Some((name, text("checksum")?.to_owned()))
        })
        .collect()
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = lock.parse().ok()?;
    let found = lock
        .get("package")?
        .as_array()?
        .iter()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))?;
    Some(found.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-futures"
version = "0.4.80"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = ["cfg-if"]
"#;

    #[test]
    fn the_version_is_that_of_exactly_this_package() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn an_unlocked_package_has_no_version() {
        assert_eq!(version_in(LOCK, "leptos"), None);
    }

    #[test]
    fn only_a_crate_of_a_registry_has_a_checksum() {
        let lock = format!(
            "{LOCK}\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n"
        );
        let expected = BTreeMap::from([("serde 1.0.0".to_owned(), "ab".to_owned())]);
        assert_eq!(checksums_in(&lock), expected);
    }

    #[test]
    fn a_damaged_lock_file_has_no_version() {
        assert_eq!(version_in("[[package", "wasm-bindgen"), None);
    }

    #[test]
    fn this_checkout_locks_wasm_bindgen() {
        assert!(locked_version("wasm-bindgen").is_ok());
    }
}
