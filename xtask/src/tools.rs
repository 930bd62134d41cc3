//! Finds, fetches and starts the programs that the verbs run.
//!
//! Each tool has a file that knows its version, where it may already be, and how to get it from
//! a package registry. Fetched tools go to a cache outside the checkout. All commands are made
//! here, without the variables of the cargo that runs xtask, which would confuse the programs.

pub(crate) mod bindgen;
pub(crate) mod cache;
pub(crate) mod cargo_tool;
pub(crate) mod chromium;
pub(crate) mod debian;
pub(crate) mod esbuild;
pub(crate) mod firefox;
pub(crate) mod node;
pub(crate) mod npm;
pub(crate) mod python;
pub(crate) mod servers;
pub(crate) mod standard_library;
pub(crate) mod system_compiler;
pub(crate) mod target;
pub(crate) mod trunk;
pub(crate) mod wasm_opt;

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step_error::StepError;
use crate::workspace;
use target::Compiler;

/// Variables that would move the output of a build, or limit its cores.
const MISLEADING: [&str; 3] = ["CARGO_BUILD_TARGET", "CARGO_MAKEFLAGS", "MAKEFLAGS"];

/// A command that runs in the root of the checkout.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    for name in MISLEADING {
        command.env_remove(name);
    }
    command
}

/// What the files of programs and of npm's scripts end in.
const ENDINGS: &[&str] = if cfg!(windows) {
    &[".exe", ".cmd"]
} else {
    &[""]
};

/// The path of a program, if it is on `PATH`.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .flat_map(|directory| {
            ENDINGS
                .iter()
                .map(move |it| directory.join(format!("{program}{it}")))
        })
        .find(|path| path.is_file())
}

/// Whether `program --version` prints this version as a word of its own.
fn has_version(program: &Path, version: &str) -> bool {
    let Ok(output) = Command::new(program).arg("--version").output() else {
        return false;
    };
    prints_version(&String::from_utf8_lossy(&output.stdout), version)
}

fn prints_version(output: &str, version: &str) -> bool {
    output.split_whitespace().any(|word| word == version)
}

/// What it takes to build for the browser: a compiler with the target, and `wasm-opt`.
pub(crate) struct WasmTools {
    compiler: Compiler,
    /// Where `wasm-opt` is.
    optimizer: PathBuf,
}

impl WasmTools {
    /// Finds or fetches both.
    pub(crate) fn ensure() -> Result<Self, StepError> {
        Ok(Self {
            compiler: target::ensure()?,
            optimizer: wasm_opt::ensure()?,
        })
    }

    /// The compiler that builds for the browser.
    pub(crate) fn compiler(&self) -> Compiler {
        self.compiler
    }

    /// A command that finds these tools on its `PATH` and uses the right compiler.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        self.command_with(program, &[])
    }

    /// The same with the programs in more directories.
    fn command_with(&self, program: impl AsRef<OsStr>, directories: &[&PathBuf]) -> Command {
        let mut command = command(program);
        self.compiler.choose(&mut command);
        let all = directories.iter().copied().chain([&self.optimizer]);
        put_in_front(&mut command, all);
        command
    }
}

/// Puts directories in front of a command's `PATH`.
pub(crate) fn put_in_front<'a>(
    command: &mut Command,
    directories: impl Iterator<Item = &'a PathBuf>,
) {
    let existing = env::var_os("PATH").unwrap_or_default();
    let all = directories.cloned().chain(env::split_paths(&existing));
    // Only a directory whose name contains the separator fails here; it could not be found on
    // any PATH, so the command runs with the one it inherits.
    if let Ok(path) = env::join_paths(all) {
        command.env("PATH", path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_counts_only_as_a_whole_word() {
        assert!(prints_version("wasm-bindgen 0.2.130\n", "0.2.130"));
        assert!(prints_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!prints_version("trunk 0.21.14-beta.1", "0.21.14"));
        assert!(!prints_version("wasm-bindgen 0.2.1301", "0.2.130"));
    }

    #[test]
    fn a_program_that_is_nowhere_is_not_found() {
        assert_eq!(on_path("no-such-program-anywhere"), None);
    }
}
