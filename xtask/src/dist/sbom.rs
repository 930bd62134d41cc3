//! `sbom.cdx.json`: the crates that the program is made of, in the form of CycloneDX 1.6.
//!
//! They are what cargo resolves for the program's target, without those that only build or test it,
//! with the check sums of `Cargo.lock`. No time and no serial number is in it, so that the same
//! sources give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::STEP;
use crate::failure::Failure;
use crate::tools::command;
use crate::tools::target::WASM;
use crate::workspace;

const FILE: &str = "sbom.cdx.json";

/// Writes the file into a package.
pub(super) fn write(package: &Path) -> Result<(), Failure> {
    let malformed = Failure::Malformed {
        step: STEP,
        what: "the answer of `cargo metadata`",
        advice: "run it by hand to see why",
    };
    let mut cargo = command("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked"]);
    cargo.args(["--filter-platform", WASM]);
    let output = cargo
        .output()
        .map_err(Failure::at(STEP, workspace::root()))?;
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let bom = describe(&metadata, &workspace::checksums()?).ok_or(malformed)?;
    let path = package.join(FILE);
    fs::write(&path, format!("{bom:#}\n")).map_err(Failure::at(STEP, &path))
}

/// The bill of materials of the package `print-redirect`, from what cargo says of the workspace.
fn describe(metadata: &Value, checksums: &BTreeMap<String, String>) -> Option<Value> {
    let packages: BTreeMap<&str, &Value> = list(metadata, "packages")
        .filter_map(|package| Some((package.get("id")?.as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(metadata.get("resolve")?, "nodes")
        .filter_map(|node| Some((node.get("id")?.as_str()?, node)))
        .collect();
    let (root, _) = packages
        .iter()
        .find(|(_, package)| text(package, "name") == Some("print-redirect"))?;

    let mut components = BTreeMap::new();
    let mut dependencies = BTreeMap::new();
    let mut open = vec![*root];
    while let Some(id) = open.pop() {
        let needs: BTreeSet<&str> = list(nodes.get(id)?, "deps")
            .filter(|dependency| is_linked(dependency))
            .filter_map(|dependency| dependency.get("pkg")?.as_str())
            .collect();
        let package = *packages.get(id)?;
        let reference = purl(package)?;
        if components.contains_key(&reference) {
            continue;
        }
        let on: Option<Vec<String>> = needs.iter().map(|id| purl(packages.get(id)?)).collect();
        let on: BTreeSet<String> = on?.into_iter().collect();
        dependencies.insert(
            reference.clone(),
            json!({ "ref": reference, "dependsOn": on }),
        );
        components.insert(reference, component(package, checksums)?);
        open.extend(needs);
    }
    let mut subject = components.remove(&purl(packages.get(root)?)?)?;
    *subject.get_mut("type")? = "application".into();
    Some(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": subject },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies.into_values().collect::<Vec<_>>(),
    }))
}

fn component(package: &Value, checksums: &BTreeMap<String, String>) -> Option<Value> {
    let (name, version) = (text(package, "name")?, text(package, "version")?);
    let mut component = json!({
        "type": "library",
        "bom-ref": purl(package)?,
        "name": name,
        "version": version,
        "purl": purl(package)?,
    });
    let members = component.as_object_mut()?;
    if let Some(licence) = text(package, "license") {
        // An old spelling of the alternative, which is no SPDX expression.
        let expression = licence.replace('/', " OR ");
        members.insert("licenses".into(), json!([{ "expression": expression }]));
    }
    if let Some(checksum) = checksums.get(&format!("{name} {version}")) {
        let hash = json!([{ "alg": "SHA-256", "content": checksum }]);
        members.insert("hashes".into(), hash);
    }
    Some(component)
}

/// Whether a dependency is one of the program itself.
fn is_linked(dependency: &Value) -> bool {
    list(dependency, "dep_kinds").any(|kind| kind.get("kind").is_none_or(Value::is_null))
}

fn purl(package: &Value) -> Option<String> {
    let (name, version) = (text(package, "name")?, text(package, "version")?);
    Some(format!("pkg:cargo/{name}@{version}"))
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
    use super::*;

    fn package(name: &str) -> Value {
        json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0" })
    }

    fn needs(name: &str, on: &[(&str, Value)]) -> Value {
        let deps: Vec<Value> = on
            .iter()
            .map(|(pkg, kind)| json!({ "pkg": pkg, "dep_kinds": [{ "kind": kind }] }))
            .collect();
        json!({ "id": name, "deps": deps })
    }

    #[test]
    fn it_names_what_is_linked_once_and_leaves_out_what_only_tests() {
        let packages = ["print-redirect", "leptos", "serde", "proptest"].map(package);
        let metadata = json!({
            "packages": packages,
            "resolve": { "nodes": [
                needs("print-redirect", &[
                    ("leptos", Value::Null),
                    ("serde", Value::Null),
                    ("proptest", "dev".into()),
                ]),
                needs("leptos", &[("serde", Value::Null)]),
                needs("serde", &[]),
                needs("proptest", &[]),
            ] },
        });
        let checksums = BTreeMap::from([("serde 1.0.0".to_owned(), "ab12".to_owned())]);
        let bom = describe(&metadata, &checksums).unwrap();
        assert_eq!(bom["metadata"]["component"]["name"], "print-redirect");
        let names: Vec<_> = list(&bom, "components").map(|it| &it["name"]).collect();
        assert_eq!(names, ["leptos", "serde"]);
        assert_eq!(bom["components"][1]["hashes"][0]["content"], "ab12");
        let licence = &bom["components"][0]["licenses"][0]["expression"];
        assert_eq!(licence, "MIT OR Apache-2.0");
        let dependencies: Vec<_> = list(&bom, "dependencies").collect();
        assert_eq!(dependencies.len(), 3);
        assert_eq!(
            dependencies[0]["dependsOn"],
            json!(["pkg:cargo/serde@1.0.0"])
        );
    }
}
