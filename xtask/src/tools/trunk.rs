//! Runs Trunk, which builds the demo page and the Leptos example for the end-to-end tests.
//!
//! Its tools are installed beforehand, and it is told to download nothing. It passes that on to
//! cargo, so the crates are fetched beforehand too. The settings of the page are in `Trunk.toml`:
//! a plain `trunk serve` builds the same page.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::target::WASM;
use super::{WasmTools, cargo_tool};
use crate::step::Step;
use crate::step_error::StepError;

/// Trunk and the tools that it runs.
pub(crate) struct Trunk {
    program: PathBuf,
    /// Where the program `wasm-bindgen` is.
    bindgen: PathBuf,
    tools: WasmTools,
}

impl Trunk {
    /// Finds or builds Trunk, and fetches the crates that the page is built from.
    pub(crate) fn ensure(tools: WasmTools) -> Result<Self, StepError> {
        let program = cargo_tool::trunk().ensure()?.join("trunk");
        let bindgen = cargo_tool::wasm_bindgen()?.ensure()?;
        let mut fetch = tools.command("cargo");
        fetch.args(["fetch", "--target", WASM]);
        Step::new("fetching crates", "see that crates.io can be reached").quiet(fetch)?;
        Ok(Self {
            program,
            bindgen,
            tools,
        })
    }

    /// `trunk VERB --release`, to be completed by the caller.
    pub(crate) fn command(&self, verb: &str) -> Command {
        let mut command = self.tools.command_with(&self.program, &[&self.bindgen]);
        command
            .args([verb, "--release"])
            // Trunk takes only `true` and `false` for this one, and stops at the usual `1`.
            .env_remove("NO_COLOR")
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("TRUNK_OFFLINE", "true");
        command
    }

    /// The same for the page in a folder of the checkout.
    pub(crate) fn command_in(&self, folder: &Path, verb: &str) -> Command {
        let mut command = self.command(verb);
        command.current_dir(folder);
        command
    }
}
