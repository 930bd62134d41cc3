//! `cargo xtask test`: runs every check of the project, or one part of them.
//!
//! All parts run, even after one has failed. The last line printed is always the count of passed
//! and failed checks, and the exit code says whether any failed. Each part has a file of its own.
//! Their order matters: a part may use what an earlier one has compiled.

mod deploy;
mod docs;
mod e2e;
mod native;
mod package;
mod size;
mod supply;
mod tally;
mod wasm;

use std::process::ExitCode;

use clap::ValueEnum;

use crate::dist::{self, Package};
use crate::step_error::StepError;
use crate::tools::WasmTools;
use tally::Tally;

/// A part of the checks that can be run on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Format, clippy, and the tests that need no browser.
    Native,
    /// The documentation without warnings, and the samples in it.
    Docs,
    /// The component's tests, in Chromium.
    Wasm,
    /// The size of what an embedding page loads, against its limit.
    Size,
    /// The package: its types, its import without a browser, the same bytes when built again.
    Package,
    /// The built package, the demo page and the examples, in Chromium and Firefox.
    E2e,
    /// The files in `deploy/`: each by the program that it is for, and the gateway behind both proxies.
    Deploy,
    /// The dependencies: their licences, their sources, and advisories against them.
    Supply,
}

/// The results of the checks that have run so far.
#[derive(Default)]
struct Results {
    tally: Tally,
    failures: Vec<StepError>,
    /// The tests that failed or were flaky, by name.
    named: Vec<String>,
    /// Built once, for the parts size, package and e2e.
    package: Option<Package>,
}

/// Runs one part or all of them.
pub(crate) fn run(part: Option<Part>) -> ExitCode {
    let mut results = Results::default();
    let parts = part
        .as_ref()
        .map_or(Part::value_variants(), std::slice::from_ref);
    for part in parts {
        let ended = match part {
            Part::Native => {
                native::run(&mut results);
                Ok(())
            }
            Part::Docs => docs::run(&mut results),
            Part::Wasm => wasm::run(&mut results),
            Part::Size => size::run(&mut results),
            Part::Package => package::run(&mut results),
            Part::E2e => e2e::run(&mut results),
            Part::Deploy => deploy::run(&mut results),
            Part::Supply => supply::run(&mut results),
        };
        if let Err(failure) = ended {
            results.check(Err(failure));
        }
    }
    results.close()
}

impl Results {
    /// Counts one check, which passed or failed as a whole.
    fn check(&mut self, ended: Result<(), StepError>) {
        match ended {
            Ok(()) => self.tally.passed += 1,
            Err(failure) => {
                self.tally.failed += 1;
                self.failures.push(failure);
            }
        }
    }

    /// Counts the tests of a run of cargo's or wasm-bindgen's test runner, from what it printed.
    fn cargo_tests(&mut self, output: &str, ended: Result<(), StepError>) {
        self.named.extend(tally::failed_in_cargo(output));
        self.tests(Tally::from_cargo(output), ended);
    }

    /// Counts the tests of a run of Playwright, from what it printed.
    fn playwright_tests(&mut self, output: &str, ended: Result<(), StepError>) {
        self.named.extend(tally::failed_in_playwright(output));
        self.tests(Tally::from_playwright(output), ended);
    }

    /// Counts the tests of a run of Node's own runner, from what it printed.
    fn node_tests(&mut self, output: &str, ended: Result<(), StepError>) {
        self.named.extend(tally::failed_in_node(output));
        self.tests(Tally::from_node(output), ended);
    }

    fn tests(&mut self, counts: Tally, ended: Result<(), StepError>) {
        self.tally += counts.agreeing_with(ended.is_ok());
        self.failures.extend(ended.err());
    }

    fn package(&mut self, tools: &WasmTools) -> Result<&Package, StepError> {
        let package = match self.package.take() {
            Some(package) => package,
            None => dist::build(tools)?,
        };
        Ok(self.package.insert(package))
    }

    fn close(self) -> ExitCode {
        println!();
        for name in &self.named {
            println!("{name}");
        }
        for failure in &self.failures {
            println!("{failure}");
        }
        println!("{}", self.tally);
        if self.failures.is_empty() && self.tally.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
