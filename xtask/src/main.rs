//! The project's commands, run as `cargo xtask VERB`.
//!
//! This file only reads the command line; each verb has a file of its own. Every verb works on a
//! bare machine: `tools` finds or fetches the programs that it needs, and none that it does not. A
//! failure is one sentence that names the step and says what to do.

mod bench;
mod demo;
mod dist;
mod examples;
mod pictures;
mod programs;
mod release;
mod site;
mod sizes;
mod step;
mod step_error;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, shows and tests the widget. The first run fetches the tools that it needs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Serves the demo page, rebuilt whenever a source changes.
    Demo {
        /// The port on 127.0.0.1.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Runs the whole chain instead: identity provider, gateway and Graph, and a page that signs in.
        #[arg(long)]
        full: bool,
        /// Opens the page in a Chromium of its own, which knows the identity provider's certificate.
        #[arg(long, requires = "full")]
        open: bool,
    },
    /// Runs all checks, or one part of them.
    Test {
        /// The part to run; all of them by default: native, docs, wasm, size, package, e2e, deploy, supply.
        part: Option<test::Part>,
    },
    /// Builds the package for host pages into `dist/pkg`, and prints its sizes.
    Dist,
    /// Builds the documentation as a site into `dist/site`, with the demo in it.
    Site,
    /// Makes what a release publishes in `dist/release`, and verifies it.
    Release(release::Options),
    /// Makes the pictures of the documentation anew, in `docs/pictures`.
    Pictures,
    /// Measures speed, memory and size beside reference pages, prints a table, and keeps the results.
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Demo {
            port,
            full: true,
            open,
        } => demo::full::run(port, open),
        Verb::Demo { port, .. } => demo::run(port),
        Verb::Test { part } => return test::run(part),
        Verb::Dist => dist::run(),
        Verb::Site => site::run(),
        Verb::Release(options) => release::run(&options),
        Verb::Pictures => pictures::run(),
        Verb::Bench(options) => bench::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
