//! Lists the crates that a program of the workspace is made of, as cargo resolves them for the program's
//! target.
//!
//! Crates that only build or test it are left out. `sbom` and `notices` print the list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use super::STEP;
use crate::step_error::StepError;
use crate::tools::command;
use crate::workspace;

/// A crate and the crates that it is linked with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Crate {
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression.
    pub(super) licence: Option<String>,
    pub(super) authors: Vec<String>,
    /// Where its sources are.
    pub(super) directory: PathBuf,
    /// Whether it is the program itself.
    pub(super) is_program: bool,
    /// Whether it belongs to this workspace.
    pub(super) is_ours: bool,
    /// The crates that it is linked with, by name and version.
    pub(super) needs: BTreeSet<(String, String)>,
}

impl Crate {
    pub(super) fn key(&self) -> (String, String) {
        (self.name.clone(), self.version.clone())
    }
}

/// All crates of a package's program on a platform, the program itself among them, sorted by name and
/// version.
pub(crate) fn linked(package: &str, platform: &str) -> Result<Vec<Crate>, StepError> {
    let mut cargo = command("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked"]);
    cargo.args(["--filter-platform", platform]);
    let output = cargo
        .output()
        .map_err(StepError::at(STEP, workspace::root()))?;
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    read(&metadata, package).ok_or(StepError::Malformed {
        step: STEP,
        what: "the answer of `cargo metadata`",
        advice: "run it by hand to see why",
    })
}

fn read(metadata: &Value, program: &str) -> Option<Vec<Crate>> {
    let packages: BTreeMap<&str, &Value> = list(metadata, "packages")
        .filter_map(|package| Some((text(package, "id")?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(metadata.get("resolve")?, "nodes")
        .filter_map(|node| Some((text(node, "id")?, node)))
        .collect();
    let (root, _) = packages
        .iter()
        .find(|(_, package)| text(package, "name") == Some(program))?;

    let mut found = BTreeMap::new();
    let mut open = vec![*root];
    while let Some(id) = open.pop() {
        if found.contains_key(id) {
            continue;
        }
        let linked: Vec<&str> = list(nodes.get(id)?, "deps")
            .filter(|dependency| is_linked(dependency))
            .filter_map(|dependency| text(dependency, "pkg"))
            .collect();
        let needs: Option<_> = linked.iter().map(|id| key(packages.get(id)?)).collect();
        let mut described = describe(packages.get(id)?, needs?)?;
        described.is_program = id == *root;
        found.insert(id, described);
        open.extend(linked);
    }
    let mut crates: Vec<Crate> = found.into_values().collect();
    crates.sort_by_key(Crate::key);
    Some(crates)
}

fn describe(package: &Value, needs: BTreeSet<(String, String)>) -> Option<Crate> {
    let (name, version) = key(package)?;
    let mut directory = PathBuf::from(text(package, "manifest_path")?);
    directory.pop();
    Some(Crate {
        name,
        version,
        // Old manifests separate alternatives with a slash, which SPDX does not know.
        licence: text(package, "license").map(|licence| licence.replace('/', " OR ")),
        authors: list(package, "authors")
            .filter_map(|author| Some(author.as_str()?.to_owned()))
            .collect(),
        directory,
        is_program: false,
        is_ours: package.get("source").is_none_or(Value::is_null),
        needs,
    })
}

fn key(package: &Value) -> Option<(String, String)> {
    Some((
        text(package, "name")?.to_owned(),
        text(package, "version")?.to_owned(),
    ))
}

/// Whether a dependency is linked into the program.
fn is_linked(dependency: &Value) -> bool {
    list(dependency, "dep_kinds").any(|kind| kind.get("kind").is_none_or(Value::is_null))
}

fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str()
}

fn list<'a>(value: &'a Value, member: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(member)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PROGRAM: &str = "print-redirect";

    fn package(name: &str) -> Value {
        json!({
            "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0",
            "manifest_path": format!("/crates/{name}/Cargo.toml"), "authors": ["Ada"],
        })
    }

    fn needs(name: &str, on: &[(&str, Value)]) -> Value {
        let deps: Vec<Value> = on
            .iter()
            .map(|(pkg, kind)| json!({ "pkg": pkg, "dep_kinds": [{ "kind": kind }] }))
            .collect();
        json!({ "id": name, "deps": deps })
    }

    #[test]
    fn linked_crates_are_listed_once_and_test_crates_never() {
        let packages = [PROGRAM, "leptos", "serde", "proptest"].map(package);
        let metadata = json!({
            "packages": packages,
            "resolve": { "nodes": [
                needs(PROGRAM, &[
                    ("leptos", Value::Null),
                    ("serde", Value::Null),
                    ("proptest", "dev".into()),
                ]),
                needs("leptos", &[("serde", Value::Null)]),
                needs("serde", &[]),
                needs("proptest", &[]),
            ] },
        });
        let crates = read(&metadata, PROGRAM).unwrap();
        let names: Vec<_> = crates.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["leptos", PROGRAM, "serde"]);
        let [leptos, program, _] = &crates[..] else {
            unreachable!()
        };
        assert_eq!(leptos.licence.as_deref(), Some("MIT OR Apache-2.0"));
        assert_eq!(leptos.directory, PathBuf::from("/crates/leptos"));
        let serde = ("serde".to_owned(), "1.0.0".to_owned());
        assert_eq!(leptos.needs, BTreeSet::from([serde]));
        assert_eq!(program.needs.len(), 2);
        assert!(program.is_program && !leptos.is_program);
    }
}
