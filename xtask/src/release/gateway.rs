//! Packs the gateway's program for this platform, with what an administrator needs beside it, and runs it
//! from the archive.

use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::archive::{self, Entries, Entry};
use super::{STEP, machine, unsound};
use crate::dist::{crates, notices, program, sbom};
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::command;
use crate::tools::target::Compiler;
use crate::workspace;

const FIX: &str = "correct what it printed above";

/// What is packed beside the program, if it is there. A folder is packed as a whole.
const BESIDE: [&str; 7] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "crates/gateway/gateway.example.toml",
    "deploy",
    "docs/deploy.md",
    "docs/gateway-reference.md",
    "docs/tenants.md",
];

/// The example configuration, in the archive.
const EXAMPLE: &str = "gateway.example.toml";

/// Compiles the program in the profile `server`. Fixed names replace the paths of this machine.
pub(super) fn build() -> Result<PathBuf, StepError> {
    let output = workspace::target_directory()?.join("release-gateway");
    let renamed = program::renamed(Compiler::Current, &output);
    let mut build = command("cargo");
    build
        .args([
            "build",
            "--profile",
            "server",
            "--locked",
            "--package",
            "gateway",
        ])
        .env("CARGO_TARGET_DIR", &output)
        .env("CARGO_ENCODED_RUSTFLAGS", program::encode(&[], &renamed));
    Step::new("building the gateway", FIX).stream(build)?;
    Ok(output.join("server").join(format!("gateway{EXE_SUFFIX}")))
}

/// Packs a program into a directory, with its SBOM beside it, and verifies it.
pub(super) fn make(program: &Path, version: &str, into: &Path) -> Result<(), StepError> {
    let name = format!("gateway-{OS}-{ARCH}");
    let entries = entries(program, &name)?;
    let packed = archive::pack_twice(&entries)?;
    let path = into.join(format!("{name}.tar.gz"));
    fs::write(&path, &packed).map_err(StepError::at(STEP, &path))?;
    if let Some(bom) = entries.get(&format!("{name}/{}", sbom::FILE)) {
        let path = into.join(format!("{name}.cdx.json"));
        fs::write(&path, &bom.content).map_err(StepError::at(STEP, &path))?;
    }
    verify(&packed, &name, version)
}

/// Refuses a program that names a path of this machine.
pub(super) fn name_no_path(program: &Path) -> Result<(), StepError> {
    let content = fs::read(program).map_err(StepError::at(STEP, program))?;
    machine::refuse_paths("the gateway's program", &content)
}

/// The program, what stands beside it, and the crates that it is made of with their licences.
fn entries(program: &Path, folder: &str) -> Result<Entries, StepError> {
    let mut entries = Entries::new();
    let mut add = |name: String, path: &Path, is_program: bool| -> Result<(), StepError> {
        let content = fs::read(path).map_err(StepError::at(STEP, path))?;
        if !is_program {
            machine::refuse_paths(&name, &content)?;
        }
        entries.insert(
            format!("{folder}/{name}"),
            Entry {
                content,
                is_program,
            },
        );
        Ok(())
    };
    add(format!("gateway{EXE_SUFFIX}"), program, true)?;
    for beside in BESIDE {
        for file in tracked(beside)? {
            // The other paths stay, because the documents link to each other.
            let name = file.strip_prefix("crates/gateway/").unwrap_or(&file);
            add(name.to_owned(), &workspace::root().join(&file), false)?;
        }
    }
    let scratch = tempfile::tempdir().map_err(StepError::at(STEP, program))?;
    let crates = crates::linked("gateway", &host()?)?;
    sbom::write(&crates, scratch.path())?;
    notices::write("gateway", &crates, scratch.path())?;
    for name in [sbom::FILE, notices::FILE] {
        add(name.to_owned(), &scratch.path().join(name), false)?;
    }
    Ok(entries)
}

/// The files of the repository that are this path or below it.
pub(super) fn tracked(path: &str) -> Result<Vec<String>, StepError> {
    let mut list = command("git");
    list.args(["ls-files", "-z", "--", path]);
    let text = text_of(
        &list
            .output()
            .map_err(StepError::at(STEP, workspace::root()))?,
    )?;
    let exists = |file: &&str| !file.is_empty() && workspace::root().join(file).is_file();
    Ok(text.split('\0').filter(exists).map(str::to_owned).collect())
}

/// The platform that the compiler builds for.
fn host() -> Result<String, StepError> {
    let output = command("rustc").arg("-vV").output();
    let text = text_of(&output.map_err(StepError::at(STEP, Path::new("rustc")))?)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or(StepError::Malformed {
        step: STEP,
        what: "the answer of `rustc -vV`",
        advice: "run it by hand to see why",
    })
}

/// Unpacks the archive and runs the program: its version, its example, and a check of this example.
fn verify(packed: &[u8], folder: &str, version: &str) -> Result<(), StepError> {
    let place = tempfile::tempdir().map_err(StepError::at(STEP, &std::env::temp_dir()))?;
    archive::unpack(packed, place.path()).map_err(StepError::at(STEP, place.path()))?;
    let folder = place.path().join(folder);
    let program = folder.join(format!("gateway{EXE_SUFFIX}"));
    let secret = place.path().join("secret");
    fs::write(&secret, "a-secret").map_err(StepError::at(STEP, &secret))?;
    let run = |arguments: &[&str]| {
        let mut run = command(&program);
        run.current_dir(&folder)
            .args(arguments)
            .env("GATEWAY__APP__SECRET_FILE", &secret);
        text_of(&run.output().map_err(StepError::at(STEP, &program))?)
    };
    let told = run(&["--version"])?;
    if told.trim() != format!("gateway {version}") {
        return Err(unsound(
            format!("the packed gateway says that it is {told:?}"),
            "build it again",
        ));
    }
    let example = folder.join(EXAMPLE);
    let packed = fs::read_to_string(&example).map_err(StepError::at(STEP, &example))?;
    if run(&["example"])? != packed {
        return Err(unsound(
            "the packed gateway prints another example than the packed one",
            "build it again",
        ));
    }
    run(&["--config", EXAMPLE, "check"]).map(drop)
}

/// What a program has printed, if it succeeded.
fn text_of(output: &Output) -> Result<String, StepError> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(unsound(
        format!("a program ended with {}: {}", output.status, said.trim()),
        "correct what it says",
    ))
}
