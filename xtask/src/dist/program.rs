//! The wasm program of the package: compiled, given its glue, made small.
//!
//! There are two builds of it: the one that pages load, and the one for diagnosis, which words
//! its panics and keeps the names of its functions. Each is compiled in a directory of its own,
//! because no other build has its flags. The paths of this machine are replaced by names, so
//! that neither a home directory nor a checkout shows in the bytes and two checkouts give the
//! same ones.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::glue;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::standard_library::StandardLibrary;
use crate::tools::target::{Compiler, WASM};
use crate::tools::{WasmTools, bindgen};
use crate::workspace;

const STEP: &str = "building the program";
const FIX: &str = "correct what it printed above";

/// A binary of the top-level package.
pub(super) const PROGRAM: &str = "print-redirect-program";

/// wasm-opt's options. The compiler puts the stack below everything else, so the lowest addresses
/// are the last of it and never used; functions of like names are alike, and compress better side
/// by side; the sections say which tools were used.
const SMALLEST: [&str; 5] = [
    "-Oz",
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
];

/// A path of this machine and the name that replaces it.
type Renamed = (PathBuf, &'static str);

/// Which program is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Variant {
    /// For size: a panic is one instruction, and says nothing.
    Shipped,
    /// For finding out why: a panic is worded on the console, with the place it came from.
    Diagnostic,
}

/// Puts the program and its glue into a directory.
pub(super) fn build(
    tools: &WasmTools,
    build: Variant,
    output: &Path,
    into: &Path,
) -> Result<(), StepError> {
    let compiled = compile(tools, build, output)?;

    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, &env::temp_dir()))?;
    bindgen::generate(&compiled, PROGRAM, scratch.path())?;

    glue::shrink(scratch.path(), into)?;

    let wasm = format!("{PROGRAM}_bg.wasm");
    let mut optimize = tools.command("wasm-opt");
    optimize
        .args(SMALLEST)
        .args((build == Variant::Diagnostic).then_some("-g"))
        .arg(scratch.path().join(&wasm))
        .arg("-o")
        .arg(into.join(&wasm));
    Step::new("wasm-opt", FIX).quiet(optimize)
}

fn compile(tools: &WasmTools, build: Variant, output: &Path) -> Result<PathBuf, StepError> {
    let compiler = tools.compiler();
    let library = match build {
        Variant::Shipped => StandardLibrary::ensure(compiler),
        Variant::Diagnostic => StandardLibrary::Installed,
    };
    println!("{library}");
    // Apart, because what has other flags would replace it.
    let directory = match build {
        Variant::Shipped => output.to_owned(),
        Variant::Diagnostic => output.join("diagnostic"),
    };

    let mut cargo = tools.command("cargo");
    cargo
        .args(["build", "--release", "--target", WASM])
        .args(["-p", "print-redirect", "--bin", PROGRAM])
        .env("CARGO_TARGET_DIR", &directory)
        // Before every other place for flags, and the only one that allows spaces in them.
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            encode(library.flags(), &renamed(compiler, &directory)),
        );
    if build == Variant::Diagnostic {
        // Nobody waits for its last byte, but the one who builds waits for it.
        cargo
            .args(["--features", "diagnostic"])
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    }
    library.choose(&mut cargo);
    let name = match build {
        Variant::Shipped => "building the widget",
        Variant::Diagnostic => "building the widget for diagnosis",
    };
    Step::new(name, FIX).quiet(cargo)?;
    Ok(directory
        .join(WASM)
        .join("release")
        .join(format!("{PROGRAM}.wasm")))
}

/// The paths that occur in what is compiled; of those that match, the compiler takes the last.
fn renamed(compiler: Compiler, output: &Path) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    if let Some(home) = cargo_home() {
        renamed.extend(registries(&home).map(|crates| (crates, "/crates")));
    }
    if let Some(sysroot) = compiler.sysroot() {
        renamed.push((sysroot.join("lib/rustlib/src/rust"), "/rust"));
    }
    renamed.push((workspace::root().to_owned(), "/print-redirect"));
    // After the checkout, in which it usually is.
    renamed.push((output.to_owned(), "/output"));
    renamed
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// Where cargo unpacks crates: a directory for each registry, named for its address, so that
/// crates from a mirror would show where they came from. This program's own crates are there
/// already.
fn registries(cargo_home: &Path) -> impl Iterator<Item = PathBuf> {
    let sources = fs::read_dir(cargo_home.join("registry").join("src"));
    let mut directories: Vec<_> = sources
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    directories.sort();
    directories.into_iter()
}

/// cargo's form for a list of flags.
fn encode(flags: &[&str], renamed: &[Renamed]) -> OsString {
    let remaps = renamed.iter().map(|(path, name)| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(path);
        flag.push("=");
        flag.push(name);
        flag
    });
    let all: Vec<OsString> = flags.iter().map(OsString::from).chain(remaps).collect();
    all.join("\u{1f}".as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_a_space_stays_within_its_flag() {
        let renamed = [(PathBuf::from("/home/ada l"), "/crates")];
        assert_eq!(
            encode(&["-Copt-level=z"], &renamed),
            "-Copt-level=z\u{1f}--remap-path-prefix=/home/ada l=/crates"
        );
    }

    #[test]
    fn the_crates_of_every_registry_are_found() {
        let home = tempfile::tempdir().unwrap();
        let sources = home.path().join("registry/src");
        for registry in ["mirror.example-2", "index.crates.io-1"] {
            fs::create_dir_all(sources.join(registry)).unwrap();
        }
        let found: Vec<_> = registries(home.path()).collect();
        assert_eq!(
            found,
            [
                sources.join("index.crates.io-1"),
                sources.join("mirror.example-2")
            ]
        );
        assert_eq!(registries(&sources).count(), 0);
    }

    #[test]
    fn the_output_is_renamed_as_itself_though_it_is_in_the_checkout() {
        let output = workspace::root().join("target/dist");
        let renamed = renamed(Compiler::Current, &output);
        let last = renamed.iter().rfind(|(path, _)| output.starts_with(path));
        assert_eq!(last.unwrap().1, "/output");
        let source = workspace::root().join("src/main.rs");
        let last = renamed.iter().rfind(|(path, _)| source.starts_with(path));
        assert_eq!(last.unwrap().1, "/print-redirect");
    }
}
