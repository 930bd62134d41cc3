//! Runs npm, and installs the packages of folders in the checkout, such as `tests/e2e`.
//!
//! Tools that are npm packages go to the cache. The packages of a folder are installed from its lock
//! file, and again only after it has changed. No browser is downloaded; `chromium` finds one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cache::CacheEntry;
use super::on_path;
use crate::step::Step;
use crate::step_error::StepError;
use crate::workspace;

const REGISTRY: &str = "see that the npm registry can be reached, then run this again";

/// npm, for a step that the failure names if npm is missing.
pub(crate) fn command(step: &str) -> Result<Command, StepError> {
    let npm = on_path("npm").ok_or_else(|| StepError::Missing {
        step: step.to_owned(),
        what: "`npm`".to_owned(),
        advice: "install Node.js 20 or newer, which brings it",
    })?;
    Ok(super::command(npm))
}

/// `npx`, which runs a program of the packages in the directory that it is given.
pub(crate) fn npx() -> Command {
    super::command(script("npx"))
}

/// The file of a program that comes with npm or through it: a script on Windows.
pub(crate) fn script(name: &str) -> String {
    let ending = if cfg!(windows) { ".cmd" } else { "" };
    format!("{name}{ending}")
}

/// Installs one package, in exactly this version, into its place in the cache.
pub(crate) fn install_into(
    entry: &CacheEntry,
    package: &str,
    version: &str,
) -> Result<(), StepError> {
    let name = format!("installing {package} {version}");
    entry.fill(|result, _| {
        let mut install = command(&name)?;
        install
            .current_dir(result)
            .args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ])
            .arg(result)
            .arg(format!("{package}@{version}"));
        Step::new(name.clone(), REGISTRY).quiet(install)
    })
}

/// The directory of the browser tests.
pub(crate) fn e2e_directory() -> PathBuf {
    workspace::root().join("tests").join("e2e")
}

/// Installs the packages of `tests/e2e`, which the demo page and the browser tests use.
pub(crate) fn ensure_e2e_packages() -> Result<(), StepError> {
    ensure_packages(&e2e_directory(), "tests/e2e")
}

/// Installs the packages of a folder if its lock file differs from the one last installed. `name` is
/// what the step calls the folder.
pub(crate) fn ensure_packages(directory: &Path, name: &str) -> Result<(), StepError> {
    const STEP: &str = "installing npm packages";
    let lock = directory.join("package-lock.json");
    let stamp = directory.join("node_modules").join(".installed-lock");
    let wanted = fs::read(&lock).map_err(StepError::at(STEP, &lock))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let step = format!("installing the packages of {name}");
    let mut install = command(&step)?;
    install
        .current_dir(directory)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .args(["ci", "--no-audit", "--no-fund"]);
    Step::new(step, REGISTRY).quiet(install)?;
    fs::write(&stamp, wanted).map_err(StepError::at(STEP, &stamp))
}

/// The directory of the checks on the packed package.
pub(crate) fn package_tests() -> PathBuf {
    workspace::root().join("tests").join("package")
}

/// Installs the packages of `tests/package`, which the checks on the package and some browser tests use.
pub(crate) fn ensure_package_tests() -> Result<(), StepError> {
    ensure_packages(&package_tests(), "tests/package")
}

/// Installs the packages of `tests/deploy`, an identity provider for the gateway.
pub(crate) fn ensure_deploy_tests() -> Result<(), StepError> {
    ensure_packages(
        &workspace::root().join("tests").join("deploy"),
        "tests/deploy",
    )
}

/// A package as `npm pack` packs it. The file is removed with this value.
pub(crate) struct Packed {
    pub(crate) file: PathBuf,
    _directory: tempfile::TempDir,
}

/// Packs the package in a directory.
pub(crate) fn pack(package: &Path) -> Result<Packed, StepError> {
    const STEP: &str = "npm pack";
    let directory = tempfile::tempdir().map_err(StepError::at(STEP, package))?;
    let mut pack = command(STEP)?;
    pack.arg("pack")
        .arg(package)
        .arg("--pack-destination")
        .arg(directory.path());
    Step::new(STEP, "correct what it printed above").quiet(pack)?;
    let name = format!("print-redirect-{}.tgz", env!("CARGO_PKG_VERSION"));
    Ok(Packed {
        file: directory.path().join(name),
        _directory: directory,
    })
}

impl Packed {
    /// Replaces a directory by what is packed.
    pub(crate) fn unpack_into(&self, directory: &Path) -> Result<(), StepError> {
        const STEP: &str = "unpacking the package";
        if directory.exists() {
            fs::remove_dir_all(directory).map_err(StepError::at(STEP, directory))?;
        }
        fs::create_dir_all(directory).map_err(StepError::at(STEP, directory))?;
        let mut tar = super::command("tar");
        // npm packs everything into a folder `package`.
        tar.args(["--strip-components=1", "-xzf"])
            .arg(&self.file)
            .arg("-C")
            .arg(directory);
        Step::new(STEP, "see that `tar` is installed").quiet(tar)
    }
}
