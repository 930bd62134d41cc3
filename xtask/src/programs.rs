//! The simulator and the gateway, built to be run beside each other.
//!
//! They come from this checkout, in the profile of the native tests, which have compiled most of it
//! already. Running them is left to others.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::step::Step;
use crate::tools::command;
use crate::workspace;

/// Where the two programs are.
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Builds both.
    pub(crate) fn build() -> Result<Self, Failure> {
        let mut build = command("cargo");
        build.args(["build", "-p", "simulator", "-p", "gateway", "--bins"]);
        Step::new(
            "building the simulator and the gateway",
            "correct what it printed above",
        )
        .quiet(build)?;
        Ok(Self {
            folder: workspace::target_directory()?.join("debug"),
        })
    }

    /// Names them in the environment of a program: `SIMULATOR` and `GATEWAY`.
    pub(crate) fn name_in(&self, command: &mut Command) {
        for (variable, name) in [("SIMULATOR", "simulator"), ("GATEWAY", "gateway")] {
            let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
            command.env(variable, self.folder.join(file));
        }
    }
}
