//! Builds the demo page: its wasm programs, their glue, and a list of all its files.
//!
//! The other files are not copied; the server reads them from the checkout. The programs are built
//! in the profile `demo`, which compiles in a fraction of the time that `release` takes, and without
//! `wasm-opt`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::page::{Page, Program};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::target::{Compiler, DEMO_PROFILE, WASM};
use crate::tools::{bindgen, command};
use crate::workspace;

const STEP: &str = "building the demo";

/// The page, as a browser sees it.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// `index.html`.
    pub(super) html: String,
    /// Where each other file is, by its path on the server.
    pub(super) files: BTreeMap<String, PathBuf>,
}

impl Site {
    /// Compiles what has changed and lists the files.
    pub(crate) fn build(compiler: Compiler) -> Result<Self, StepError> {
        let page = Page::read(workspace::root())?;
        compile(compiler, &page.programs)?;
        Self::of_compiled(page, &compiled_programs()?)
    }

    /// Writes the page into a directory, for a server of files.
    pub(crate) fn write(&self, into: &Path) -> Result<(), StepError> {
        for (name, from) in &self.files {
            let to = into.join(name);
            let folder = to.parent().unwrap_or(into);
            fs::create_dir_all(folder).map_err(StepError::at(STEP, folder))?;
            fs::copy(from, &to).map_err(StepError::at(STEP, from))?;
        }
        let index = into.join("index.html");
        fs::write(&index, &self.html).map_err(StepError::at(STEP, &index))
    }

    /// The page with its compiled programs, which are `NAME.wasm` in a folder.
    fn of_compiled(page: Page, compiled: &Path) -> Result<Self, StepError> {
        let Page {
            html,
            programs,
            mut files,
        } = page;
        let glue = compiled.join("glue");
        for Program { name, .. } in programs {
            let wasm = compiled.join(format!("{name}.wasm"));
            let made = [format!("{name}.js"), format!("{name}_bg.wasm")];
            if made.iter().any(|file| is_older(&glue.join(file), &wasm)) {
                bindgen::generate(&wasm, &name, &glue)?;
            }
            files.extend(made.map(|file| (file.clone(), glue.join(file))));
        }
        Ok(Self { html, files })
    }
}

/// Compares the page that Trunk has built in a folder with the same page built here from the
/// programs that Trunk compiled; returns the files that differ.
pub(crate) fn differing_from_trunk(built: &Path) -> Result<Vec<String>, StepError> {
    let page = Page::read(workspace::root())?;
    let copied = page.files.clone();
    Site::of_compiled(page, &compiled_programs()?)?.differing(&copied, built)
}

impl Site {
    /// The files that only one side has, and those with other bytes. The bytes of the programs are
    /// not compared, because Trunk runs wasm-bindgen by itself.
    fn differing(
        &self,
        copied: &BTreeMap<String, PathBuf>,
        built: &Path,
    ) -> Result<Vec<String>, StepError> {
        let mut theirs = BTreeSet::new();
        list_into(&mut theirs, built, "")?;
        // The modules of the Leptos component: the page has its program, and never loads them.
        theirs.retain(|name| !name.starts_with("snippets/"));
        let index = ["index.html".to_owned()];
        let ours: BTreeSet<String> = self.files.keys().cloned().chain(index).collect();
        let mut differing: Vec<String> = ours.symmetric_difference(&theirs).cloned().collect();

        let content = |path: &Path| fs::read(path).ok();
        if content(&built.join("index.html")).is_some_and(|html| html != self.html.as_bytes()) {
            differing.push("index.html".to_owned());
        }
        for (name, path) in copied {
            let copy = content(&built.join(name));
            if copy.is_some() && copy != content(path) {
                differing.push(name.clone());
            }
        }
        Ok(differing)
    }
}

fn compile(compiler: Compiler, programs: &[Program]) -> Result<(), StepError> {
    let mut build = command("cargo");
    compiler.choose(&mut build);
    build.args(["build", "--profile", DEMO_PROFILE, "--target", WASM]);
    for Program { package, name } in programs {
        build.args(["--package", package, "--bin", name]);
    }
    Step::new("compiling the demo", "correct what it printed above").stream(build)
}

fn compiled_programs() -> Result<PathBuf, StepError> {
    Ok(workspace::target_directory()?.join(WASM).join(DEMO_PROFILE))
}

/// Whether a file is missing, or was written before the one that it is made from.
fn is_older(made: &Path, source: &Path) -> bool {
    let written = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    match (written(made), written(source)) {
        (Some(made), Some(source)) => made < source,
        _ => true,
    }
}

fn list_into(
    names: &mut BTreeSet<String>,
    directory: &Path,
    folder: &str,
) -> Result<(), StepError> {
    for entry in fs::read_dir(directory)
        .map_err(StepError::at(STEP, directory))?
        .flatten()
    {
        let name = format!("{folder}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list_into(names, &entry.path(), &format!("{name}/"))?;
        } else {
            names.insert(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_differs_from_trunks_page_is_named() {
        let (checkout, built) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let write = |folder: &tempfile::TempDir, name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let copied: BTreeMap<String, PathBuf> = ["same.js", "locales/changed.js", "missing.js"]
            .map(|name| (name.to_owned(), checkout.path().join(name)))
            .into();
        for name in copied.keys() {
            write(&checkout, name, "text");
        }
        let program = ("program_bg.wasm".to_owned(), checkout.path().join("wasm"));
        let site = Site {
            html: "page".to_owned(),
            files: copied.clone().into_iter().chain([program]).collect(),
        };
        for (name, text) in [
            ("index.html", "other page"),
            ("same.js", "text"),
            ("locales/changed.js", "other text"),
            ("program_bg.wasm", "smaller"),
            ("extra.js", ""),
            ("snippets/component.js", ""),
        ] {
            write(&built, name, text);
        }
        let differing = site.differing(&copied, built.path()).unwrap();
        assert_eq!(
            differing,
            ["extra.js", "missing.js", "index.html", "locales/changed.js"]
        );
    }
}
