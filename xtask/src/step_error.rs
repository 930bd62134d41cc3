//! The ways in which a command of the project can fail.
//!
//! Each prints as one sentence that names the step and says what to do. `step` shows the output of
//! a failed program before the sentence, never inside it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use crate::sizes::{LIMIT, grouped};

/// Why a step did not succeed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StepError {
    /// The program could not be started at all.
    #[error("{step} failed because `{program}` did not start ({cause}); {advice}.")]
    Start {
        step: String,
        program: String,
        advice: &'static str,
        cause: io::Error,
    },
    /// The program ran and reported failure.
    #[error("{step} failed ({status}); {advice}.")]
    Ended {
        step: String,
        status: ExitStatus,
        advice: &'static str,
    },
    /// The program was stopped because it took too long.
    #[error("{step} was stopped after {} s; {advice}.", limit.as_secs())]
    TooSlow {
        step: String,
        limit: Duration,
        advice: &'static str,
    },
    /// A step needs something that is missing and cannot be fetched.
    #[error("{step} needs {what}; {advice}.")]
    Missing {
        step: String,
        what: String,
        advice: &'static str,
    },
    /// A file could not be read or written.
    #[error("{step} failed at {} ({cause}); see that it exists and may be written.", path.display())]
    File {
        step: &'static str,
        path: PathBuf,
        cause: io::Error,
    },
    /// A file or an answer does not have the expected form.
    #[error("{step} failed because {what} does not have the expected form; {advice}.")]
    Malformed {
        step: &'static str,
        what: &'static str,
        advice: &'static str,
    },
    /// A step that ran beside another one panicked; what it said is above.
    #[error("a step ended by a panic; that is a mistake in xtask.")]
    Panicked,
    /// wasm-bindgen could not read a program.
    #[error(
        "wasm-bindgen for {program} failed ({cause}); see that Cargo.lock has one version of wasm-bindgen."
    )]
    Bindgen { program: String, cause: String },
    /// The demo cannot be served.
    #[error(
        "serving the demo on port {port} failed ({cause}); if the port is taken, choose one with --port."
    )]
    Port { port: u16, cause: io::Error },
    /// `index.html` has a link for Trunk that the demo's own builder does not know.
    #[error(
        "index.html has {link}, which only Trunk knows; use another link, or teach xtask/src/demo/page.rs this one."
    )]
    UnknownLink { link: String },
    /// The page that Trunk builds and the one that the demo serves are not the same.
    #[error("Trunk and `cargo xtask demo` make different pages of index.html, in {}; see what xtask/src/demo/page.rs does with its links.", files.join(", "))]
    PagesDiffer { files: Vec<String> },
    /// A picture could not be read or written.
    #[error("making the picture {name} failed ({cause}); run it again.")]
    Picture { name: String, cause: String },
    /// The script made other pictures than the command names.
    #[error("tests/e2e/support/pictures.mjs does not make the pictures that xtask/src/pictures.rs names: {} are on one side only.", names.join(", "))]
    OtherPictures { names: Vec<String> },
    /// A page of the documentation's site is wrong.
    #[error("the site has {} faults:\n{}\nCorrect the pages that they come from.", problems.len(), problems.join("\n"))]
    Site { problems: Vec<String> },
    /// What would be published is not as it should be, or may not be published.
    #[error("the release is not sound: {what}; {advice}.")]
    Release { what: String, advice: &'static str },
    /// Two builds of the same sources differ.
    #[error("building the package again gave other bytes in {}; find what depends on time, place or order.", files.join(", "))]
    Differing { files: Vec<String> },
    /// npm knows advisories against locked packages.
    #[error(
        "npm audit found {count} packages with advisories in {project}; run it there and update them."
    )]
    Vulnerable { project: &'static str, count: u64 },
    /// An embedding page loads more than the limit, in bytes of brotli.
    #[error(
        "size failed because a page loads {} bytes of brotli, {} above the limit of {}; see that the standard library was built for size, and take something out.",
        grouped(*total), grouped(*excess), grouped(LIMIT)
    )]
    TooLarge { total: u64, excess: u64 },
}

impl StepError {
    /// Names the step and the path for an `io::Error`, for use with `map_err`.
    pub(crate) fn at(step: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File { step, path, cause }
    }
}
