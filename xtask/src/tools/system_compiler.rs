//! Makes Debian's own compiler build for the browser.
//!
//! This is for machines where rustup cannot fetch the target. The distribution has `rustc-web`, but
//! not the standard library for the target. That library is built here once from the
//! distribution's sources and copied to where the compiler looks for it. This changes the system,
//! so it is tried last, and only as root.

use std::fs;
use std::path::Path;

use super::target::WASM;
use super::{command, debian, on_path};
use crate::step::Step;
use crate::step_error::StepError;

/// The name under which rustup knows the distribution's compiler.
pub(crate) const TOOLCHAIN: &str = "system";

const STEP: &str = "building the standard library for the browser";
const ADVICE: &str =
    "run `rustup target add wasm32-unknown-unknown` where its server can be reached";

/// An empty crate: compiling it compiles the library.
const MANIFEST: &str = "[package]\nname = \"nothing\"\nedition = \"2021\"\n[workspace]\n";

/// Installs the compiler, builds the library, and makes the compiler known to rustup.
pub(crate) fn install() -> Result<(), StepError> {
    let lld = debian::newest("lld-").unwrap_or_else(|| "lld".to_owned());
    debian::install(&[
        "rustc-web",
        "cargo-web",
        "rust-web-src",
        "rust-web-llvm",
        &lld,
    ])?;

    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, Path::new("/tmp")))?;
    build_library(scratch.path())?;
    let built = scratch
        .path()
        .join("target")
        .join(WASM)
        .join("release/deps");
    let place = Path::new("/usr/lib/rustlib").join(WASM).join("lib");
    copy_library(&built, &place)?;

    if on_path("rustup").is_none() {
        return Ok(());
    }
    let mut link = command("rustup");
    link.args(["toolchain", "link", TOOLCHAIN, "/usr"]);
    Step::new("rustup toolchain link", ADVICE).quiet(link)
}

fn build_library(project: &Path) -> Result<(), StepError> {
    let source = project.join("src");
    let write = |path: &Path, text: &str| fs::write(path, text).map_err(StepError::at(STEP, path));
    fs::create_dir_all(&source).map_err(StepError::at(STEP, &source))?;
    write(&source.join("lib.rs"), "")?;
    write(&project.join("Cargo.toml"), MANIFEST)?;
    let mut build = command("/usr/bin/cargo");
    build
        .current_dir(project)
        // rustup's proxy sets these for its own compiler.
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        // Without it link-time optimisation of the programs that use the library fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", project.join("target"))
        .args(["build", "--release", "--target", WASM])
        .arg("-Zbuild-std=std,panic_abort");
    Step::new(STEP, ADVICE).stream(build)
}

fn copy_library(from: &Path, to: &Path) -> Result<(), StepError> {
    fs::create_dir_all(to).map_err(StepError::at(STEP, to))?;
    for entry in fs::read_dir(from)
        .map_err(StepError::at(STEP, from))?
        .flatten()
    {
        let path = entry.path();
        let name = entry.file_name();
        let is_library = path.extension().is_some_and(|it| it == "rlib");
        if is_library && !name.to_string_lossy().starts_with("libnothing-") {
            fs::copy(&path, to.join(name)).map_err(StepError::at(STEP, &path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_crate_itself_is_not_copied() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for name in ["libstd-1.rlib", "libnothing-2.rlib", "std-1.d"] {
            fs::write(from.path().join(name), "").unwrap();
        }
        copy_library(from.path(), to.path()).unwrap();
        let copied: Vec<_> = fs::read_dir(to.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(copied, ["libstd-1.rlib"]);
    }
}
