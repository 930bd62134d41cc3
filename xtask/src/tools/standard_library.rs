//! Chooses the standard library that the shipped program is linked with.
//!
//! The installed library is built for speed, and its panics have messages. Built again from its
//! sources, for size and with panics that only stop the program, it makes the package about a tenth
//! smaller. That needs the sources, and options that a stable compiler hides. Without either, the
//! installed library is used and a line says why.

use std::fmt;
use std::process::Command;
use std::time::Duration;

use super::target::{Compiler, WASM};
use super::{command, on_path};
use crate::step::Step;
use crate::step_error::StepError;

/// Lets a stable compiler accept unstable options.
const UNLOCK: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// The compiler's options: a panic is one instruction, and its place is not recorded.
const FLAGS: [&str; 3] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
];

/// cargo's options: the library is built with the program, and uses its small algorithms.
const ARGUMENTS: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// A file of the sources that cargo needs, below the compiler's own directory.
const SOURCES: &str = "lib/rustlib/src/rust/library/Cargo.lock";

/// rustup usually takes seconds, but must not hang.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// Where the library comes from; its text is a sentence for the developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StandardLibrary {
    /// Built with the program, for size.
    BuiltForSize,
    /// The installed one, on purpose: its panics have messages.
    Installed,
    /// The installed one, because the sources are missing.
    WithoutSources,
    /// The installed one, because the compiler does not know the options.
    WithoutOptions,
}

impl StandardLibrary {
    /// Finds the best library for this compiler; rustup adds missing sources.
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

    /// Makes a `cargo build` link this library; the compiler needs [`Self::flags`] too.
    pub(crate) fn choose(self, build: &mut Command) {
        if self == Self::BuiltForSize {
            build.env(UNLOCK.0, UNLOCK.1).args(ARGUMENTS);
        }
    }

    /// The compiler's flags for this library.
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
            Self::BuiltForSize => "The standard library is built with the program, for size.",
            Self::Installed => {
                "The standard library is the installed one, whose panics have messages."
            }
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
    fn only_a_build_for_size_uses_unstable_options() {
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
    fn one_sentence_says_why_the_package_is_larger() {
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
