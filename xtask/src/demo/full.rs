//! `cargo xtask demo --full`: the whole chain on one machine, for a person to try.
//!
//! The package, the simulator and the gateway are built, MSAL is laid out, and `demo/full/start.mjs`
//! starts all of it and says where to go. It is what the end-to-end tests run too. Nothing needs an
//! account, and nothing leaves this machine.

use crate::dist;
use crate::programs::{Profile, Programs};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{WasmTools, chromium, command};
use crate::workspace;

/// Runs until interrupted; with `open`, in a Chromium that knows the certificate.
pub(crate) fn run(port: u16, open: bool) -> Result<(), StepError> {
    let mut start = command("node");
    start
        .arg(
            workspace::root()
                .join("demo")
                .join("full")
                .join("start.mjs"),
        )
        .args(["--port", &port.to_string()]);
    if open {
        start
            .arg("--open")
            .env("CHROMIUM", chromium::browser()?)
            .env("CHROMIUM_ARGUMENTS", chromium::arguments_for_a_person());
    }
    super::vendor()?;
    let programs = Programs::build(Profile::Dev)?;
    programs.name_in(&mut start);
    let package = dist::build(&WasmTools::ensure()?)?;
    start.env("PRINT_REDIRECT_PKG", package.directory);
    Step::new("the whole chain", "correct what it printed above").stream(start)
}
