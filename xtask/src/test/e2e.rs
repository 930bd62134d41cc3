//! The built package, the demo page and the examples in browsers, driven from `tests/e2e`.
//!
//! Everything is built first, then handed to the tests by path in the environment: `CHROMIUM`,
//! `CHROMIUM_ARGUMENTS`, `FIREFOX`, `PRINT_REDIRECT_PKG`, `PRINT_REDIRECT_DEMO`,
//! `PRINT_REDIRECT_EXAMPLES`, `SIMULATOR`, `GATEWAY`. Firefox is optional; without it, that is said.

use super::Report;
use super::tally::Tally;
use crate::demo;
use crate::examples;
use crate::failure::Failure;
use crate::programs::{Profile, Programs};
use crate::step::Step;
use crate::tools::trunk::Trunk;
use crate::tools::{WasmTools, chromium, command, firefox, npm};
use crate::workspace;

pub(super) fn run(report: &mut Report) -> Result<(), Failure> {
    let browser = chromium::ensure()?.browser;
    npm::ensure_e2e_packages()?;
    let tools = WasmTools::ensure()?;
    let package = report.package(&tools)?.directory.clone();
    let trunk = Trunk::ensure(tools)?;
    demo::build(&trunk)?;
    examples::build(&trunk, &package)?;
    report.check(examples::build_consumer(&package));
    let programs = Programs::build(Profile::Dev)?;

    let mut playwright = command("npx");
    playwright
        .current_dir(npm::e2e_directory())
        .args(["playwright", "test"])
        // With colours the closing lines could not be counted.
        .env_remove("FORCE_COLOR")
        .env("NO_COLOR", "1")
        .env("CHROMIUM", browser)
        .env("CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "))
        .envs(firefox::ensure().map(|path| ("FIREFOX", path)))
        .env("PRINT_REDIRECT_PKG", package)
        .env("PRINT_REDIRECT_EXAMPLES", examples::directory())
        .env(
            "PRINT_REDIRECT_DEMO",
            workspace::root().join("dist").join("demo"),
        );
    programs.name_in(&mut playwright);
    let (output, ended) = Step::new(
        "end-to-end tests",
        "correct what it printed above; pictures of what failed are in target/e2e",
    )
    .read(playwright);
    report.tests(Tally::from_playwright(&output), ended);
    Ok(())
}
