//! Builds the pages that `bench` measures, from `benches/pages`: each a bundled, minified script and
//! the HTML around it.

use std::fs;
use std::path::{Path, PathBuf};

use super::STEP;
use crate::step_error::StepError;
use crate::tools::esbuild::Esbuild;
use crate::tools::npm;
use crate::workspace;

/// The pages' folders with their scripts.
const PAGES: [(&str, &str); 3] = [
    ("plain", "main.js"),
    ("react-fluent", "main.jsx"),
    ("widget", "main.js"),
];

/// Builds all pages into `output`, with the npm packages of the one that has some.
pub(super) fn build(output: &Path) -> Result<(), StepError> {
    let esbuild = Esbuild::ensure()?;
    npm::ensure_packages(&source("react-fluent"), "benches/pages/react-fluent")?;
    for (page, script) in PAGES {
        let (source, built) = (source(page), output.join(page));
        fs::create_dir_all(&built).map_err(StepError::at(STEP, &built))?;
        let mut bundle = esbuild.command();
        bundle
            .arg(source.join(script))
            .arg("--jsx=automatic")
            .arg("--define:process.env.NODE_ENV=\"production\"")
            .arg(format!("--outfile={}", built.join("main.js").display()));
        Esbuild::run(bundle)?;
        copy_html(&source, &built)?;
    }
    Ok(())
}

fn source(page: &str) -> PathBuf {
    let pages = workspace::root().join("benches").join("pages");
    pages.join(page)
}

fn copy_html(from: &Path, to: &Path) -> Result<(), StepError> {
    let files = fs::read_dir(from).map_err(StepError::at(STEP, from))?;
    for file in files.flatten() {
        let path = file.path();
        if path.extension().is_some_and(|it| it == "html") {
            fs::copy(&path, to.join(file.file_name())).map_err(StepError::at(STEP, &path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_script_and_its_html() {
        for (page, script) in PAGES {
            assert!(source(page).join(script).is_file(), "{page}");
            assert!(source(page).join("index.html").is_file(), "{page}");
        }
    }

    #[test]
    fn only_html_is_copied() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for name in ["index.html", "main.jsx", "package.json"] {
            fs::write(from.path().join(name), "").unwrap();
        }
        copy_html(from.path(), to.path()).unwrap();
        let copied = fs::read_dir(to.path()).unwrap().flatten();
        let copied: Vec<_> = copied.map(|file| file.file_name()).collect();
        assert_eq!(copied, ["index.html"]);
    }
}
