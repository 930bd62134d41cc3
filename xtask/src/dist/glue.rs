//! wasm-bindgen's glue, cut to what the shell calls and made small.
//!
//! It comes in two forms: a module beside the wasm, and a function for the one-file variant, each
//! call of which has an instance of its own.

use std::fs;
use std::path::Path;

use super::names::{self, GENERATED, MODULE, Names};
use super::program::PROGRAM;
use crate::step_error::StepError;
use crate::tools::esbuild::Esbuild;

const STEP: &str = "shortening the glue";

/// What `js/program.js` and `js/widget.js` use of the glue; all that nothing of this needs is left out.
const USED: &str = "initSync, mount, stackMark";

/// Cuts the glue in `from`, puts it into a directory and gives its wasm the same names.
pub(super) fn shrink(from: &Path, into: &Path) -> Result<(), StepError> {
    let entry = from.join("entry.js");
    let text = format!("export {{ {USED} }} from './{PROGRAM}.js';\n");
    fs::write(&entry, text).map_err(StepError::at(STEP, &entry))?;
    let (short, list) = (into.join(format!("{PROGRAM}.js")), from.join("names.json"));
    fs::write(&list, "{}").map_err(StepError::at(STEP, &list))?;
    let mut bundle = Esbuild::ensure()?.command();
    bundle
        // What the glue defines by this name keeps classes that nothing else needs.
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

/// The short glue in `package` as a function: `glue()` gives what the module exports.
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
