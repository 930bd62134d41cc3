//! `wasm-opt`, which makes the wasm smaller, from the npm package `binaryen`.
//!
//! It is run with a plain `-Oz`: which features the wasm uses is read from the wasm itself, and
//! `--all-features` would produce what browsers refuse.

use std::path::PathBuf;

use super::cache::CacheEntry;
use super::{has_version, npm, on_path};
use crate::step_error::StepError;

/// The version of the npm package, and what the program calls itself.
const PACKAGE: &str = "132.0.0";
const VERSION: &str = "132";

/// The directory that holds `wasm-opt`.
pub(crate) fn ensure() -> Result<PathBuf, StepError> {
    if let Some(path) = on_path("wasm-opt").filter(|path| has_version(path, VERSION)) {
        return Ok(path.parent().map(PathBuf::from).unwrap_or_default());
    }
    let place = CacheEntry::of("binaryen", PACKAGE)?;
    if !place.is_filled() {
        npm::install_into(&place, "binaryen", PACKAGE)?;
    }
    Ok(place.directory().join("node_modules").join(".bin"))
}
