//! Checks the package by itself: its manifest and types as npm packs them, its import in Node.js, its digests, and that
//! another build gives the same bytes.
//!
//! `tests/package` has the tools for this and what they compile. The packed package is unpacked into its
//! `node_modules`, so every tool finds the package as it does in a project of its users.

use std::path::Path;
use std::process::Command;

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

/// The ways in which TypeScript finds modules. `node10` is that of SharePoint's projects, among others.
const RESOLUTIONS: [(&str, &str); 3] = [
    ("node10", "esnext"),
    ("node16", "node16"),
    ("bundler", "esnext"),
];

/// What the types are compiled with: React 19, 18 and 17.
const PROJECTS: [&str; 3] = [
    "tsconfig.json",
    "tsconfig.react-18.json",
    "tsconfig.react-17.json",
];

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    npm::ensure_e2e_packages()?;
    let tools = WasmTools::ensure()?;
    let package = results.package(&tools)?.directory.clone();
    results.check(check_types(&package));
    results.check(import_without_browser(&package));
    check_packed(results, &package)?;
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

/// Checks the package as `npm pack` packs it.
fn check_packed(results: &mut Results, package: &Path) -> Result<(), StepError> {
    let packed = npm::pack(package)?;
    npm::ensure_package_tests()?;
    let installed = npm::package_tests()
        .join("node_modules")
        .join("print-redirect");
    packed.unpack_into(&installed)?;

    let mut check = |name: String, tool: Command| results.check(Step::new(name, FIX).quiet(tool));
    let tool = |arguments: &[&str]| {
        let mut tool = npm::npx();
        tool.current_dir(npm::package_tests()).args(arguments);
        tool
    };
    check(
        "publint".to_owned(),
        tool(&["publint", "run", "--strict", "node_modules/print-redirect"]),
    );
    let mut types = tool(&["attw", "--format", "ascii", "--no-emoji"]);
    types
        // A CommonJS module of today's Node.js can `require` this one.
        .args(["--ignore-rules", "cjs-resolves-to-esm"])
        .arg("--exclude-entrypoints")
        .args([
            "print-redirect-program.js",
            "print-redirect-program_bg.wasm",
        ])
        .arg("--") // the list before has no end of its own
        .arg(&packed.file);
    check("are the types wrong".to_owned(), types);
    for (resolution, module) in RESOLUTIONS {
        for project in PROJECTS {
            let how = ["--module", module, "--moduleResolution", resolution];
            let name = format!("types by {resolution} ({project})");
            check(name, tool(&[&["tsc", "-p", project], &how[..]].concat()));
        }
    }
    check(
        "types in Vue".to_owned(),
        tool(&["vue-tsc", "-p", "tsconfig.vue.json"]),
    );
    for script in ["manifest.mjs", "integrity.mjs", "jsdom.mjs"] {
        let mut node = command("node");
        node.current_dir(npm::package_tests()).arg(script);
        check(format!("tests/package/{script}"), node);
    }
    Ok(())
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
