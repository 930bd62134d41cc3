//! Finds a compiler that can build for `wasm32-unknown-unknown`.
//!
//! A compiler that has the target is taken: the one in use, else the distribution's. If none has it,
//! rustup adds the target to the one in use. If that fails, as root on Debian or Ubuntu, the target
//! is added to the distribution's compiler. Otherwise the failure says what to install.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{command, debian, on_path, system_compiler};
use crate::step::Step;
use crate::step_error::StepError;

/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The profile in Cargo.toml for programs that must be built quickly and are not shipped: the demo
/// page, the example and the tests in a browser. Trunk.toml names the same one. They share it so that
/// their dependencies are compiled once.
pub(crate) const DEMO_PROFILE: &str = "demo";

/// rustup usually takes 4 s, but has hung once.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// The compiler that builds for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The one that built this program.
    Current,
    /// The distribution's, known to rustup under [`system_compiler::TOOLCHAIN`].
    System,
}

impl Compiler {
    /// Makes a command use this compiler.
    pub(crate) fn choose(self, command: &mut Command) {
        if self == Self::System {
            command.env("RUSTUP_TOOLCHAIN", system_compiler::TOOLCHAIN);
        }
    }

    /// The directory that the compiler is installed in.
    pub(crate) fn sysroot(self) -> Option<PathBuf> {
        let mut rustc = command("rustc");
        self.choose(&mut rustc);
        let output = rustc.args(["--print", "sysroot"]).output().ok()?;
        let path = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| path.trim().into())
    }

    fn has_target(self) -> bool {
        let mut rustc = command("rustc");
        rustc
            .env("RUSTUP_AUTO_INSTALL", "0")
            .args(["--print", "target-libdir", "--target", WASM]);
        self.choose(&mut rustc);
        rustc.output().is_ok_and(|output| {
            let path = String::from_utf8_lossy(&output.stdout);
            output.status.success() && has_core(Path::new(path.trim()))
        })
    }
}

/// Finds a compiler with the target, or gets one.
pub(crate) fn ensure() -> Result<Compiler, StepError> {
    let found = [Compiler::Current, Compiler::System]
        .into_iter()
        .find(|compiler| compiler.has_target());
    if let Some(compiler) = found {
        return Ok(compiler);
    }
    if on_path("rustup").is_some() {
        match add_by_rustup() {
            Ok(()) if Compiler::Current.has_target() => return Ok(Compiler::Current),
            Ok(()) => {}
            Err(failure) => eprintln!("{failure}"),
        }
    }
    if debian::can_install() {
        system_compiler::install()?;
        return Ok(Compiler::System);
    }
    Err(StepError::Missing {
        step: "building for the browser".to_owned(),
        what: format!("the compiler's target {WASM}"),
        advice: "with rustup, run `rustup target add wasm32-unknown-unknown`; without it, install the target of your compiler's package, or rustup",
    })
}

fn add_by_rustup() -> Result<(), StepError> {
    let mut add = command("rustup");
    add.args(["target", "add", WASM]);
    Step::new(
        format!("rustup target add {WASM}"),
        "other ways are tried next",
    )
    .within(RUSTUP_LIMIT)
    .quiet(add)
}

/// Whether the directory of a target has its core library, without which it is not installed.
fn has_core(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libcore-") && name.ends_with(".rlib")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_without_its_core_library_is_missing() {
        let directory = tempfile::tempdir().unwrap();
        assert!(!has_core(directory.path()));
        assert!(!has_core(&directory.path().join("nothing")));
        fs::write(directory.path().join("libcore-0123.rlib"), "").unwrap();
        assert!(has_core(directory.path()));
    }
}
