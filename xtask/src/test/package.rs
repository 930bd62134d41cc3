//! Checks the package by itself: its types compile, Node.js can import it, and another build gives
//! the same bytes.

use std::path::Path;

use super::Results;
use crate::dist;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{WasmTools, command, npm};

const FIX: &str = "correct what it printed above";

/// Imports the package as a host without a browser does, such as one that renders on a server.
const IMPORT: &str = "
    for (const file of ['print-redirect.js', 'print-redirect.inline.js']) {
      const { mount, version, PrintRedirectElement } = await import(`${process.cwd()}/${file}`);
      if (typeof mount !== 'function' || !version || !PrintRedirectElement) throw new Error(file);
    }";

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    npm::ensure_e2e_packages()?;
    let tools = WasmTools::ensure()?;
    let package = results.package(&tools)?.directory.clone();
    results.check(check_types(&package));
    results.check(import_without_browser(&package));
    results.check(build_again(&tools, &package));
    Ok(())
}

/// Compiles the hand-written types with the compiler that host pages use.
fn check_types(package: &Path) -> Result<(), StepError> {
    let mut check = npm::npx();
    check
        .current_dir(npm::e2e_directory())
        .args(["tsc", "--noEmit", "--strict", "--target", "es2022"])
        .args(["--lib", "es2022,dom", "--types", ""])
        .arg(package.join("print-redirect.d.ts"));
    Step::new("types of the package", FIX).quiet(check)
}

fn import_without_browser(package: &Path) -> Result<(), StepError> {
    let mut import = command("node");
    import
        .current_dir(package)
        .args(["--input-type=module", "--eval", IMPORT]);
    Step::new("import of the package without a browser", FIX).quiet(import)
}

/// Builds what pages load once more in another place, and compares every byte of the package.
fn build_again(tools: &WasmTools, package: &Path) -> Result<(), StepError> {
    const STEP: &str = "building the package again";
    let again = tempfile::tempdir().map_err(StepError::at(STEP, &std::env::temp_dir()))?;
    dist::build_again(tools, again.path())?;
    let differing = dist::differing(package, again.path())?;
    if differing.is_empty() {
        println!("the package built again has the same bytes");
        return Ok(());
    }
    Err(StepError::Differing { files: differing })
}
