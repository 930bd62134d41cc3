//! Installs packages on Debian and Ubuntu, when run as root, or takes files out of them, as any user.
//!
//! Callers ask `can_install` or `can_unpack` first and name the packages. No package is removed or upgraded.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::cache::CacheEntry;
use super::on_path;
use crate::step::Step;
use crate::step_error::StepError;

/// How long `apt-get` may take.
const LIMIT: Duration = Duration::from_secs(900);

/// Whether packages can be installed here.
pub(crate) fn can_install() -> bool {
    can_unpack() && is_root()
}

/// Whether packages can be fetched and unpacked here.
pub(crate) fn can_unpack() -> bool {
    is_debian(&os_release()) && on_path("apt-get").is_some() && on_path("dpkg").is_some()
}

/// Installs packages without the ones that they only recommend.
pub(crate) fn install(packages: &[&str]) -> Result<(), StepError> {
    update()?;
    let mut install = apt_get();
    install
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages);
    step(format!("apt-get install {}", packages.join(" "))).quiet(install)
}

/// The directory that has the files of these packages, in the cache. Nothing is installed, not even what they need.
pub(crate) fn unpacked(name: &str, packages: &[&str]) -> Result<PathBuf, StepError> {
    let entry = CacheEntry::of(name, &version_in(&os_release()))?;
    if entry.is_complete() {
        return Ok(entry.directory().to_owned());
    }
    if is_root() {
        update()?;
    }
    entry.fill(|result, scratch| {
        let mut download = apt_get();
        download.current_dir(scratch).arg("download").args(packages);
        step(format!("apt-get download {}", packages.join(" "))).quiet(download)?;
        let files = fs::read_dir(scratch).map_err(StepError::at("unpacking packages", scratch))?;
        for file in files
            .flatten()
            .filter(|file| file.path().extension().is_some_and(|it| it == "deb"))
        {
            let mut unpack = super::command("dpkg");
            unpack.arg("--extract").arg(file.path()).arg(result);
            step(format!("unpacking {}", file.file_name().display())).quiet(unpack)?;
        }
        Ok(())
    })?;
    Ok(entry.directory().to_owned())
}

fn update() -> Result<(), StepError> {
    let mut update = apt_get();
    update.arg("update");
    step("apt-get update".to_owned()).quiet(update)
}

fn step(name: String) -> Step {
    Step::new(
        name,
        "see that the package sources of this system can be reached",
    )
    .within(LIMIT)
}

/// The newest versioned package of a family, such as `lld-19` of `lld-`.
pub(crate) fn newest(family: &str) -> Option<String> {
    let output = Command::new("apt-cache")
        .args(["search", "--names-only", &format!("^{family}[0-9]+$")])
        .output()
        .ok()?;
    newest_in(&String::from_utf8_lossy(&output.stdout), family)
}

fn apt_get() -> Command {
    let mut command = super::command("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether this runs as root.
pub(super) fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn os_release() -> String {
    fs::read_to_string("/etc/os-release").unwrap_or_default()
}

/// A name such as `debian-12` for the release of the system, whose libraries an unpacked program needs.
fn version_in(os_release: &str) -> String {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(key));
        line.unwrap_or("unknown").trim_matches('"').to_owned()
    };
    format!("{}-{}", value("ID="), value("VERSION_ID="))
}

fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .any(|id| id == "debian" || id == "ubuntu")
}

fn newest_in(search: &str, family: &str) -> Option<String> {
    search
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(|name| Some((name.strip_prefix(family)?.parse::<u32>().ok()?, name)))
        .max()
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_derivatives_are_recognised() {
        assert!(is_debian("NAME=\"Debian\"\nID=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nVERSION_ID=42\n"));
    }

    #[test]
    fn another_release_has_packages_of_its_own() {
        let release = "ID=ubuntu\nVERSION_ID=\"24.04\"\n";
        assert_eq!(version_in(release), "ubuntu-24.04");
        assert_eq!(version_in("ID=debian\n"), "debian-unknown");
    }

    #[test]
    fn the_newest_package_is_chosen_by_number() {
        let found = "lld-9 - linker\nlld-22 - linker\nlld-19 - linker\nlld-x - other\n";
        assert_eq!(newest_in(found, "lld-").unwrap(), "lld-22");
        assert_eq!(newest_in("", "lld-"), None);
    }
}
