//! Runs `esbuild`, which bundles and minifies the shell's modules; it comes from npm.

use std::path::PathBuf;
use std::process::Command;

use super::cache::CacheEntry;
use super::{command, npm};
use crate::step::Step;
use crate::step_error::StepError;

const VERSION: &str = "0.28.2";

/// esbuild in the cache.
pub(crate) struct Esbuild {
    program: PathBuf,
}

impl Esbuild {
    /// Finds or fetches it.
    pub(crate) fn ensure() -> Result<Self, StepError> {
        let entry = CacheEntry::of("esbuild", VERSION)?;
        if !entry.is_complete() {
            npm::install_into(&entry, "esbuild", VERSION)?;
        }
        let program = entry
            .directory()
            .join("node_modules/.bin")
            .join(npm::script("esbuild"));
        Ok(Self { program })
    }

    /// A command that writes one minified module for the supported browsers.
    pub(crate) fn command(&self) -> Command {
        let mut command = command(&self.program);
        command.args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022,safari16.4",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
        ]);
        command
    }

    /// Runs a command of [`Self::command`].
    pub(crate) fn run(command: Command) -> Result<(), StepError> {
        Step::new("esbuild", "correct what it printed above").quiet(command)
    }
}
