//! Writes `sbom.cdx.json`: the crates that a program is made of, as CycloneDX 1.6.
//!
//! Each crate has its licence, and its checksum from `Cargo.lock`. The file has no time and no serial
//! number, so that the same sources give the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::STEP;
use super::crates::Crate;
use crate::step_error::StepError;
use crate::workspace;

pub(crate) const FILE: &str = "sbom.cdx.json";

/// Writes the file into a package.
pub(crate) fn write(crates: &[Crate], package: &Path) -> Result<(), StepError> {
    let bom = describe(crates, &workspace::checksums()?);
    let path = package.join(FILE);
    fs::write(&path, format!("{bom:#}\n")).map_err(StepError::at(STEP, &path))
}

fn describe(crates: &[Crate], checksums: &BTreeMap<String, String>) -> Value {
    let (subject, others): (Vec<_>, Vec<_>) = crates.iter().partition(|it| it.is_program);
    let subject = subject
        .first()
        .map(|it| component(it, "application", checksums));
    let components: Vec<Value> = others
        .iter()
        .map(|it| component(it, "library", checksums))
        .collect();
    let dependencies: Vec<Value> = crates
        .iter()
        .map(|it| {
            let on: Vec<String> = it.needs.iter().map(purl).collect();
            json!({ "ref": purl(&it.key()), "dependsOn": on })
        })
        .collect();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": subject },
        "components": components,
        "dependencies": dependencies,
    })
}

fn component(it: &Crate, kind: &str, checksums: &BTreeMap<String, String>) -> Value {
    let Crate { name, version, .. } = it;
    let purl = purl(&it.key());
    let licence = it.licence.as_ref();
    let checksum = checksums.get(&format!("{name} {version}"));
    let members = [
        ("type", Some(json!(kind))),
        ("bom-ref", Some(json!(purl))),
        ("name", Some(json!(name))),
        ("version", Some(json!(version))),
        ("purl", Some(json!(purl))),
        (
            "licenses",
            licence.map(|licence| json!([{ "expression": licence }])),
        ),
        (
            "hashes",
            checksum.map(|checksum| json!([{ "alg": "SHA-256", "content": checksum }])),
        ),
    ];
    members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

fn purl((name, version): &(String, String)) -> String {
    format!("pkg:cargo/{name}@{version}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    use super::*;

    fn linked(name: &str, needs: &[&str]) -> Crate {
        Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: Some("MIT".to_owned()),
            authors: Vec::new(),
            directory: PathBuf::new(),
            is_program: name == "print-redirect",
            is_ours: false,
            needs: needs
                .iter()
                .map(|name| ((*name).to_owned(), "1.0.0".to_owned()))
                .collect::<BTreeSet<_>>(),
        }
    }

    #[test]
    fn each_crate_has_its_licence_its_checksum_and_its_dependencies() {
        let crates = [
            linked("leptos", &["serde"]),
            linked("print-redirect", &["leptos", "serde"]),
            linked("serde", &[]),
        ];
        let checksums = BTreeMap::from([("serde 1.0.0".to_owned(), "ab12".to_owned())]);
        let bom = describe(&crates, &checksums);
        let subject = &bom["metadata"]["component"];
        assert_eq!(
            (&subject["name"], &subject["type"]),
            (&json!("print-redirect"), &json!("application"))
        );
        assert_eq!(bom["components"][0]["name"], "leptos");
        assert_eq!(
            bom["components"][0]["licenses"][0],
            json!({ "expression": "MIT" })
        );
        assert_eq!(bom["components"][1]["hashes"][0]["content"], "ab12");
        assert_eq!(
            bom["dependencies"][0],
            json!({ "ref": "pkg:cargo/leptos@1.0.0", "dependsOn": ["pkg:cargo/serde@1.0.0"] })
        );
    }
}
