//! Runs the checks that need no browser: format, clippy on both targets, and the native tests with
//! the doc tests of every crate.

use super::Results;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::command;
use crate::tools::target::{self, Compiler, WASM};

const FIX: &str = "correct what it printed above";

pub(super) fn run(results: &mut Results) {
    let mut format = command("cargo");
    format.args(["fmt", "--all", "--check"]);
    results.check(Step::new("format", "run `cargo fmt --all`").quiet(format));

    let mut clippy = command("cargo");
    clippy
        .args(["clippy", "--workspace", "--all-targets"])
        .args(["--", "-D", "warnings"]);
    results.check(Step::new("clippy", FIX).quiet(clippy));

    results.check(clippy_for_the_browser());

    let mut test = command("cargo");
    test.args(["test", "--workspace", "--no-fail-fast"]);
    let (output, ended) = Step::new("native tests", FIX).read(test);
    results.cargo_tests(&output, ended);
}

fn clippy_for_the_browser() -> Result<(), StepError> {
    if target::ensure()? == Compiler::System {
        println!("clippy for {WASM} is left out: the distribution's compiler comes without it.");
        return Ok(());
    }
    let mut clippy = command("cargo");
    clippy
        .args(["clippy", "--target", WASM])
        .args(["-p", "print-redirect", "-p", "simulator-page"])
        .args(["-p", "example-leptos"])
        .args(["--lib", "--bins", "--test", "web"])
        .args(["--", "-D", "warnings"]);
    Step::new(format!("clippy for {WASM}"), FIX).quiet(clippy)
}
