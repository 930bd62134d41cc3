//! wasm-bindgen's glue, cut to what the shell calls and made small.
//!
//! It comes in two forms: a module beside the wasm, and a function for the one-file variant, each
//! call of which has an instance of its own.

use std::fs;
use std::path::Path;

use super::program::PROGRAM;
use crate::failure::Failure;
use crate::tools::esbuild::Esbuild;

const STEP: &str = "shortening the glue";

/// What `js/program.js` and `js/widget.js` use of the glue; all that nothing of this needs is left out.
const USED: &str = "initSync, mount, stackMark";

/// Cuts the glue in `from` and puts it into a directory.
pub(super) fn shrink(from: &Path, into: &Path) -> Result<(), Failure> {
    let entry = from.join("entry.js");
    let text = format!("export {{ {USED} }} from './{PROGRAM}.js';\n");
    fs::write(&entry, text).map_err(Failure::at(STEP, &entry))?;
    let mut bundle = Esbuild::ensure()?.command();
    bundle
        .arg(&entry)
        .arg(outfile(&into.join(format!("{PROGRAM}.js"))));
    Esbuild::run(bundle)
}

/// The short glue in `package` as a function: `glue()` gives what the module exports.
pub(super) fn as_function(package: &Path, scratch: &Path) -> Result<String, Failure> {
    let built = scratch.join("glue.js");
    let mut bundle = Esbuild::ensure()?.command();
    bundle
        .args(["--format=iife", "--global-name=exported"])
        .arg(package.join(format!("{PROGRAM}.js")))
        .arg(outfile(&built));
    Esbuild::run(bundle)?;
    let text = fs::read_to_string(&built).map_err(Failure::at(STEP, &built))?;
    Ok(format!(
        "export function glue() {{\n{text}return exported;\n}}\n"
    ))
}

/// esbuild's argument for the file it writes.
pub(super) fn outfile(path: &Path) -> String {
    format!("--outfile={}", path.display())
}
