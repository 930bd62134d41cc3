//! Builds the tools that come from crates.io, with `cargo install`.
//!
//! A tool that is on `PATH` in the right version is used as it is, with the programs beside it.
//! Otherwise it is built once into the cache, in a profile that is quick to build: the tools'
//! own release profiles take up to four times as long and save only seconds when they run. The
//! cache does not record the profile, so a tool that an older checkout has built is used too.

use std::path::PathBuf;

use super::cache::CacheEntry;
use super::{command, has_version, on_path};
use crate::step::Step;
use crate::step_error::StepError;
use crate::workspace;

/// Variables that are meant for the build of this project, not for that of a tool.
const NOT_FOR_TOOLS: [&str; 4] = [
    "RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
];

/// What replaces the tool's own release profile. Optimising for one run of a second costs minutes.
const QUICK_TO_BUILD: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    ("CARGO_PROFILE_RELEASE_STRIP", "debuginfo"),
];

/// The features of a tool.
enum Features {
    Default,
    Only(&'static [&'static str]),
}

/// A tool, its exact version, and its programs.
pub(crate) struct CargoTool {
    name: &'static str,
    package: &'static str,
    version: String,
    programs: &'static [&'static str],
    /// Whether to build with the lock file that the tool was released with.
    locked: bool,
    /// The features that it is built with. The default ones of Trunk and wasm-bindgen are for
    /// downloads, and those of mdBook for its own server; they are never asked for here.
    features: Features,
}

/// Trunk builds the demo page for the tests. 0.21.14 is the last version that Rust 1.95 compiles.
pub(crate) fn trunk() -> CargoTool {
    CargoTool {
        name: "trunk",
        package: "trunk",
        version: "0.21.14".to_owned(),
        programs: &["trunk"],
        locked: true,
        features: Features::Only(&[]),
    }
}

/// cargo-deny checks licences, sources and advisories.
pub(crate) fn deny() -> CargoTool {
    CargoTool {
        name: "cargo-deny",
        package: "cargo-deny",
        version: "0.20.2".to_owned(),
        programs: &["cargo-deny"],
        locked: true,
        features: Features::Default,
    }
}

/// mdBook makes the site of the documentation.
pub(crate) fn mdbook() -> CargoTool {
    CargoTool {
        name: "mdbook",
        package: "mdbook",
        version: "0.5.4".to_owned(),
        programs: &["mdbook"],
        locked: true,
        features: Features::Only(&["search"]),
    }
}

/// wasm-bindgen's programs, in the version of the crate in `Cargo.lock`. Their own lock file names
/// a version that crates.io does not serve, so they are built without it.
pub(crate) fn wasm_bindgen() -> Result<CargoTool, StepError> {
    Ok(CargoTool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: workspace::locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        locked: false,
        features: Features::Only(&[]),
    })
}

impl CargoTool {
    /// The directory that holds the tool's programs.
    pub(crate) fn ensure(&self) -> Result<PathBuf, StepError> {
        if let Some(directory) = self.installed() {
            return Ok(directory);
        }
        let entry = CacheEntry::of(self.name, &self.version)?;
        if !entry.is_complete() {
            self.install(&entry)?;
        }
        Ok(entry.directory().join("bin"))
    }

    fn installed(&self) -> Option<PathBuf> {
        let (first, others) = self.programs.split_first()?;
        let path = on_path(first)?;
        let directory = path.parent()?.to_owned();
        let complete = others.iter().all(|other| {
            directory
                .join(format!("{other}{}", std::env::consts::EXE_SUFFIX))
                .is_file()
        });
        (complete && has_version(&path, &self.version)).then_some(directory)
    }

    fn install(&self, entry: &CacheEntry) -> Result<(), StepError> {
        let Self { name, version, .. } = self;
        println!(
            "{name} {version} is built from source, once, into {}; this takes a minute or two.",
            entry.directory().display()
        );
        entry.fill(|result, scratch| {
            let mut install = command("cargo");
            for variable in NOT_FOR_TOOLS {
                install.env_remove(variable);
            }
            install
                // Outside the checkout, whose cargo configuration is not for tools either.
                .current_dir(scratch)
                .env("CARGO_TARGET_DIR", scratch)
                .envs(QUICK_TO_BUILD)
                .args(["install", self.package, "--version"])
                .arg(format!("={version}"))
                .args(self.locked.then_some("--locked"))
                .args(self.features.arguments())
                .arg("--root")
                .arg(result);
            Step::new(
                format!("installing {name} {version}"),
                "see that crates.io can be reached and that a C compiler is installed, then run this again",
            )
            .stream(install)
        })
    }
}

impl Features {
    fn arguments(&self) -> Vec<String> {
        match self {
            Self::Default => Vec::new(),
            Self::Only(features) => vec![
                "--no-default-features".to_owned(),
                format!("--features={}", features.join(",")),
            ],
        }
    }
}
