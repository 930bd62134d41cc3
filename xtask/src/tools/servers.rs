//! Finds the programs that the files in `deploy/` are written for: nginx, Caddy, Prometheus' promtool, systemd-analyze.
//!
//! They are looked for on `PATH` and where systems keep servers. On Debian and Ubuntu, missing ones are taken out of their
//! packages into the cache. They are not installed, because an installed server starts and takes its port.

use std::path::{Path, PathBuf};

use super::{debian, on_path};

/// The packages, and the program of each.
const PACKAGES: [(&str, &str); 3] = [
    ("nginx", "nginx"),
    ("caddy", "caddy"),
    ("prometheus", "promtool"),
];

/// Where servers are that are not on the `PATH` of every user.
const PLACES: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];

/// The programs that are there.
pub(crate) struct Servers {
    pub(crate) nginx: Option<PathBuf>,
    pub(crate) caddy: Option<PathBuf>,
    pub(crate) promtool: Option<PathBuf>,
    pub(crate) systemd_analyze: Option<PathBuf>,
}

impl Servers {
    /// Finds them, or fetches what can be fetched.
    pub(crate) fn ensure() -> Self {
        let are_there = PACKAGES
            .iter()
            .all(|(_, program)| find(program, None).is_some());
        let unpacked = if are_there || !debian::can_unpack() {
            None
        } else {
            debian::unpacked("servers", &PACKAGES.map(|(package, _)| package))
                .inspect_err(|failure| eprintln!("{failure}"))
                .ok()
        };
        let find = |program| find(program, unpacked.as_deref());
        Self {
            nginx: find("nginx"),
            caddy: find("caddy"),
            promtool: find("promtool"),
            systemd_analyze: systemd_analyze(),
        }
    }
}

/// It needs the libraries of its package, so it is installed. That starts nothing.
fn systemd_analyze() -> Option<PathBuf> {
    const PROGRAM: &str = "systemd-analyze";
    if on_path(PROGRAM).is_none()
        && debian::can_install()
        && let Err(failure) = debian::install(&["systemd"])
    {
        eprintln!("{failure}");
    }
    on_path(PROGRAM)
}

fn find(program: &str, unpacked: Option<&Path>) -> Option<PathBuf> {
    on_path(program).or_else(|| {
        let places = PLACES.iter().map(PathBuf::from);
        let unpacked = unpacked
            .into_iter()
            .flat_map(|root| [root.join("usr/sbin"), root.join("usr/bin")]);
        let mut all = places.chain(unpacked).map(|place| place.join(program));
        all.find(|path| path.is_file())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_program_of_an_unpacked_package_is_found() {
        let root = tempfile::tempdir().unwrap();
        let program = root.path().join("usr/sbin/no-such-server-anywhere");
        assert_eq!(find("no-such-server-anywhere", Some(root.path())), None);
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        fs::write(&program, "").unwrap();
        let found = find("no-such-server-anywhere", Some(root.path()));
        assert_eq!(found, Some(program));
    }
}
