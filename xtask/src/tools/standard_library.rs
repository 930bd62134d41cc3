//! The standard library that the shipped program is linked with.
//!
//! The one that comes with the compiler is built for speed and words every panic. Built again
//! from its sources, for size and with panics that only stop the program, it takes about a
//! tenth off the package. That needs the sources and options that stable compilers hide; where
//! either is not to be had, the installed library is used and the reason is said.

use std::fmt;
use std::process::Command;
use std::time::Duration;

use super::target::{Compiler, WASM};
use super::{command, on_path};
use crate::step::Step;
use crate::step_error::StepError;

/// Opens the unstable options to a stable compiler.
const UNLOCK: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// The compiler's options: a panic is one instruction, and nothing records where it happened.
const FLAGS: [&str; 3] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
];

/// cargo's options: the library is built along with the program, its algorithms the small ones.
const ARGUMENTS: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// What cargo reads first of the sources, below the compiler's own directory.
const SOURCES: &str = "lib/rustlib/src/rust/library/Cargo.lock";

/// As for the target: seconds when all is well, but it must not hang.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// Where the library comes from; as text, a sentence for the one who builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StandardLibrary {
    /// Built along with the program, for size.
    BuiltForSize,
    /// As it came with the compiler, on purpose: its panics say what happened.
    Installed,
    /// As it came with the compiler, for want of the sources.
    WithoutSources,
    /// As it came with the compiler, which does not know the options.
    WithoutOptions,
}

impl StandardLibrary {
    /// Finds out which library this compiler allows, adding the sources by rustup if need be.
    pub(crate) fn ensure(compiler: Compiler) -> Self {
        if !knows_options(compiler) {
            return Self::WithoutOptions;
        }
        // rustup cannot add to a compiler that it did not install.
        if !has_sources(compiler)
            && compiler == Compiler::Current
            && on_path("rustup").is_some()
            && let Err(failure) = add_sources()
        {
            eprintln!("{failure}");
        }
        if has_sources(compiler) {
            Self::BuiltForSize
        } else {
            Self::WithoutSources
        }
    }

    /// Has a `cargo build` link this library; the compiler must be given [`Self::flags`] too.
    pub(crate) fn choose(self, build: &mut Command) {
        if self == Self::BuiltForSize {
            build.env(UNLOCK.0, UNLOCK.1).args(ARGUMENTS);
        }
    }

    /// What the compiler must be told for this library.
    pub(crate) fn flags(self) -> &'static [&'static str] {
        match self {
            Self::BuiltForSize => &FLAGS,
            Self::Installed | Self::WithoutSources | Self::WithoutOptions => &[],
        }
    }
}

impl fmt::Display for StandardLibrary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BuiltForSize => "The standard library is built along with the program, for size.",
            Self::Installed => "The standard library is the one installed, which words its panics.",
            Self::WithoutSources => {
                "The package is larger than it could be, because the sources of the standard \
                 library are missing; `rustup component add rust-src` adds them."
            }
            Self::WithoutOptions => {
                "The package is larger than it could be, because this compiler cannot build the \
                 standard library for size; a newer one can."
            }
        })
    }
}

fn knows_options(compiler: Compiler) -> bool {
    let mut rustc = command("rustc");
    compiler.choose(&mut rustc);
    rustc
        .env(UNLOCK.0, UNLOCK.1)
        .args(FLAGS)
        .args(["--print", "cfg", "--target", WASM]);
    rustc.output().is_ok_and(|output| output.status.success())
}

fn has_sources(compiler: Compiler) -> bool {
    let sysroot = compiler.sysroot();
    sysroot.is_some_and(|directory| directory.join(SOURCES).is_file())
}

fn add_sources() -> Result<(), StepError> {
    let mut add = command("rustup");
    add.args(["component", "add", "rust-src"]);
    Step::new(
        "rustup component add rust-src",
        "the build goes on with the standard library as it is installed",
    )
    .within(RUSTUP_LIMIT)
    .quiet(add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_build_for_size_uses_options_that_stable_compilers_hide() {
        for (library, is_plain) in [
            (StandardLibrary::BuiltForSize, false),
            (StandardLibrary::Installed, true),
            (StandardLibrary::WithoutSources, true),
            (StandardLibrary::WithoutOptions, true),
        ] {
            let mut build = Command::new("cargo");
            library.choose(&mut build);
            assert_eq!(build.get_envs().next().is_none(), is_plain);
            assert_eq!(build.get_args().next().is_none(), is_plain);
            assert_eq!(library.flags().is_empty(), is_plain);
        }
    }

    #[test]
    fn a_larger_package_comes_with_its_reason_and_one_sentence() {
        for library in [
            StandardLibrary::WithoutSources,
            StandardLibrary::WithoutOptions,
        ] {
            let text = library.to_string();
            assert!(text.contains("larger") && text.contains("because"));
            assert_eq!(text.matches(". ").count(), 0);
        }
    }
}
