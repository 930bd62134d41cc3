//! Why something could not be set up, and what to do about it.

use super::directory::DirectoryTrouble;
use crate::{id::Printer, tokens::TokenTrouble};

/// Why `setup` stops.
#[derive(Debug, thiserror::Error)]
pub enum SetupTrouble {
    /// No token for the app.
    #[error(
        "the gateway gets no token of its own: {0}. Check client_id, credential and tenant; `gateway doctor` goes step by step"
    )]
    OwnToken(TokenTrouble),
    /// A call to Graph failed.
    #[error("{0}")]
    Directory(#[from] DirectoryTrouble),
    /// Another product holds the queue's jobs.
    #[error(
        "the printer {0} has a trigger of another task definition. A printer can have only one: remove that trigger first, if nothing needs it"
    )]
    ForeignTrigger(Printer),
    /// The app may not be signed in to by device code.
    #[error(
        "signing in on another device is not possible: {0}. In the app registration, under Authentication, allow public client flows, and grant the delegated permission Printer.ReadWrite.All"
    )]
    SignInRefused(String),
    /// Nobody signed in.
    #[error("nobody signed in in time")]
    SignInExpired,
    /// The provider did not answer.
    #[error("the identity provider cannot be reached")]
    Unreachable,
}
