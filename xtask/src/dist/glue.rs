//! Reduces wasm-bindgen's glue to the functions that the shell calls, and minifies it.
//!
//! The glue has two forms: a module beside the wasm, and a function for the one-file variant. Each
//! call of the function has a wasm instance of its own.

use std::fs;
use std::path::Path;

use super::names::{self, GENERATED, MODULE, Names};
use super::program::PROGRAM;
use crate::step_error::StepError;
use crate::tools::esbuild::Esbuild;

const STEP: &str = "shortening the glue";

/// The functions that `js/program.js` and `js/widget.js` call; unused glue is left out.
const USED: &str = "initSync, mount, stackMark";

/// Writes the reduced glue of `from` into a directory, and shortens the names in its wasm to match.
pub(super) fn shrink(from: &Path, into: &Path) -> Result<(), StepError> {
    let entry = from.join("entry.js");
    let text = format!("export {{ {USED} }} from './{PROGRAM}.js';\n");
    fs::write(&entry, text).map_err(StepError::at(STEP, &entry))?;
    let (short, list) = (into.join(format!("{PROGRAM}.js")), from.join("names.json"));
    fs::write(&list, "{}").map_err(StepError::at(STEP, &list))?;
    let mut bundle = Esbuild::ensure()?.command();
    bundle
        // The glue's methods of this name would keep classes that nothing else uses.
        .arg("--define:Symbol.dispose=undefined")
        .arg(format!("--mangle-props={GENERATED}"))
        .arg(format!("--mangle-cache={}", list.display()))
        .arg(&entry)
        .arg(outfile(&short));
    Esbuild::run(bundle)?;

    let text = fs::read_to_string(&short).map_err(StepError::at(STEP, &short))?;
    let text = text.replace(&format!("./{PROGRAM}_bg.js"), MODULE);
    fs::write(&short, &text).map_err(StepError::at(STEP, &short))?;
    let names = fs::read(&list).map_err(StepError::at(STEP, &list))?;
    let malformed = |what| StepError::Malformed {
        step: STEP,
        what,
        advice: "see that wasm-bindgen and esbuild are the versions pinned here",
    };
    let names: Names =
        serde_json::from_slice(&names).map_err(|_| malformed("the list of short names"))?;
    let path = from.join(format!("{PROGRAM}_bg.wasm"));
    let wasm = fs::read(&path).map_err(StepError::at(STEP, &path))?;
    let wasm = names::shorten(&wasm, &names, &text).map_err(|_| malformed("the wasm"))?;
    fs::write(&path, wasm).map_err(StepError::at(STEP, &path))
}

/// The reduced glue of `package` as a function: `glue()` returns what the module exports.
pub(super) fn as_function(package: &Path, scratch: &Path) -> Result<String, StepError> {
    let built = scratch.join("glue.js");
    let mut bundle = Esbuild::ensure()?.command();
    bundle
        .args(["--format=iife", "--global-name=exported"])
        .arg(package.join(format!("{PROGRAM}.js")))
        .arg(outfile(&built));
    Esbuild::run(bundle)?;
    let text = fs::read_to_string(&built).map_err(StepError::at(STEP, &built))?;
    Ok(format!(
        "export function glue() {{\n{text}return exported;\n}}\n"
    ))
}

/// esbuild's argument for the file it writes.
pub(super) fn outfile(path: &Path) -> String {
    format!("--outfile={}", path.display())
}
