//! `esbuild`, which makes one small file of the shell's modules, from the npm package.

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
        let place = CacheEntry::of("esbuild", VERSION)?;
        if !place.is_filled() {
            npm::install_into(&place, "esbuild", VERSION)?;
        }
        let program = place.directory().join("node_modules/.bin/esbuild");
        Ok(Self { program })
    }

    /// One module, for the browsers that are supported, as small as it gets.
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

    /// Has esbuild run a command of [`Self::command`].
    pub(crate) fn run(command: Command) -> Result<(), StepError> {
        Step::new("esbuild", "correct what it printed above").quiet(command)
    }
}
