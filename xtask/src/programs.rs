//! The simulator and the gateway, built to be run beside each other.
//!
//! They come from this checkout: in the profile of the native tests, which have compiled most of it
//! already, or for figures in the one in which the gateway is run.

use std::path::PathBuf;
use std::process::Command;

use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::command;
use crate::workspace;

/// How much the compiler is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// For tests and for looking at it.
    Dev,
    /// As the gateway is run, with what puts it under load.
    Server,
}

/// Where the programs are.
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Builds both.
    pub(crate) fn build(profile: Profile) -> Result<Self, StepError> {
        let mut build = command("cargo");
        build.args(["build", "-p", "simulator", "-p", "gateway", "--bins"]);
        let folder = match profile {
            Profile::Dev => "debug",
            Profile::Server => {
                build.args(["-p", "gateway-bench", "--profile", "server"]);
                "server"
            }
        };
        Step::new(
            "building the simulator and the gateway",
            "correct what it printed above",
        )
        .quiet(build)?;
        Ok(Self {
            folder: workspace::target_directory()?.join(folder),
        })
    }

    /// A command that runs one of them, and finds the others.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = command(self.path(name));
        self.name_in(&mut command);
        command
    }

    /// Names them in the environment of a program: `SIMULATOR` and `GATEWAY`.
    pub(crate) fn name_in(&self, command: &mut Command) {
        for (variable, name) in [("SIMULATOR", "simulator"), ("GATEWAY", "gateway")] {
            command.env(variable, self.path(name));
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_gateway_is_run_in_a_profile_in_which_a_failing_request_ends_no_other() {
        let manifest = fs::read_to_string(workspace::root().join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let profile = &manifest["profile"]["server"];
        assert_eq!(profile["panic"].as_str(), Some("unwind"));
        let told = fs::read_to_string(workspace::root().join("docs/deploy.md")).unwrap();
        let builds: Vec<_> = told
            .lines()
            .filter(|it| it.contains("cargo build"))
            .collect();
        assert!(builds.len() > 1, "{builds:?}");
        assert!(
            builds.iter().all(|it| it.contains("--profile server")),
            "{builds:?}"
        );
    }
}
