//! Installs Python packages, for checkers that are found nowhere else.
//!
//! They are installed from a file that names each version and the hashes of its files, into the cache. The Python of the
//! machine runs them. As root on Debian or Ubuntu, Python and pip are installed if they are missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::cache::CacheEntry;
use super::{debian, on_path};
use crate::step::Step;
use crate::step_error::StepError;

const STEP: &str = "installing Python packages";
const PYTHONS: [&str; 2] = ["python3", "python"];

/// Installed packages and the Python that they were installed for.
pub(crate) struct PythonPackages {
    python: PathBuf,
    directory: PathBuf,
}

impl PythonPackages {
    /// Installs the packages that a file of requirements names, unless they are in the cache.
    pub(crate) fn ensure(tool: &str, requirements: &Path) -> Result<Self, StepError> {
        if with_pip().is_none() && debian::can_install() {
            debian::install(&["python3-pip"])?;
        }
        let (python, version) = with_pip().ok_or_else(|| StepError::Missing {
            step: format!("installing {tool}"),
            what: "Python with pip".to_owned(),
            advice: "install Python 3.10 or newer, and pip",
        })?;
        let wanted = fs::read(requirements).map_err(StepError::at(STEP, requirements))?;
        let entry = CacheEntry::of(tool, &format!("{version}-{}", fingerprint(&wanted)))?;
        if !entry.is_complete() {
            entry.fill(|result, _| {
                let mut install = super::command(&python);
                install
                    .args(["-m", "pip", "install", "--disable-pip-version-check"])
                    .args(["--no-deps", "--require-hashes", "--only-binary", ":all:"])
                    .args(["--root-user-action", "ignore", "--target"])
                    .arg(result)
                    .arg("--requirement")
                    .arg(requirements);
                Step::new(
                    format!("installing {tool}"),
                    "see that PyPI can be reached, then run this again",
                )
                .quiet(install)
            })?;
        }
        Ok(Self {
            python,
            directory: entry.directory().to_owned(),
        })
    }

    /// A command that runs a script with these packages.
    pub(crate) fn script(&self, script: &Path) -> Command {
        let mut command = super::command(&self.python);
        command
            .env("PYTHONPATH", &self.directory)
            // The checkout and the cache stay as they are.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .arg(script);
        command
    }

    /// A command that runs a program of one of these packages.
    pub(crate) fn program(&self, name: &str) -> Command {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        super::command(self.directory.join("bin").join(name))
    }
}

/// The first Python that has pip, with its version.
fn with_pip() -> Option<(PathBuf, String)> {
    PYTHONS.iter().find_map(|name| {
        let python = on_path(name)?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "--version"]);
        let output = pip.output().ok().filter(|it| it.status.success())?;
        let version = version_in(&String::from_utf8_lossy(&output.stdout))?;
        Some((python, version))
    })
}

/// The version of Python in `pip 23.0 from /usr/lib/… (python 3.11)`. Compiled packages belong to one version.
fn version_in(said: &str) -> Option<String> {
    let (_, version) = said.rsplit_once("(python ")?;
    Some(format!("python{}", version.trim().trim_end_matches(')')))
}

fn fingerprint(requirements: &[u8]) -> String {
    let digest = Sha256::digest(requirements);
    let mut text = URL_SAFE_NO_PAD.encode(digest);
    text.truncate(12);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_belong_to_one_version_of_python() {
        let said = "pip 23.0.1 from /usr/lib/python3/dist-packages/pip (python 3.11)\n";
        assert_eq!(version_in(said).unwrap(), "python3.11");
        assert_eq!(version_in("No module named pip"), None);
    }

    #[test]
    fn other_requirements_are_installed_to_another_place() {
        assert_eq!(fingerprint(b"a==1"), fingerprint(b"a==1"));
        assert_ne!(fingerprint(b"a==1"), fingerprint(b"a==2"));
        assert_eq!(fingerprint(b"").len(), 12);
    }
}
