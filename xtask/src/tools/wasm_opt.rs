//! Finds or installs `wasm-opt`, which makes wasm smaller; it comes from the npm package `binaryen`.
//!
//! Run it with a plain `-Oz`. It reads from the wasm which features to use; with `--all-features`
//! it would write wasm that browsers refuse.

use std::path::PathBuf;

use super::cache::CacheEntry;
use super::{has_version, npm, on_path};
use crate::step_error::StepError;

/// The version of the npm package, and the one that the program prints.
const PACKAGE: &str = "132.0.0";
const VERSION: &str = "132";

/// The directory that holds `wasm-opt`.
pub(crate) fn ensure() -> Result<PathBuf, StepError> {
    if let Some(path) = on_path("wasm-opt").filter(|path| has_version(path, VERSION)) {
        return Ok(path.parent().map(PathBuf::from).unwrap_or_default());
    }
    let entry = CacheEntry::of("binaryen", PACKAGE)?;
    if !entry.is_complete() {
        npm::install_into(&entry, "binaryen", PACKAGE)?;
    }
    Ok(entry.directory().join("node_modules").join(".bin"))
}
