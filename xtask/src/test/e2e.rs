//! The built package and the demo page in Chromium, driven by Playwright from `tests/e2e`.
//!
//! The package, the page and the simulator are built first, then handed to the tests by path in
//! the environment: `CHROMIUM`, `CHROMIUM_ARGUMENTS`, `PRINT_REDIRECT_PKG`,
//! `PRINT_REDIRECT_DEMO`, `SIMULATOR`.

use std::path::{Path, PathBuf};

use super::Report;
use super::tally::Tally;
use crate::demo;
use crate::failure::Failure;
use crate::step::Step;
use crate::tools::{WasmTools, chromium, command, npm};
use crate::workspace;

const FIX: &str = "correct what it printed above";

pub(super) fn run(report: &mut Report) -> Result<(), Failure> {
    let browser = chromium::ensure()?.browser;
    npm::ensure_e2e_packages()?;
    let tools = WasmTools::ensure()?;
    let package = report.package(&tools)?.directory.clone();
    demo::build(tools)?;
    let simulator = build_simulator()?;

    report.check(check_types(&package));

    let mut playwright = command("npx");
    playwright
        .current_dir(npm::e2e_directory())
        .args(["playwright", "test"])
        // With colours the closing lines could not be counted.
        .env_remove("FORCE_COLOR")
        .env("NO_COLOR", "1")
        .env("CHROMIUM", browser)
        .env("CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "))
        .env("PRINT_REDIRECT_PKG", package)
        .env(
            "PRINT_REDIRECT_DEMO",
            workspace::root().join("dist").join("demo"),
        )
        .env("SIMULATOR", simulator);
    let (output, ended) = Step::new(
        "end-to-end tests",
        "correct what it printed above; pictures of what failed are in target/e2e",
    )
    .read(playwright);
    report.tests(Tally::from_playwright(&output), ended);
    Ok(())
}

/// In the profile of the native tests, which have compiled most of it already.
fn build_simulator() -> Result<PathBuf, Failure> {
    let mut build = command("cargo");
    build.args(["build", "-p", "simulator", "--bin", "simulator"]);
    Step::new("building the simulator", FIX).quiet(build)?;
    let program = format!("simulator{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target_directory()?.join("debug").join(program))
}

/// The hand-written types must be accepted by the compiler that host pages use.
fn check_types(package: &Path) -> Result<(), Failure> {
    let mut check = command("npx");
    check
        .current_dir(npm::e2e_directory())
        .args(["tsc", "--noEmit", "--strict", "--target", "es2022"])
        .args(["--lib", "es2022,dom", "--types", ""])
        .arg(package.join("print-redirect.d.ts"));
    Step::new("types of the package", FIX).quiet(check)
}
