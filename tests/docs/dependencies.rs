//! `docs/dependencies.md` has a reason for each dependency, and for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::files;
use crate::markdown::{Page, assert_whole};

/// The packages of each manifest, by the manifest's path.
type Packages = BTreeMap<String, BTreeSet<String>>;

fn documented() -> Packages {
    let mut packages = Packages::new();
    for (manifest, row) in Page::read(&files::read("docs/dependencies.md")).rows {
        assert!(row[1].len() > 2, "{manifest}: {} has no reason", row[0]);
        let is_new = packages
            .entry(manifest.clone())
            .or_default()
            .insert(row[0].clone());
        assert!(is_new, "{manifest}: {} stands there twice", row[0]);
    }
    packages
}

fn declared() -> Packages {
    let cargo = files::ending("Cargo.toml").into_iter();
    let cargo = cargo.map(|file| (file.clone(), crates(&files::read(&file))));
    let npm = files::ending("package.json").into_iter();
    let npm = npm.map(|file| (file.clone(), npm_packages(&files::read(&file))));
    let all = cargo.chain(npm);
    all.filter(|(_, packages)| !packages.is_empty()).collect()
}

/// The crates that a manifest depends on, for whatever target. Crates of the workspace are left out.
fn crates(manifest: &str) -> BTreeSet<String> {
    const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let manifest: Table = toml::from_str(manifest).unwrap();
    let table = |value: &Value| value.as_table().cloned().unwrap_or_default();
    let targets = manifest.get("target").map(table).unwrap_or_default();
    let platforms = targets.iter().map(|(_, platform)| table(platform));
    let dependencies = platforms.chain([manifest]).flat_map(|platform| {
        let tables = TABLES.iter().filter_map(|it| platform.get(*it).map(table));
        tables.flatten().collect::<Vec<_>>()
    });
    let outside = dependencies.filter(|(name, how)| how.get("path").is_none() && !is_ours(name));
    outside.map(|(name, _)| name).collect()
}

/// Whether the workspace has a crate of this name.
fn is_ours(name: &str) -> bool {
    files::root()
        .join("crates")
        .join(name)
        .join("Cargo.toml")
        .is_file()
}

fn npm_packages(manifest: &str) -> BTreeSet<String> {
    let manifest: serde_json::Value = serde_json::from_str(manifest).unwrap();
    let tables = ["dependencies", "devDependencies"].map(|table| manifest[table].as_object());
    tables
        .into_iter()
        .flatten()
        .flat_map(|table| table.keys().cloned())
        .collect()
}

#[test]
fn every_dependency_has_a_reason_and_every_reason_a_dependency() {
    let (declared, documented) = (declared(), documented());
    let pairs = |packages: &Packages| -> BTreeSet<String> {
        let pairs = packages
            .iter()
            .flat_map(|(file, names)| names.iter().map(move |name| format!("{file}: {name}")));
        pairs.collect()
    };
    let (declared, documented) = (pairs(&declared), pairs(&documented));
    assert_whole("docs/dependencies.md", &documented, &declared);
}

#[test]
fn dependencies_of_every_kind_and_target_are_found() {
    let found = crates(
        "[dependencies]\na = \"1\"\nb = { path = \"../b\" }\nsimulator.workspace = true\n\
         [dev-dependencies]\nc = \"1\"\n[target.'cfg(unix)'.dependencies]\nd = { version = \"1\" }\n",
    );
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "c", "d"]);
}
