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

/// The module of the second script, and that of the first which it replaces.
const EMBEDDED: &str = "embedded.js";
const REPLACED: &str = "source.js";

/// Bundles the modules in `shell` into a package that already has the program.
pub(super) fn bundle(shell: &Path, package: &Path) -> Result<(), StepError> {
    bundle_entry(shell, &package.join(ENTRY))?;
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, shell))?;
    let scratch = scratch.path();
    for file in files_in(shell)? {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, scratch.join(name)).map_err(StepError::at(STEP, &file))?;
    }
    let embedded = scratch.join(EMBEDDED);
    fs::rename(&embedded, scratch.join(REPLACED)).map_err(StepError::at(STEP, &embedded))?;
    let program = scratch.join(format!("{PROGRAM}.embedded.js"));
    let text = glue::as_function(package, scratch)? + &module(package)?;
    fs::write(&program, text).map_err(StepError::at(STEP, &program))?;
    bundle_entry(scratch, &package.join(INLINE))
}

fn bundle_entry(modules: &Path, into: &Path) -> Result<(), StepError> {
    let mut bundle = Esbuild::ensure()?.command();
    bundle.arg(modules.join(ENTRY)).arg(outfile(into));
    Esbuild::run(bundle)?;
    let text = fs::read_to_string(into).map_err(StepError::at(STEP, into))?;
    let text = shorten_styles(&leave_imports(&text));
    fs::write(into, text).map_err(StepError::at(STEP, into))
}

/// Tells the bundlers of host pages to leave those imports alone whose address is known only on the
/// page. The modules have the same comments, but minifying removes them.
fn leave_imports(script: &str) -> String {
    script.replace(
        "await import(",
        "await import(/*@vite-ignore*//*webpackIgnore:true*/",
    )
}

/// Takes the line breaks out of the shell's style sheet, the one text that begins with this selector.
fn shorten_styles(script: &str) -> String {
    let Some((before, rest)) = script.split_once("`\n:host ") else {
        return script.to_owned();
    };
    let (styles, after) = rest.split_once('`').unwrap_or((rest, ""));
    let styles: Vec<_> = styles.split('\n').map(str::trim_start).collect();
    format!("{before}`:host {}`{after}", styles.concat())
}

fn module(package: &Path) -> Result<String, StepError> {
    let path = package.join(format!("{PROGRAM}_bg.wasm"));
    let wasm = fs::read(&path).map_err(StepError::at(STEP, &path))?;
    let text = STANDARD.encode(sizes::gzip(&wasm));
    Ok(format!("export const module = '{text}';\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_style_sheet_loses_its_line_breaks() {
        let script = "let a=`x\n  y`,css=`\n:host { color: red }\n.a { b: c;\n  d: e }\n`,f=`\n`;";
        assert_eq!(
            shorten_styles(script),
            "let a=`x\n  y`,css=`:host { color: red }.a { b: c;d: e }`,f=`\n`;"
        );
        assert_eq!(shorten_styles("let a=`\n`;"), "let a=`\n`;");
    }
}
