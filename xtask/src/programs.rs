//! Builds the programs of this checkout that are run beside each other: the simulator and the
//! gateway.

use std::path::PathBuf;
use std::process::Command;

use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::command;
use crate::workspace;

/// What the programs are built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be tried by hand: nothing else is built.
    Demo,
    /// To be tested, after the native tests. Those have built both programs already, with more
    /// features of the crates below; built on their own, both would be compiled a second time.
    Tests,
    /// To be measured: as the gateway is run, with the program that puts it under load.
    Bench,
}

/// The programs, built.
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Builds both.
    pub(crate) fn build(purpose: Purpose) -> Result<Self, StepError> {
        let mut build = command("cargo");
        let folder = match purpose {
            Purpose::Demo => {
                build.args(["build", "-p", "simulator", "-p", "gateway", "--bins"]);
                "debug"
            }
            Purpose::Tests => {
                build.args(["test", "--workspace", "--no-run"]);
                "debug"
            }
            Purpose::Bench => {
                build
                    .args(["build", "--profile", "server", "--bins"])
                    .args(["-p", "simulator", "-p", "gateway", "-p", "gateway-bench"]);
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

    /// A command that runs one of them, with all of them in its environment.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = command(self.path(name));
        self.name_in(&mut command);
        command
    }

    /// Puts their paths into the environment of a command: `SIMULATOR` and `GATEWAY`.
    pub(crate) fn name_in(&self, command: &mut Command) {
        for (variable, name) in [("SIMULATOR", "simulator"), ("GATEWAY", "gateway")] {
            command.env(variable, self.path(name));
        }
    }

    /// Where one of them is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_panic_in_the_gateway_ends_one_request_only() {
        let manifest = fs::read_to_string(workspace::root().join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let profile = &manifest["profile"]["server"];
        assert_eq!(profile["panic"].as_str(), Some("unwind"));
        for file in ["docs/deploy.md", "deploy/docker/Dockerfile"] {
            let told = fs::read_to_string(workspace::root().join(file)).unwrap();
            let builds: Vec<_> = told
                .lines()
                .filter(|it| it.contains("cargo build"))
                .collect();
            assert!(!builds.is_empty(), "{file}");
            assert!(
                builds.iter().all(|it| it.contains("--profile server")),
                "{builds:?}"
            );
        }
    }
}
