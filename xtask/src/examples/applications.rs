//! Builds the applications in `examples/` that have tools of their own: those of frameworks and of
//! Microsoft 365.
//!
//! Each is built from its lock file and the package as `npm pack` packs it, with the scripts of its
//! `package.json`. The results are in `dist/examples`. Installing waits for the network and building
//! for a processor, so two are built at a time. What was installed stays below `target`, because it
//! is more than a gigabyte in small files.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use super::{FIX, REGISTRY, STEP, copy_all, copy_into, directory, source};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{node, npm, put_in_front};
use crate::workspace;

/// An application in a folder of `examples/`.
struct Application {
    folder: &'static str,
    /// Whether its tools need a newer Node.js than everything else.
    newer_node: bool,
    scripts: &'static [&'static str],
    /// Where its tools put what is served.
    built: &'static str,
}

/// The tools of SharePoint alone are as large as all others together.
const SHAREPOINT: [Application; 1] = [Application {
    folder: "sharepoint",
    newer_node: true,
    scripts: &["build"],
    built: "release",
}];

const OTHERS: [Application; 4] = [
    Application {
        folder: "vue",
        newer_node: false,
        scripts: &["check", "build"],
        built: "dist",
    },
    Application {
        folder: "angular",
        newer_node: true,
        scripts: &["build"],
        built: "dist/print-jobs/browser",
    },
    Application {
        folder: "next",
        newer_node: false,
        scripts: &["build"],
        built: "out",
    },
    Application {
        folder: "teams",
        newer_node: false,
        scripts: &["check", "build"],
        built: "dist",
    },
];

/// Builds all of them with a package.
pub(crate) fn build(package: &Path) -> Result<(), StepError> {
    let place = workspace::target_directory()?.join("examples");
    fs::create_dir_all(&place).map_err(StepError::at(STEP, &place))?;
    let packed = npm::pack(package)?;
    let newer_node = node::ensure("The examples sharepoint and angular are")?;
    let build = |applications: &[Application]| {
        applications.iter().try_for_each(|application| {
            application.build(&place, &packed.file, newer_node.as_ref())
        })
    };
    println!("building the examples sharepoint, and beside it vue, angular, next and teams:");
    thread::scope(|scope| {
        let sharepoint = scope.spawn(|| build(&SHAREPOINT));
        let others = build(&OTHERS);
        sharepoint
            .join()
            .unwrap_or(Err(StepError::Panicked))
            .and(others)
    })
}

impl Application {
    fn build(
        &self,
        place: &Path,
        packed: &Path,
        newer_node: Option<&PathBuf>,
    ) -> Result<(), StepError> {
        let built = directory().join(self.folder);
        // The tests skip what is not there, and must not take an old one for it.
        if built.exists() {
            fs::remove_dir_all(&built).map_err(StepError::at(STEP, &built))?;
        }
        if self.newer_node && newer_node.is_none() {
            return Ok(());
        }
        let start = Instant::now();
        let project = place.join(self.folder);
        replace_sources(&source(self.folder), &project)?;
        let npm = |what: &str, advice, arguments: &[&str]| {
            let step = format!("the example {}: {what}", self.folder);
            let mut command = npm::command(&step)?;
            command.current_dir(&project).args(arguments);
            // Next would send what it counts to its makers.
            command.env("NEXT_TELEMETRY_DISABLED", "1");
            if self.newer_node {
                put_in_front(&mut command, newer_node.into_iter());
            }
            Step::new(step, advice).beside(command)
        };
        let quietly = ["--no-audit", "--no-fund"];
        let packed = packed.to_string_lossy();
        let stamp = project.join("node_modules").join(".installed-lock");
        let lock = project.join("package-lock.json");
        let wanted = fs::read(&lock).map_err(StepError::at(STEP, &lock))?;
        if fs::read(&stamp).ok().as_ref() != Some(&wanted) {
            npm("npm ci", REGISTRY, &[&["ci"][..], &quietly].concat())?;
            fs::write(&stamp, wanted).map_err(StepError::at(STEP, &stamp))?;
        }
        let with_package = ["install", "--no-save", &*packed];
        npm(
            "npm install",
            REGISTRY,
            &[&with_package[..], &quietly].concat(),
        )?;
        for script in self.scripts {
            npm(&format!("npm run {script}"), FIX, &["run", script])?;
        }
        copy_all(&project.join(self.built), &built)?;
        println!(
            "the example {} ... {:.1} s",
            self.folder,
            start.elapsed().as_secs_f64()
        );
        Ok(())
    }
}

/// Replaces everything in a project but what npm installed there.
fn replace_sources(from: &Path, project: &Path) -> Result<(), StepError> {
    let entries = fs::read_dir(project).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name() != "node_modules") {
        let path = entry.path();
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.map_err(StepError::at(STEP, &path))?;
    }
    fs::create_dir_all(project).map_err(StepError::at(STEP, project))?;
    copy_into(from, project)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_sources_leave_what_npm_installed() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(from.path().join("new.ts"), "").unwrap();
        fs::create_dir_all(to.path().join("node_modules/next")).unwrap();
        fs::create_dir(to.path().join("out")).unwrap();
        fs::write(to.path().join("old.ts"), "").unwrap();
        replace_sources(from.path(), to.path()).unwrap();
        assert!(to.path().join("new.ts").is_file());
        assert!(to.path().join("node_modules/next").is_dir());
        assert!(!to.path().join("old.ts").exists() && !to.path().join("out").exists());
    }

    #[test]
    fn every_application_in_the_examples_is_built() {
        let examples = source("");
        let mut folders: Vec<_> = fs::read_dir(examples)
            .unwrap()
            .flatten()
            .filter(|entry| entry.path().join("package-lock.json").is_file())
            .map(|entry| entry.file_name().into_string().unwrap())
            .filter(|folder| folder != "react")
            .collect();
        folders.sort();
        let mut built: Vec<_> = SHAREPOINT
            .iter()
            .chain(&OTHERS)
            .map(|it| it.folder)
            .collect();
        built.sort_unstable();
        assert_eq!(built, folders);
    }
}
