//! `cargo xtask release --dry-run`: makes what a release publishes in `dist/release`, and verifies it.
//!
//! Each kind of artifact has a file: it makes the artifact twice, compares the bytes, and uses it as its
//! reader would. Publishing is left to `.github/workflows/release.yml`, which runs this command on each
//! platform.

mod archive;
mod changelog;
mod checksums;
mod gateway;
mod image;
mod machine;
mod package;
mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::dist::{self, Package};
use crate::sizes::grouped;
use crate::step_error::StepError;
use crate::tools::WasmTools;
use crate::workspace;

const STEP: &str = "making the release";

/// What is wrong with the command line.
const PUBLISHING: &str = "publishing is done by .github/workflows/release.yml when a tag is pushed, and not by this command";

/// What a release has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Artifact {
    /// The package for host pages, as npm packs it, and its SBOM.
    Package,
    /// The gateway's program for this platform, and its SBOM.
    Gateway,
    /// The context from which the gateway's image is built.
    Image,
    /// The section of the changelog.
    Notes,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Makes and verifies everything, and publishes nothing.
    #[arg(long)]
    dry_run: bool,
    /// The tag, such as v1.2.3: it must be the version of the checkout.
    #[arg(long)]
    tag: Option<String>,
    /// Makes only these, beside what is in `dist/release` already; all by default.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Artifact>,
}

/// Makes and verifies the artifacts, and lists them with their checksums.
pub(crate) fn run(options: &Options) -> Result<(), StepError> {
    if !options.dry_run {
        return Err(unsound(
            PUBLISHING,
            "add --dry-run to see what it would publish",
        ));
    }
    let version = versions::agreed(workspace::root(), options.tag.as_deref())?;
    let place = directory();
    let wanted = if options.only.is_empty() {
        remove(&place)?;
        Artifact::value_variants()
    } else {
        &options.only
    };
    fs::create_dir_all(&place).map_err(StepError::at(STEP, &place))?;
    for artifact in wanted {
        match artifact {
            Artifact::Package => {
                let Package { directory, .. } = dist::build(&WasmTools::ensure()?)?;
                package::make(&directory, &version, &place)?;
            }
            Artifact::Gateway => {
                let program = gateway::build()?;
                gateway::make(&program, &version, &place)?;
                gateway::name_no_path(&program)?;
            }
            Artifact::Image => image::make(&place)?,
            Artifact::Notes => {
                let is_tagged = options.tag.is_some();
                changelog::write_notes(workspace::root(), &version, is_tagged, &place)?;
            }
        }
    }
    checksums::write(&place)?;
    checksums::verify(&place)?;
    print_all(&version, &place)
}

/// Packs and verifies what the tests have built, without building anything: the package, and the
/// gateway's program in whatever profile.
pub(crate) fn check(package: &Path, program: &Path) -> Result<(), StepError> {
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, &std::env::temp_dir()))?;
    let place = scratch.path();
    let version = versions::agreed(workspace::root(), None)?;
    package::make(package, &version, place)?;
    gateway::make(program, &version, place)?;
    image::make(place)?;
    changelog::write_notes(workspace::root(), &version, false, place)?;
    checksums::write(place)?;
    checksums::verify(place)
}

fn directory() -> PathBuf {
    workspace::root().join("dist").join("release")
}

fn remove(place: &Path) -> Result<(), StepError> {
    if place.exists() {
        fs::remove_dir_all(place).map_err(StepError::at(STEP, place))?;
    }
    Ok(())
}

fn print_all(version: &str, place: &Path) -> Result<(), StepError> {
    println!("\nThe release {version} is in {}:", place.display());
    for name in file_names(place)? {
        let path = place.join(&name);
        let length = fs::metadata(&path)
            .map_err(StepError::at(STEP, &path))?
            .len();
        println!("{:>14}  {name}", grouped(length));
    }
    println!("Nothing was published: {PUBLISHING}.");
    Ok(())
}

/// The files of a directory by name.
fn file_names(directory: &Path) -> Result<Vec<String>, StepError> {
    let entries = fs::read_dir(directory).map_err(StepError::at(STEP, directory))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

fn unsound(what: impl Into<String>, advice: &'static str) -> StepError {
    StepError::Release {
        what: what.into(),
        advice,
    }
}
