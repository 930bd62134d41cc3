//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    version,
    about = "Relays Universal Print redirects for users, after proving who, whose and where to"
)]
pub(crate) struct Arguments {
    /// The configuration file; keys may also come as GATEWAY__TABLE__KEY.
    #[arg(long, short, global = true, env = "GATEWAY_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Subcommand)]
pub(crate) enum Task {
    /// Serves until told to end.
    Serve,
    /// Reads the configuration and lists every mistake in it.
    Check,
    /// Checks step by step what works and says what to do about what does not.
    Doctor {
        /// The gateway's public address, to try it as a browser would.
        #[arg(long)]
        url: Option<String>,
    },
    /// Creates the task definition and each queue's trigger where they are missing.
    Setup {
        /// Only says what would be done.
        #[arg(long)]
        dry_run: bool,
    },
    /// Prints an annotated configuration.
    Example,
}
