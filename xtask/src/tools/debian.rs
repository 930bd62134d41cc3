//! Installs packages on Debian and Ubuntu, when run as root.
//!
//! Callers ask `can_install` first and name the packages. No package is removed or upgraded.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::on_path;
use crate::step::Step;
use crate::step_error::StepError;

/// How long `apt-get` may take.
const LIMIT: Duration = Duration::from_secs(900);

/// Whether packages can be installed here.
pub(crate) fn can_install() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    is_debian(&release) && on_path("apt-get").is_some() && is_root()
}

/// Installs packages without the ones that they only recommend.
pub(crate) fn install(packages: &[&str]) -> Result<(), StepError> {
    const ADVICE: &str = "see that the package sources of this system can be reached";
    let step = |name: String| Step::new(name, ADVICE).within(LIMIT);
    let mut update = apt_get();
    update.arg("update");
    step("apt-get update".to_owned()).quiet(update)?;
    let mut install = apt_get();
    install
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages);
    step(format!("apt-get install {}", packages.join(" "))).quiet(install)
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
    fn the_newest_package_is_chosen_by_number() {
        let found = "lld-9 - linker\nlld-22 - linker\nlld-19 - linker\nlld-x - other\n";
        assert_eq!(newest_in(found, "lld-").unwrap(), "lld-22");
        assert_eq!(newest_in("", "lld-"), None);
    }
}
