//! `cargo xtask bench`: measures what users feel of the package, and the gateway under load.
//!
//! The package and the reference pages are built first, and `benches/bench.mjs` measures them in
//! Chromium. Each figure comes with those of the reference pages in the same run: machines differ,
//! so the ratio is what counts. Only the memory has a limit that can fail. The results are written
//! to `bench` in cargo's build directory, one file for each run.

mod pages;

use std::path::{self, Path, PathBuf};
use std::process::Command;

use clap::{Args, ValueEnum};

use crate::dist;
use crate::programs::{Programs, Purpose};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{WasmTools, chromium, command, npm};
use crate::workspace;

const STEP: &str = "measuring";

/// What to measure, and how.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The figures to measure; all of them by default.
    figures: Vec<Figure>,
    /// Measures a quarter of the rounds, to see whether something changed at all.
    #[arg(long)]
    quick: bool,
    /// Measures only what has this text in its name, as `warm cache`. It does not concern the gateway.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Measures the package in this folder, which was built before, and builds none.
    #[arg(long, value_name = "FOLDER")]
    package: Option<PathBuf>,
    /// Prints the results beside those of an earlier run, whose file this is.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
}

/// A figure to measure, or a few that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Figure {
    /// From the navigation to the first of 50 jobs, on two links, at two speeds, with a cold and a warm cache.
    First,
    /// From the navigation to the first of 1,000 and of 10,000 jobs.
    Jobs,
    /// From a keystroke in the search to the paint, with 50,000 printers.
    Search,
    /// From a click on one of 1,000 jobs to the paint.
    Tick,
    /// The memory with 50,000 printers.
    Memory,
    /// The memory after 100 and after 500 widgets.
    Mounts,
    /// The bytes that a page loads.
    Size,
    /// The gateway under load in front of the simulator; the reference is the simulator alone.
    Gateway,
}

impl Figure {
    /// Its name in `bench.mjs`, if that measures it.
    fn in_browser(self) -> Option<&'static str> {
        match self {
            Self::First => Some("first"),
            Self::Jobs => Some("jobs"),
            Self::Search => Some("search"),
            Self::Tick => Some("tick"),
            Self::Memory => Some("memory"),
            Self::Mounts => Some("mounts"),
            Self::Size => Some("size"),
            Self::Gateway => None,
        }
    }
}

/// Measures the figures that the options name, and prints a table.
pub(crate) fn run(options: &Options) -> Result<(), StepError> {
    let figures = if options.figures.is_empty() {
        Figure::value_variants()
    } else {
        &options.figures
    };
    let in_browser: Vec<_> = figures.iter().filter_map(|it| it.in_browser()).collect();
    if !in_browser.is_empty() {
        package(&in_browser, options)?;
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

/// Measures the package with the script in `benches`.
fn package(figures: &[&str], options: &Options) -> Result<(), StepError> {
    npm::ensure_e2e_packages()?;
    let package = match &options.package {
        Some(built) => absolute(built),
        None => dist::build(&WasmTools::ensure()?)?.directory,
    };
    let results = workspace::target_directory()?.join("bench");
    let pages = results.join("pages");
    pages::build(&pages)?;
    let mut bench = command("node");
    bench.arg(workspace::root().join("benches").join("bench.mjs"));
    pass_on(options, &mut bench);
    bench
        .args(figures)
        .env("CHROMIUM", chromium::ensure()?.browser)
        .env("CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "))
        .env("PRINT_REDIRECT_PKG", package)
        .env("BENCH_PAGES", pages)
        .env("BENCH_RESULTS", results);
    Step::new(STEP, "correct what it printed above").stream(bench)
}

/// The options of the script, which have the same names.
fn pass_on(options: &Options, bench: &mut Command) {
    bench.args(options.quick.then_some("--quick"));
    if let Some(text) = &options.filter {
        bench.arg("--filter").arg(text);
    }
    if let Some(file) = &options.against {
        bench.arg("--against").arg(absolute(file));
    }
}

/// A path for the script, which runs in the root of the checkout: that need not be where the user is.
fn absolute(given: &Path) -> PathBuf {
    path::absolute(given).unwrap_or_else(|_| given.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_gets_the_options_that_were_given() {
        let options = Options {
            figures: vec![Figure::First],
            quick: true,
            filter: Some("warm cache".to_owned()),
            package: None,
            against: None,
        };
        let mut bench = Command::new("node");
        pass_on(&options, &mut bench);
        let given: Vec<_> = bench.get_args().collect();
        assert_eq!(given, ["--quick", "--filter", "warm cache"]);
    }

    #[test]
    fn every_figure_but_the_gateway_is_measured_in_the_browser() {
        let all = Figure::value_variants().iter();
        let elsewhere: Vec<_> = all.filter(|figure| figure.in_browser().is_none()).collect();
        assert_eq!(elsewhere, [&Figure::Gateway]);
    }
}
