//! `cargo xtask dist`: builds the package for host pages into `dist/pkg`.
//!
//! `program` and `glue` make the wasm program, `shell` the scripts. The hand-written types, the
//! parts for frameworks, the manifest and the licences are copied; `elements`, `sbom`, `notices` and
//! `integrity` then describe all of it.
//! The package is built beside `dist/pkg` and moved there at the end, so `dist/pkg` is always a whole
//! package. The same sources give the same bytes.

pub(crate) mod crates;
mod elements;
mod glue;
pub(crate) mod integrity;
mod languages;
mod names;
pub(crate) mod notices;
mod order;
pub(crate) mod program;
pub(crate) mod sbom;
mod shell;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::sizes::{self, Weighed};
use crate::step_error::StepError;
use crate::tools::WasmTools;
use crate::tools::target::WASM;
use crate::workspace;
use program::{Compiled, Variant};

const STEP: &str = "putting the package together";

/// The package of the program.
const PACKAGE: &str = "print-redirect";

/// The hand-written files that are copied unchanged.
const AS_THEY_ARE: [&str; 4] = [
    "js/print-redirect.d.ts",
    "js/package.json",
    "js/README.md",
    "CHANGELOG.md",
];

/// The folders whose files are copied, and their names in the package.
const FOLDERS: [(&str, &str); 3] = [(LOCALES, LOCALES), ("js/react", "react"), ("js/vue", "vue")];

/// The folder of the program whose panics have messages.
const DIAGNOSTIC: &str = "diagnostic";

/// The folder of the languages, in the checkout and in the package.
const LOCALES: &str = "locales";

/// A finished package.
pub(crate) struct Package {
    pub(crate) directory: PathBuf,
    pub(crate) files: Vec<Weighed>,
}

/// Builds the package and prints the sizes of its files.
pub(crate) fn run() -> Result<(), StepError> {
    let package = build(&WasmTools::ensure()?)?;
    print!("\n{}", sizes::table(&package.files));
    println!("\nThe package is in {}.", package.directory.display());
    Ok(())
}

/// Builds the package into `dist/pkg`.
pub(crate) fn build(tools: &WasmTools) -> Result<Package, StepError> {
    let dist = workspace::root().join("dist");
    fs::create_dir_all(&dist).map_err(StepError::at(STEP, &dist))?;
    let fresh = tempfile::Builder::new()
        .prefix(".pkg-")
        .tempdir_in(&dist)
        .map_err(StepError::at(STEP, &dist))?;
    let compiled = program::compile_both(tools, &compiler_output()?)?;
    fill(tools, &compiled, fresh.path())?;
    let files = weigh(fresh.path())?;
    let directory = dist.join("pkg");
    swap_in(fresh, &directory)?;
    Ok(Package { directory, files })
}

/// Builds the package once more, into an empty directory. What pages load is compiled in a new
/// place; the program for diagnosis is the one that `build` has compiled.
pub(crate) fn build_again(tools: &WasmTools, into: &Path) -> Result<(), StepError> {
    let fresh = workspace::target_directory()?.join("dist-again");
    let remove = || match fs::remove_dir_all(&fresh) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(StepError::at(STEP, &fresh)(cause))
        }
        _ => Ok(()),
    };
    remove()?;
    let compiled = program::compile_shipped(tools, &fresh, &compiler_output()?)?;
    fill(tools, &compiled, into)?;
    remove()
}

/// Where the compiler puts the programs of the package.
fn compiler_output() -> Result<PathBuf, StepError> {
    Ok(workspace::target_directory()?.join("dist"))
}

/// Puts a whole package into an empty directory.
fn fill(tools: &WasmTools, compiled: &Compiled, into: &Path) -> Result<(), StepError> {
    let diagnostic = into.join(DIAGNOSTIC);
    fs::create_dir(&diagnostic).map_err(StepError::at(STEP, &diagnostic))?;
    program::finish(tools, Variant::Shipped, &compiled.shipped, into)?;
    program::finish(
        tools,
        Variant::Diagnostic,
        &compiled.diagnostic,
        &diagnostic,
    )?;
    lay_out(workspace::root(), into)?;
    languages::fill_up(&into.join(LOCALES))?;
    shell::bundle(&workspace::root().join("js"), into)?;
    elements::write(workspace::root(), into)?;
    let crates = crates::linked(PACKAGE, WASM)?;
    sbom::write(&crates, into)?;
    notices::write(&format!("{}_bg.wasm", program::PROGRAM), &crates, into)?;
    integrity::write(into)
}

/// Copies what a package has from the checkout at `root`: types, manifest, languages, parts for frameworks, licences.
fn lay_out(root: &Path, into: &Path) -> Result<(), StepError> {
    let copy_to = |from: PathBuf, folder: &Path| {
        let name = from.file_name().unwrap_or_default().to_owned();
        fs::copy(&from, folder.join(name))
            .map(drop)
            .map_err(StepError::at(STEP, &from))
    };
    let copy = |from| copy_to(from, into);
    for name in AS_THEY_ARE {
        copy(root.join(name))?;
    }
    for (from, name) in FOLDERS {
        let folder = into.join(name);
        fs::create_dir(&folder).map_err(StepError::at(STEP, &folder))?;
        for file in files_in(&root.join(from))? {
            copy_to(file, &folder)?;
        }
    }
    let licences: Vec<_> = files_in(root)?
        .into_iter()
        .filter(|path| is_licence(path))
        .collect();
    if licences.is_empty() {
        return Err(StepError::Missing {
            step: STEP.to_owned(),
            what: "a LICENSE file in the root of the checkout".to_owned(),
            advice: "restore it from the repository",
        });
    }
    licences.into_iter().try_for_each(copy)
}

/// The files that are not byte for byte the same in two packages.
pub(crate) fn differing(one: &Path, other: &Path) -> Result<Vec<String>, StepError> {
    let names: BTreeSet<String> = [paths_below(one)?, paths_below(other)?]
        .concat()
        .into_iter()
        .collect();
    let content = |package: &Path, name: &str| fs::read(package.join(name)).ok();
    Ok(names
        .into_iter()
        .filter(|name| content(one, name) != content(other, name))
        .collect())
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with("LICENSE")
}

fn weigh(directory: &Path) -> Result<Vec<Weighed>, StepError> {
    paths_below(directory)?
        .into_iter()
        .map(|name| {
            let path = directory.join(&name);
            let content = fs::read(&path).map_err(StepError::at(STEP, &path))?;
            Ok(Weighed::new(name, &content))
        })
        .collect()
}

fn swap_in(fresh: tempfile::TempDir, place: &Path) -> Result<(), StepError> {
    if place.exists() {
        fs::remove_dir_all(place).map_err(StepError::at(STEP, place))?;
    }
    open_to_all(fresh.path()).map_err(StepError::at(STEP, fresh.path()))?;
    fs::rename(fresh.keep(), place).map_err(StepError::at(STEP, place))
}

/// Lets a web server read the package: only its owner may read a temporary directory.
#[cfg(unix)]
fn open_to_all(directory: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(directory, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// The files of a package and of the folders in it, as paths with `/`.
pub(crate) fn paths_below(directory: &Path) -> Result<Vec<String>, StepError> {
    let name = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let mut paths: Vec<String> = files_in(directory)?.into_iter().map(name).collect();
    for folder in [DIAGNOSTIC]
        .into_iter()
        .chain(FOLDERS.map(|(_, name)| name))
    {
        let below = directory.join(folder);
        if below.is_dir() {
            let below = files_in(&below)?.into_iter().map(name);
            paths.extend(below.map(|name| format!("{folder}/{name}")));
        }
    }
    Ok(paths)
}

/// The files directly in a directory, by name.
fn files_in(directory: &Path) -> Result<Vec<PathBuf>, StepError> {
    let mut files: Vec<PathBuf> = fs::read_dir(directory)
        .map_err(StepError::at(STEP, directory))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkout(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (folder, _) in FOLDERS {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for file in files {
            fs::write(root.path().join(file), file).unwrap();
        }
        root
    }

    const COMPLETE: [&str; 5] = [
        "js/print-redirect.d.ts",
        "js/package.json",
        "js/README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
    ];

    #[test]
    fn the_package_has_the_types_the_manifest_the_languages_and_the_licence() {
        let more = [
            "js/skeleton.js",
            "js/react/index.js",
            "locales/de.js",
            "README.md",
        ];
        let root = checkout(&[&COMPLETE[..], &more].concat());
        let package = tempfile::tempdir().unwrap();
        lay_out(root.path(), package.path()).unwrap();
        assert_eq!(
            paths_below(package.path()).unwrap(),
            [
                "CHANGELOG.md",
                "LICENSE-MIT",
                "README.md",
                "package.json",
                "print-redirect.d.ts",
                "locales/de.js",
                "react/index.js",
            ]
        );
        let readme = fs::read_to_string(package.path().join("README.md")).unwrap();
        assert_eq!(readme, "js/README.md");
    }

    #[test]
    fn a_package_without_one_of_its_files_is_refused() {
        for missing in COMPLETE {
            let files: Vec<_> = COMPLETE.into_iter().filter(|it| *it != missing).collect();
            let package = tempfile::tempdir().unwrap();
            assert!(lay_out(checkout(&files).path(), package.path()).is_err());
        }
    }

    #[test]
    fn changed_and_additional_files_differ() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (package, name, text) in [
            (&one, "same", "a"),
            (&other, "same", "a"),
            (&one, "changed", "a"),
            (&other, "changed", "b"),
            (&other, "new", "a"),
        ] {
            fs::write(package.path().join(name), text).unwrap();
        }
        assert_eq!(
            differing(one.path(), other.path()).unwrap(),
            ["changed", "new"]
        );
    }

    #[test]
    fn a_new_package_replaces_the_old_one_entirely() {
        let dist = tempfile::tempdir().unwrap();
        let place = dist.path().join("pkg");
        fs::create_dir(&place).unwrap();
        fs::write(place.join("old.js"), "").unwrap();
        let fresh = tempfile::tempdir_in(dist.path()).unwrap();
        fs::write(fresh.path().join("new.js"), "").unwrap();
        swap_in(fresh, &place).unwrap();
        assert_eq!(files_in(&place).unwrap(), [place.join("new.js")]);
    }

    #[test]
    fn manifest_and_shell_have_the_version_of_the_workspace() {
        let shell = workspace::root().join("js");
        let manifest = fs::read(shell.join("package.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
        let entry = fs::read_to_string(shell.join("print-redirect.js")).unwrap();
        let line = format!("export const version = '{}';", env!("CARGO_PKG_VERSION"));
        assert!(entry.lines().any(|it| it == line), "no line {line}");
    }
}
