//! Tests the built package, the demo page, the examples and the documentation's site in browsers, with `tests/e2e`.
//!
//! Everything is built first. The tests find it through the environment: `CHROMIUM`,
//! `CHROMIUM_WITH_WINDOWS`, `CHROMIUM_ARGUMENTS`, `FIREFOX`, `PRINT_REDIRECT_PKG`, `PRINT_REDIRECT_DEMO`,
//! `PRINT_REDIRECT_EXAMPLES`, `PRINT_REDIRECT_SITE`, `SIMULATOR`, `GATEWAY`. The demo page is the one that Trunk builds.
//! Before the tests, the package and the gateway are packed as for a release, and verified.
//! Firefox is optional: without it a line says so, and its tests are skipped.

use std::path::Path;

use super::Results;
use crate::demo;
use crate::examples;
use crate::programs::{Programs, Purpose};
use crate::release;
use crate::site;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::trunk::Trunk;
use crate::tools::{WasmTools, chromium, firefox, npm};
use crate::workspace;

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    let browser = chromium::ensure()?.browser;
    npm::ensure_e2e_packages()?;
    npm::ensure_package_tests()?;
    let tools = WasmTools::ensure()?;
    let package = results.package(&tools)?.directory.clone();
    let trunk = Trunk::ensure(tools)?;
    demo::build_by_trunk(&trunk)?;
    let page = workspace::root().join("dist").join("demo");
    results.check(check_the_page_of_xtask(&page));
    examples::build(&trunk, &package)?;
    results.check(examples::build_consumer(&package));
    results.check(examples::build_applications(&package));
    let site = site::build(&page);
    let site = site.map_err(|failure| results.check(Err(failure))).ok();
    let programs = Programs::build(Purpose::Tests)?;
    results.check(release::check(&package, &programs.path("gateway")));

    let mut playwright = npm::npx();
    playwright
        .current_dir(npm::e2e_directory())
        .args(["playwright", "test"])
        // `tally` cannot read the closing lines in colour.
        .env_remove("FORCE_COLOR")
        .env("NO_COLOR", "1")
        .env("CHROMIUM", browser)
        .env("CHROMIUM_WITH_WINDOWS", chromium::with_windows()?)
        .env("CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "))
        .envs(firefox::ensure().map(|path| ("FIREFOX", path)))
        .env("PRINT_REDIRECT_PKG", package)
        .env("PRINT_REDIRECT_EXAMPLES", examples::directory())
        .envs(site.map(|path| ("PRINT_REDIRECT_SITE", path)))
        .env("PRINT_REDIRECT_DEMO", page);
    programs.name_in(&mut playwright);
    let (output, ended) = Step::new(
        "end-to-end tests",
        "correct what it printed above; pictures of what failed are in target/e2e",
    )
    .read(playwright);
    results.playwright_tests(&output, ended);
    Ok(())
}

/// `cargo xtask demo` lays out the page by itself; it must be the one that Trunk builds.
fn check_the_page_of_xtask(built: &Path) -> Result<(), StepError> {
    let files = demo::site::differing_from_trunk(built)?;
    if files.is_empty() {
        println!("the page of `cargo xtask demo` has the same files as Trunk's");
        return Ok(());
    }
    Err(StepError::PagesDiffer { files })
}
