//! `cargo xtask bench`: how fast, how large and how hungry the built package is, and the gateway.
//!
//! The package is built first and measured in Chromium by `benches/bench.mjs`, each figure beside
//! that of a reference in the same run; what counts is the ratio, since machines differ. Nothing
//! is judged by the clock; the memory has a limit, and only that can fail. Nothing is written.

use std::fs;

use clap::ValueEnum;

use crate::dist::{self, Package};
use crate::programs::{Profile, Programs};
use crate::sizes::{self, Weighed};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{WasmTools, chromium, command, npm};
use crate::workspace;

const STEP: &str = "measuring";

/// What host pages load to sign their users in, for the size to be seen beside.
const REFERENCE: &str = "node_modules/@azure/msal-browser/lib/msal-browser.min.js";

/// A figure, or a few that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Figure {
    /// From a keystroke in the search to the paint, with 50,000 printers.
    Search,
    /// The program's memory with 50,000 printers.
    Memory,
    /// From nothing to a painted list of 1,000 jobs.
    List,
    /// From a click on one of 1,000 jobs to the paint.
    Tick,
    /// What a page loads.
    Size,
    /// The gateway under load, in front of the simulator and beside it alone.
    Gateway,
}

impl Figure {
    /// What `bench.mjs` calls it, where that measures it.
    fn in_browser(self) -> Option<&'static str> {
        match self {
            Self::Search => Some("search"),
            Self::Memory => Some("memory"),
            Self::List => Some("list"),
            Self::Tick => Some("tick"),
            Self::Size | Self::Gateway => None,
        }
    }
}

/// Measures one part or all of them and prints a table.
pub(crate) fn run(part: Option<Figure>) -> Result<(), StepError> {
    let parts = part
        .as_ref()
        .map_or(Figure::value_variants(), std::slice::from_ref);
    if parts.iter().any(|part| *part != Figure::Gateway) {
        package(parts)?;
    }
    if parts.contains(&Figure::Gateway) {
        gateway()?;
    }
    Ok(())
}

/// The gateway has a program of its own to measure it, `benches/gateway`.
fn gateway() -> Result<(), StepError> {
    let bench = Programs::build(Profile::Server)?.command("gateway-bench");
    Step::new("measuring the gateway", "correct what it printed above").stream(bench)
}

fn package(parts: &[Figure]) -> Result<(), StepError> {
    npm::ensure_e2e_packages()?;
    let package = dist::build(&WasmTools::ensure()?)?;
    println!(
        "\n{:<66}{:>12}{:>12}{:>9}",
        "figure", "widget", "reference", "ratio"
    );
    if parts.contains(&Figure::Size) {
        println!("{}", size(&package)?);
    }
    let in_browser: Vec<_> = parts.iter().filter_map(|part| part.in_browser()).collect();
    if in_browser.is_empty() {
        return Ok(());
    }
    let mut bench = command("node");
    bench
        .arg(workspace::root().join("benches").join("bench.mjs"))
        .args(in_browser)
        .env("CHROMIUM", chromium::ensure()?.browser)
        .env("CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "))
        .env("PRINT_REDIRECT_PKG", package.directory);
    Step::new(STEP, "correct what it printed above").stream(bench)
}

fn size(package: &Package) -> Result<String, StepError> {
    let path = npm::e2e_directory().join(REFERENCE);
    let content = fs::read(&path).map_err(StepError::at(STEP, &path))?;
    let reference = Weighed::new("msal-browser.min.js", &content);
    Ok(size_row(sizes::loaded(&package.files), reference.brotli))
}

/// A row of the table; both sizes are bytes of brotli.
fn size_row(widget: u64, reference: u64) -> String {
    let hundredths = widget.saturating_mul(100) / reference.max(1);
    format!(
        "{:<66}{:>10} B{:>10} B{:>9}",
        "what a page loads, brotli, beside msal-browser.min.js",
        sizes::grouped(widget),
        sizes::grouped(reference),
        format!("{}.{:02}", hundredths / 100, hundredths % 100),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_seen_beside_a_reference() {
        let row = size_row(188_430, 90_000);
        let columns: Vec<&str> = row.split_whitespace().rev().take(5).collect();
        assert_eq!(columns, ["2.09", "B", "90,000", "B", "188,430"]);
    }

    #[test]
    fn an_empty_reference_is_no_reason_to_stop() {
        assert!(size_row(1, 0).ends_with(" 1.00"));
    }
}
