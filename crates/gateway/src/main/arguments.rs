//! The command line of the program.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use uuid::Uuid;

#[derive(Parser)]
#[command(
    version,
    about = "Redirects Universal Print jobs for users, after checking the user, the job and the destination"
)]
pub(crate) struct Arguments {
    /// The configuration file; the environment overrides it with GATEWAY__TABLE__KEY.
    #[arg(long, short, global = true, env = "GATEWAY_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Configured(ConfiguredCommand),
    /// Prints an example configuration that explains every key.
    Example,
    /// Prints what the app registration needs, as JSON for one call to Microsoft Graph.
    Registration {
        /// The client id of the registration.
        #[arg(long)]
        client_id: Uuid,
    },
}

/// The commands that read the configuration.
#[derive(Subcommand)]
pub(crate) enum ConfiguredCommand {
    /// Serves until it receives SIGTERM or SIGINT.
    Serve,
    /// Checks the configuration and lists every mistake in it.
    Check,
    /// Checks step by step what works, and says what to do about what does not.
    Doctor {
        /// The gateway's public address, to check it as a browser would use it.
        #[arg(long)]
        url: Option<String>,
    },
    /// Creates the task definition and each queue's trigger if they are missing.
    Setup {
        /// Only says what would be created.
        #[arg(long)]
        dry_run: bool,
        /// Signs in by a code that is typed on another device, and opens no browser here.
        #[arg(long)]
        device_code: bool,
    },
}
