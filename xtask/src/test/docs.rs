//! Checks that the documentation builds without warnings, and that the samples in it compile.
//!
//! Native doc tests run with the native tests. The doc tests of modules that exist only in a browser
//! are compiled here and not run. `tests/docs/samples.mjs` checks the JavaScript and TypeScript in
//! the prose.

use super::Results;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::target::{self, Compiler, DEMO_PROFILE, WASM};
use crate::tools::{command, npm};
use crate::workspace;

const FIX: &str = "correct what it printed above";

/// The script that checks the samples in the prose with the TypeScript compiler of `tests/e2e`.
const SAMPLES: &str = "tests/docs/samples.mjs";

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    let mut document = command("cargo");
    document
        .args(["doc", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings");
    results.check(Step::new("documentation", FIX).quiet(document));

    let compiler = target::ensure()?;
    let mut document = command("cargo");
    compiler.choose(&mut document);
    if compiler == Compiler::System && !has_rustdoc(compiler) {
        println!(
            "documentation for {WASM} is left out: the distribution's compiler comes without it."
        );
    } else {
        document
            .args(["doc", "--no-deps", "-p", "print-redirect", "--target", WASM])
            .env("RUSTDOCFLAGS", "-D warnings");
        results.check(Step::new(format!("documentation for {WASM}"), FIX).quiet(document));

        let mut samples = command("cargo");
        compiler.choose(&mut samples);
        samples
            .args(["test", "--doc", "-p", "print-redirect"])
            .args(["--target", WASM, "--profile", DEMO_PROFILE]);
        let (output, ended) = Step::new(format!("doc tests for {WASM}"), FIX).read(samples);
        results.cargo_tests(&output, ended);
    }

    results.check(check_samples());
    Ok(())
}

fn has_rustdoc(compiler: Compiler) -> bool {
    let mut rustdoc = command("rustdoc");
    compiler.choose(&mut rustdoc);
    let output = rustdoc.arg("--version").output();
    output.is_ok_and(|output| output.status.success())
}

fn check_samples() -> Result<(), StepError> {
    let script = workspace::root().join(SAMPLES);
    if !script.is_file() {
        return Err(StepError::Missing {
            step: "checking the samples in the prose".to_owned(),
            what: format!("the script {SAMPLES}"),
            advice: "restore it from the repository",
        });
    }
    npm::ensure_e2e_packages()?;
    let mut check = command("node");
    check.arg(script);
    Step::new("samples in the prose", FIX).quiet(check)
}
