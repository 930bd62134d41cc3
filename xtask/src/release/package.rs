//! Packs the package for host pages with npm, and uses it as a host would.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{STEP, machine, unsound};
use crate::dist::{self, integrity, sbom};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{command, npm};

const FIX: &str = "correct what it printed above";

/// Imports both scripts by the names of the package, and prints the version.
const IMPORT: &str = "
    const [entry, inline] = await Promise.all([import('print-redirect'), import('print-redirect/inline')]);
    if (typeof entry.mount !== 'function' || typeof inline.mount !== 'function') throw new Error('no mount');
    if (entry.version !== process.argv[1] || inline.version !== process.argv[1]) throw new Error(entry.version);";

/// Packs a built package into a directory, with its SBOM beside it, and verifies it.
pub(super) fn make(package: &Path, version: &str, into: &Path) -> Result<(), StepError> {
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, into))?;
    let archive = pack(package, version, into)?;
    let again = pack(package, version, scratch.path())?;
    let read = |path: &Path| fs::read(path).map_err(StepError::at(STEP, path));
    if read(&archive)? != read(&again)? {
        return Err(unsound(
            "npm packed the package twice with different bytes",
            "see what changes in dist/pkg meanwhile",
        ));
    }
    let installed = install(&archive, version, scratch.path())?;
    verify(&installed)?;
    let bom = into.join(format!("print-redirect-{version}.cdx.json"));
    let from = installed.join(sbom::FILE);
    fs::copy(&from, &bom)
        .map(drop)
        .map_err(StepError::at(STEP, &from))
}

fn pack(package: &Path, version: &str, into: &Path) -> Result<PathBuf, StepError> {
    let mut pack = npm::command("npm pack")?;
    pack.arg("pack")
        .arg(package)
        .arg("--pack-destination")
        .arg(into);
    Step::new("npm pack", FIX).quiet(pack)?;
    Ok(into.join(format!("print-redirect-{version}.tgz")))
}

/// Installs the archive into an empty folder, without the network, and imports it.
fn install(archive: &Path, version: &str, scratch: &Path) -> Result<PathBuf, StepError> {
    let project = scratch.join("project");
    fs::create_dir(&project).map_err(StepError::at(STEP, &project))?;
    let mut install = npm::command("installing the package")?;
    install
        .current_dir(&project)
        .args(["install", "--offline", "--no-audit", "--no-fund"])
        .arg(archive);
    Step::new("installing the package into an empty folder", FIX).quiet(install)?;
    let mut import = command("node");
    import
        .current_dir(&project)
        .args(["--input-type=module", "--eval", IMPORT, version]);
    Step::new("importing it by its name", FIX).quiet(import)?;
    Ok(project.join("node_modules").join("print-redirect"))
}

/// Compares every file with `integrity.json`, and looks for paths of this machine.
fn verify(package: &Path) -> Result<(), StepError> {
    let read = |name: &str| {
        let path = package.join(name);
        fs::read(&path).map_err(StepError::at(STEP, &path))
    };
    let list: serde_json::Value =
        serde_json::from_slice(&read(integrity::FILE)?).unwrap_or_default();
    let listed = list.as_object().cloned().unwrap_or_default();
    let names: BTreeSet<String> = dist::paths_below(package)?.into_iter().collect();
    let all: BTreeSet<&String> = names.iter().chain(listed.keys()).collect();
    for name in all {
        let content = read(name)?;
        machine::refuse_paths(name, &content)?;
        let expected = listed.get(name).and_then(|it| it.as_str());
        if name != integrity::FILE && expected != Some(&integrity::of(&content)) {
            return Err(unsound(
                format!("{name} differs from integrity.json"),
                "run `cargo xtask dist` again, and change nothing in dist/pkg",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(files: &[(&str, &str)]) -> tempfile::TempDir {
        let package = tempfile::tempdir().unwrap();
        let mut list = serde_json::Map::new();
        for (name, text) in files {
            fs::write(package.path().join(name), text).unwrap();
            list.insert((*name).to_owned(), integrity::of(text.as_bytes()).into());
        }
        let list = serde_json::Value::Object(list).to_string();
        fs::write(package.path().join(integrity::FILE), list).unwrap();
        package
    }

    #[test]
    fn a_changed_an_added_and_a_missing_file_are_refused() {
        let files = [("a.js", "a"), ("b.js", "b")];
        verify(package(&files).path()).unwrap();
        let changed = package(&files);
        fs::write(changed.path().join("a.js"), "other").unwrap();
        let added = package(&files);
        fs::write(added.path().join("c.js"), "c").unwrap();
        let missing = package(&files);
        fs::remove_file(missing.path().join("b.js")).unwrap();
        for (package, name) in [(changed, "a.js"), (added, "c.js"), (missing, "b.js")] {
            let error = verify(package.path()).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
    }
}
