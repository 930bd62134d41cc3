//! Compiles the wasm program of the package, adds its glue, and makes both small.
//!
//! There are two variants: the one that pages load, and one for diagnosis, whose panics have
//! messages and whose functions keep their names. Each is compiled into a directory of its own,
//! because each has its own flags. Fixed names replace the paths of this machine, so that the bytes
//! show neither a home directory nor a checkout, and two checkouts give the same bytes.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use super::{glue, order};
use crate::step;
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

/// wasm-opt's options. The stack is below all other data, so the lowest addresses are its end and
/// are never used. A function with one caller is put into it only if it is short: a long one
/// compresses better by itself. The stripped sections only list tools and features.
const SMALLEST: [&str; 6] = [
    "-Oz",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=40",
    "--always-inline-max-function-size=4",
    "--strip-producers",
    "--strip-target-features",
];

/// A path of this machine, and the name that replaces it.
pub(crate) type Renamed = (PathBuf, &'static str);

/// Which program is built, from the same sources.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Variant {
    /// The smallest: a panic is one instruction without a message.
    Shipped,
    /// To find the cause of a failure: a panic prints a message and its place on the console.
    Diagnostic,
}

/// Where the compiler has put the programs.
pub(super) struct Compiled {
    pub(super) shipped: PathBuf,
    pub(super) diagnostic: PathBuf,
}

/// Compiles both programs at the same time: the link-time optimisation of the shipped one keeps
/// only one core busy, for as long as everything before it took.
pub(super) fn compile_both(tools: &WasmTools, output: &Path) -> Result<Compiled, StepError> {
    let library = StandardLibrary::ensure(tools.compiler());
    println!("{library}");
    let directory = &diagnostic_directory(output);
    step::timed(
        "building the widget twice, to be shipped and for diagnosis",
        || {
            thread::scope(|scope| {
                let installed = StandardLibrary::Installed;
                let diagnostic = scope
                    .spawn(move || compile_one(tools, Variant::Diagnostic, installed, directory));
                let shipped = compile_one(tools, Variant::Shipped, library, output);
                let diagnostic = diagnostic.join().unwrap_or(Err(StepError::Panicked));
                Ok(Compiled {
                    shipped: shipped?,
                    diagnostic: diagnostic?,
                })
            })
        },
    )
}

/// Compiles the shipped program in `output`, and takes the other one from where it was compiled
/// before: its sources and paths are the same, so a second one would show nothing more.
pub(super) fn compile_shipped(
    tools: &WasmTools,
    output: &Path,
    before: &Path,
) -> Result<Compiled, StepError> {
    let library = StandardLibrary::ensure(tools.compiler());
    let shipped = step::timed("building the widget again", || {
        compile_one(tools, Variant::Shipped, library, output)
    });
    Ok(Compiled {
        shipped: shipped?,
        diagnostic: program_below(&diagnostic_directory(before)),
    })
}

/// Apart, because each program has flags of its own and would replace what the other has built.
fn diagnostic_directory(output: &Path) -> PathBuf {
    output.join("diagnostic")
}

fn program_below(directory: &Path) -> PathBuf {
    directory
        .join(WASM)
        .join("release")
        .join(format!("{PROGRAM}.wasm"))
}

fn compile_one(
    tools: &WasmTools,
    variant: Variant,
    library: StandardLibrary,
    directory: &Path,
) -> Result<PathBuf, StepError> {
    let mut cargo = tools.command("cargo");
    cargo
        .args(["build", "--release", "--target", WASM])
        .args(["-p", "print-redirect", "--bin", PROGRAM])
        .env("CARGO_TARGET_DIR", directory)
        // Before every other place for flags, and the only one that allows spaces in them.
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            encode(library.flags(), &renamed(tools.compiler(), directory)),
        );
    if variant == Variant::Diagnostic {
        // Its size does not matter, but the time to build it does.
        cargo
            .args(["--features", "diagnostic"])
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    }
    library.choose(&mut cargo);
    let name = match variant {
        Variant::Shipped => "building the widget",
        Variant::Diagnostic => "building the widget for diagnosis",
    };
    Step::new(name, FIX).beside(cargo)?;
    Ok(program_below(directory))
}

/// Puts a compiled program and its glue into a directory, both made small.
pub(super) fn finish(
    tools: &WasmTools,
    variant: Variant,
    compiled: &Path,
    into: &Path,
) -> Result<(), StepError> {
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, &env::temp_dir()))?;
    bindgen::generate(compiled, PROGRAM, scratch.path())?;

    glue::shrink(scratch.path(), into)?;

    let wasm = format!("{PROGRAM}_bg.wasm");
    let mut optimize = tools.command("wasm-opt");
    optimize
        .args(SMALLEST)
        .args((variant == Variant::Diagnostic).then_some("-g"))
        .arg(scratch.path().join(&wasm))
        .arg("-o")
        .arg(into.join(&wasm));
    Step::new("wasm-opt", FIX).quiet(optimize)?;
    if variant == Variant::Diagnostic {
        return Ok(());
    }
    let path = into.join(&wasm);
    let code = fs::read(&path).map_err(StepError::at(STEP, &path))?;
    let ordered = order::by_likeness(&code).map_err(|_| StepError::Malformed {
        step: STEP,
        what: "the wasm that wasm-opt has written",
        advice: FIX,
    })?;
    fs::write(&path, ordered).map_err(StepError::at(STEP, &path))
}

/// The paths that may occur in compiled code. Where several match, the compiler uses the last.
pub(crate) fn renamed(compiler: Compiler, output: &Path) -> Vec<Renamed> {
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

/// The directories of cargo's unpacked crates, one for each registry. Their names contain the
/// registry's address and would show a mirror. xtask's own crates are there already.
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
pub(crate) fn encode(flags: &[&str], renamed: &[Renamed]) -> OsString {
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
    fn a_path_with_a_space_stays_in_its_flag() {
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
    fn output_inside_the_checkout_has_a_name_of_its_own() {
        let output = workspace::root().join("target/dist");
        let renamed = renamed(Compiler::Current, &output);
        let last = renamed.iter().rfind(|(path, _)| output.starts_with(path));
        assert_eq!(last.unwrap().1, "/output");
        let source = workspace::root().join("src/main.rs");
        let last = renamed.iter().rfind(|(path, _)| source.starts_with(path));
        assert_eq!(last.unwrap().1, "/print-redirect");
    }
}
