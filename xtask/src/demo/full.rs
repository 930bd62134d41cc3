//! `cargo xtask demo --full`: runs the whole chain on this machine, for a person to try.
//!
//! The package, the simulator and the gateway are built and MSAL is fetched. Then
//! `demo/full/start.mjs` starts everything and prints the address; the end-to-end tests run the same
//! script. It needs no account, and nothing leaves this machine.

use crate::dist;
use crate::programs::{Programs, Purpose};
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
            .env("CHROMIUM", chromium::with_windows()?)
            .env("CHROMIUM_ARGUMENTS", chromium::arguments_for_a_person());
    }
    super::vendor()?;
    let programs = Programs::build(Purpose::Demo)?;
    programs.name_in(&mut start);
    let package = dist::build(&WasmTools::ensure()?)?;
    start.env("PRINT_REDIRECT_PKG", package.directory);
    Step::new("the whole chain", "correct what it printed above").stream(start)
}
