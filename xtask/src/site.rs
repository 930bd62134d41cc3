//! `cargo xtask site`: builds the documentation as a site into `dist/site`, with the demo under `demo/`.
//!
//! `pages` lays out the repository's own Markdown, mdBook makes pages of it, `scripts` takes their
//! inline scripts out, and `links` checks the result. The site needs no server but one for files, asks
//! no other origin for anything, and works below any path.

mod html;
mod links;
mod pages;
mod scripts;

use std::fs;
use std::path::{Path, PathBuf};

use crate::demo;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{cargo_tool, command, target};
use crate::workspace;

const STEP: &str = "building the site";

/// The folder of the demo on the site.
const DEMO: &str = "demo";

/// The folder with what mdBook needs beside the pages.
const SETTINGS: &str = "docs/site";

/// The files of that folder that mdBook reads.
const READ_BY_MDBOOK: [&str; 3] = ["book.toml", "site.css", "site.js"];

/// Builds the demo and the site.
pub(crate) fn run() -> Result<(), StepError> {
    let scratch = scratch()?;
    let demo = scratch.path().join("demo");
    demo::site::Site::build(target::ensure()?)?.write(&demo)?;
    let site = build(&demo)?;
    println!(
        "\nThe site is in {}. Serve it with a server for files, such as `python3 -m http.server --directory dist/site`.",
        site.display()
    );
    Ok(())
}

/// Builds the site with a copy of a demo that is built already.
pub(crate) fn build(demo: &Path) -> Result<PathBuf, StepError> {
    let mdbook = cargo_tool::mdbook().ensure()?.join("mdbook");
    let scratch = scratch()?;
    let book = scratch.path().join("book");
    pages::lay_out(workspace::root(), &book.join("src"))?;
    for name in READ_BY_MDBOOK {
        let from = workspace::root().join(SETTINGS).join(name);
        fs::copy(&from, book.join(name)).map_err(StepError::at(STEP, &from))?;
    }
    let built = scratch.path().join("site");
    let mut run = command(mdbook);
    run.arg("build").arg(&book).arg("--dest-dir").arg(&built);
    Step::new("mdBook", "correct what it printed above").quiet(run)?;
    scripts::take_out(&built)?;
    copy_into(demo, &built.join(DEMO))?;
    let of_demo = |name: String| format!("{DEMO}/{name}");
    let of_demo = files_below(demo)?.into_iter().map(of_demo).collect();
    let problems = links::problems(&built, &of_demo)?;
    if !problems.is_empty() {
        return Err(StepError::Site { problems });
    }
    let place = workspace::root().join("dist").join("site");
    if place.exists() {
        fs::remove_dir_all(&place).map_err(StepError::at(STEP, &place))?;
    }
    copy_into(&built, &place)?;
    Ok(place)
}

fn scratch() -> Result<tempfile::TempDir, StepError> {
    tempfile::tempdir().map_err(StepError::at(STEP, &std::env::temp_dir()))
}

/// Copies all files of a directory into another one. What is there stays: the folder `demo` has pages of
/// the documentation too.
fn copy_into(from: &Path, to: &Path) -> Result<(), StepError> {
    for name in files_below(from)? {
        let (from, to) = (from.join(&name), to.join(&name));
        let folder = to.parent().unwrap_or(&to);
        fs::create_dir_all(folder).map_err(StepError::at(STEP, folder))?;
        fs::copy(&from, &to).map_err(StepError::at(STEP, &from))?;
    }
    Ok(())
}

/// All files below a directory by name, as paths with `/`.
fn files_below(directory: &Path) -> Result<Vec<String>, StepError> {
    let mut names = Vec::new();
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        let path = directory.join(&folder);
        let entries = fs::read_dir(&path).map_err(StepError::at(STEP, &path))?;
        for entry in entries.flatten() {
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                open.push(format!("{name}/"));
            } else {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

/// The path that a relative address leads to from a file, both below the same root, without `..`.
fn resolve(file: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether the name of a file ends in a dot and this.
fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == ending)
}

/// Whether an address leads to another site.
fn is_elsewhere(address: &str) -> bool {
    address.starts_with("//")
        || address
            .split_once(':')
            .is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_resolved_from_the_folder_of_its_file() {
        let from = |address| resolve("docs/site/here.md", address);
        assert_eq!(from("../there.md").as_deref(), Some("docs/there.md"));
        assert_eq!(from("./a/b.md").as_deref(), Some("docs/site/a/b.md"));
        assert_eq!(from("../../README.md").as_deref(), Some("README.md"));
        assert_eq!(from("../../../outside.md"), None);
    }

    #[test]
    fn only_addresses_with_a_scheme_or_a_host_are_elsewhere() {
        for address in [
            "https://x.example/",
            "mailto:a@x.example",
            "//x.example/a",
            "data:,",
        ] {
            assert!(is_elsewhere(address), "{address}");
        }
        for address in ["a.html", "../a:b.html", "#a", "a/b.html#c"] {
            assert!(!is_elsewhere(address), "{address}");
        }
    }
}
