//! Sees that all places that name the version name the same one, and the tag too.

use std::fs;
use std::path::Path;

use super::{STEP, unsound};
use crate::step_error::StepError;

/// The version of the checkout. With a tag, the changelog must have a section for it too.
pub(super) fn agreed(root: &Path, tag: Option<&str>) -> Result<String, StepError> {
    let read = |name: &str| {
        let path = root.join(name);
        fs::read_to_string(&path).map_err(StepError::at(STEP, &path))
    };
    let [cargo, lock] = ["Cargo.toml", "Cargo.lock"].map(|name| {
        let table = read(name)?.parse::<toml::Table>();
        table.map_err(|_| unsound(format!("{name} is no TOML"), "correct it"))
    });
    let (cargo, lock) = (cargo?, lock?);
    let manifest: serde_json::Value =
        serde_json::from_str(&read("js/package.json")?).unwrap_or_default();
    let workspace = cargo.get("workspace").and_then(|it| it.get("package"));
    let places = [
        (
            "Cargo.toml",
            workspace.and_then(|it| it.get("version")?.as_str()),
        ),
        ("Cargo.lock", locked(&lock)),
        (
            "js/package.json",
            manifest.get("version").and_then(|it| it.as_str()),
        ),
    ];
    let shell = read("js/print-redirect.js")?;
    let shell = shell.lines().find_map(|line| {
        line.strip_prefix("export const version = '")?
            .strip_suffix("';")
    });
    let tag = tag.map(|tag| ("the tag", tag.strip_prefix('v')));
    let all: Vec<_> = places
        .into_iter()
        .chain([("js/print-redirect.js", shell)])
        .chain(tag)
        .collect();
    same(&all).map_err(|what| unsound(what, "follow \"Making a release\" in CONTRIBUTING.md"))
}

fn locked(lock: &toml::Table) -> Option<&str> {
    let mut packages = lock.get("package")?.as_array()?.iter();
    let own =
        packages.find(|it| it.get("name").and_then(|it| it.as_str()) == Some("print-redirect"));
    own?.get("version")?.as_str()
}

/// The version that all places have, or a sentence that says which have which.
fn same(places: &[(&str, Option<&str>)]) -> Result<String, String> {
    if let Some((_, Some(version))) = places.first()
        && places.iter().all(|(_, it)| it == &Some(*version))
    {
        return Ok((*version).to_owned());
    }
    let told = places
        .iter()
        .map(|(place, version)| format!("{place} has {}", version.unwrap_or("none")))
        .collect::<Vec<_>>();
    Err(format!("the versions differ ({})", told.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn this_checkout_has_one_version() {
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(agreed(workspace::root(), None).unwrap(), version);
        let tag = format!("v{version}");
        assert_eq!(agreed(workspace::root(), Some(&tag)).unwrap(), version);
    }

    #[test]
    fn a_tag_of_another_version_is_refused() {
        for tag in ["v9.9.9", env!("CARGO_PKG_VERSION")] {
            let error = agreed(workspace::root(), Some(tag))
                .unwrap_err()
                .to_string();
            assert!(error.contains("the tag has"), "{error}");
        }
    }

    #[test]
    fn each_place_is_named_when_versions_differ() {
        let places = [("a", Some("1.0.0")), ("b", Some("1.0.1")), ("c", None)];
        assert_eq!(
            same(&places).unwrap_err(),
            "the versions differ (a has 1.0.0, b has 1.0.1, c has none)"
        );
        assert_eq!(same(&places[..1]).unwrap(), "1.0.0");
    }
}
