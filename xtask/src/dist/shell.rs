//! Bundles the shell in `js/` into one script, and into a second one that contains the program.
//!
//! The first script loads the program's files from its own folder. The second is for hosts that
//! serve neither `.wasm` nor `.json`: it has the glue as a function and the wasm gzipped in base64.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::glue::{self, outfile};
use super::program::PROGRAM;
use super::{STEP, files_in};
use crate::sizes;
use crate::step_error::StepError;
use crate::tools::esbuild::Esbuild;

const ENTRY: &str = "print-redirect.js";
const INLINE: &str = "print-redirect.inline.js";

/// Bundles the modules in `shell` into a package that already has the program.
pub(super) fn bundle(shell: &Path, package: &Path) -> Result<(), StepError> {
    bundle_entry(shell, &package.join(ENTRY))?;
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, shell))?;
    let scratch = scratch.path();
    for file in files_in(shell)? {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, scratch.join(name)).map_err(StepError::at(STEP, &file))?;
    }
    let (embedded, source) = (scratch.join("embedded.js"), scratch.join("source.js"));
    fs::rename(&embedded, &source).map_err(StepError::at(STEP, &embedded))?;
    let program = scratch.join(format!("{PROGRAM}.embedded.js"));
    let text = glue::as_function(package, scratch)? + &module(package)?;
    fs::write(&program, text).map_err(StepError::at(STEP, &program))?;
    bundle_entry(scratch, &package.join(INLINE))
}

fn bundle_entry(modules: &Path, into: &Path) -> Result<(), StepError> {
    let mut bundle = Esbuild::ensure()?.command();
    bundle.arg(modules.join(ENTRY)).arg(outfile(into));
    Esbuild::run(bundle)?;
    leave_imports(into)
}

/// Tells the bundlers of host pages to leave those imports alone whose address is known only on the
/// page. The modules have the same comments, but minifying removes them.
fn leave_imports(script: &Path) -> Result<(), StepError> {
    let text = fs::read_to_string(script).map_err(StepError::at(STEP, script))?;
    let text = text.replace(
        "await import(",
        "await import(/*@vite-ignore*//*webpackIgnore:true*/",
    );
    fs::write(script, text).map_err(StepError::at(STEP, script))
}

fn module(package: &Path) -> Result<String, StepError> {
    let path = package.join(format!("{PROGRAM}_bg.wasm"));
    let wasm = fs::read(&path).map_err(StepError::at(STEP, &path))?;
    let text = STANDARD.encode(sizes::gzip(&wasm));
    Ok(format!("export const module = '{text}';\n"))
}
