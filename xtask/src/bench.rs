//! `cargo xtask bench`: measures the speed, the memory and the size of the package, and the gateway.
//!
//! The package is built first, and `benches/bench.mjs` measures it in Chromium. Each figure comes
//! with that of a reference in the same run: machines differ, so the ratio is what counts. Only the
//! memory has a limit that can fail. Nothing is written.

use std::fs;

use clap::ValueEnum;

use crate::dist::{self, Package};
use crate::programs::{Programs, Purpose};
use crate::sizes::{self, Weighed};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{WasmTools, chromium, command, npm};
use crate::workspace;

const STEP: &str = "measuring";

/// The reference for the size: the library with which host pages sign their users in.
const REFERENCE: &str = "node_modules/@azure/msal-browser/lib/msal-browser.min.js";

/// A figure to measure, or a few that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Figure {
    /// From a keystroke in the search to the paint, with 50,000 printers.
    Search,
    /// The program's memory with 50,000 printers.
    Memory,
    /// From an empty page to a painted list of 1,000 jobs.
    List,
    /// From a click on one of 1,000 jobs to the paint.
    Tick,
    /// The size of what a page loads.
    Size,
    /// The gateway under load in front of the simulator; the reference is the simulator alone.
    Gateway,
}

impl Figure {
    /// Its name in `bench.mjs`, if that measures it.
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

/// Measures one figure or all of them, and prints a table.
pub(crate) fn run(figure: Option<Figure>) -> Result<(), StepError> {
    let figures = figure
        .as_ref()
        .map_or(Figure::value_variants(), std::slice::from_ref);
    if figures.iter().any(|figure| *figure != Figure::Gateway) {
        package(figures)?;
    }
    if figures.contains(&Figure::Gateway) {
        gateway()?;
    }
    Ok(())
}

/// Measures the gateway with the program in `benches/gateway`.
fn gateway() -> Result<(), StepError> {
    let bench = Programs::build(Purpose::Bench)?.command("gateway-bench");
    Step::new("measuring the gateway", "correct what it printed above").stream(bench)
}

fn package(figures: &[Figure]) -> Result<(), StepError> {
    npm::ensure_e2e_packages()?;
    let package = dist::build(&WasmTools::ensure()?)?;
    println!(
        "\n{:<66}{:>12}{:>12}{:>9}",
        "figure", "widget", "reference", "ratio"
    );
    if figures.contains(&Figure::Size) {
        println!("{}", size(&package)?);
    }
    let in_browser: Vec<_> = figures.iter().filter_map(|it| it.in_browser()).collect();
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
    fn the_size_is_printed_beside_its_reference() {
        let row = size_row(188_430, 90_000);
        let columns: Vec<&str> = row.split_whitespace().rev().take(5).collect();
        assert_eq!(columns, ["2.09", "B", "90,000", "B", "188,430"]);
    }

    #[test]
    fn an_empty_reference_gives_a_ratio_of_one() {
        assert!(size_row(1, 0).ends_with(" 1.00"));
    }
}
