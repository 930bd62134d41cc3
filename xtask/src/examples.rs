//! Builds the host pages in `examples/` with a finished package, as their readers would.
//!
//! The React application is built in a fresh directory outside the checkout, from its lock file and
//! the package as `npm pack` packs it. Its types are checked under `strict`. The results are in
//! `dist/examples`. `applications` builds those of other frameworks and of Microsoft 365.

mod applications;

use std::fs;
use std::path::{Path, PathBuf};

use crate::demo;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::npm;
use crate::tools::target::DEMO_PROFILE;
use crate::tools::trunk::Trunk;
use crate::workspace;

pub(crate) use applications::build as build_applications;

const STEP: &str = "building the examples";
const FIX: &str = "correct what it printed above";
const REGISTRY: &str = "see that the npm registry can be reached, then run this again";

/// Where the built examples are.
pub(crate) fn directory() -> PathBuf {
    workspace::root().join("dist").join("examples")
}

/// Builds the plain page with MSAL and the Leptos application.
pub(crate) fn build(trunk: &Trunk, package: &Path) -> Result<(), StepError> {
    let plain = directory().join("msal");
    copy_all(&source("msal"), &plain)?;
    copy_all(package, &plain.join("print-redirect"))?;
    demo::vendor_into(&plain)?;
    let mut leptos = trunk.command_in(&source("leptos"), "build");
    // In the demo's profile: its dependencies are compiled already.
    leptos.args(["--cargo-profile", DEMO_PROFILE]);
    Step::new("building the Leptos example", FIX).quiet(leptos)
}

/// Packs the package, installs it into a fresh project, checks the types and builds.
pub(crate) fn build_consumer(package: &Path) -> Result<(), StepError> {
    let fresh = tempfile::tempdir().map_err(StepError::at(STEP, package))?;
    let project = fresh.path().join("project");
    copy_all(&source("react"), &project)?;
    let run = |name: &str, advice, program: &str, arguments: &[&str]| {
        let mut command = match program {
            "npm" => npm::command(name)?,
            _ => npm::npx(),
        };
        command.current_dir(&project).args(arguments);
        Step::new(name, advice).quiet(command)
    };
    let packed = npm::pack(package)?;
    let packed = packed.file.to_string_lossy();
    run(
        "installing the React example",
        REGISTRY,
        "npm",
        &["ci", "--no-audit", "--no-fund"],
    )?;
    let install = ["install", "--no-save", "--no-audit", "--no-fund", &packed];
    run("installing the package into it", REGISTRY, "npm", &install)?;
    run("its types", FIX, "npx", &["tsc", "--noEmit"])?;
    run("building the React example", FIX, "npx", &["vite", "build"])?;
    copy_all(&project.join("dist"), &directory().join("react"))
}

fn source(example: &str) -> PathBuf {
    workspace::root().join("examples").join(example)
}

/// Replaces a directory by a copy of another one, without its installed npm packages.
fn copy_all(from: &Path, to: &Path) -> Result<(), StepError> {
    if to.exists() {
        fs::remove_dir_all(to).map_err(StepError::at(STEP, to))?;
    }
    fs::create_dir_all(to).map_err(StepError::at(STEP, to))?;
    copy_into(from, to)
}

/// Copies what is in a directory into another one, without its installed npm packages.
fn copy_into(from: &Path, to: &Path) -> Result<(), StepError> {
    for entry in fs::read_dir(from)
        .map_err(StepError::at(STEP, from))?
        .flatten()
    {
        let (path, name) = (entry.path(), entry.file_name());
        if name == "node_modules" {
            continue;
        }
        if path.is_dir() {
            copy_all(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).map_err(StepError::at(STEP, &path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_replaces_its_target_and_skips_npm_packages() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir_all(from.path().join("src")).unwrap();
        fs::create_dir_all(from.path().join("node_modules/react")).unwrap();
        fs::write(from.path().join("src/main.ts"), "").unwrap();
        fs::write(to.path().join("old.js"), "").unwrap();
        copy_all(from.path(), to.path()).unwrap();
        assert!(to.path().join("src/main.ts").is_file());
        assert!(!to.path().join("node_modules").exists());
        assert!(!to.path().join("old.js").exists());
    }
}
