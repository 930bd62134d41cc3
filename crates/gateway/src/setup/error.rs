//! Why something could not be set up, and what to do about it.

use super::directory::DirectoryTrouble;
use crate::{id::Printer, tokens::TokenTrouble};

/// Why `setup` stops.
#[derive(Debug, thiserror::Error)]
pub enum SetupTrouble {
    /// No token for the app.
    #[error(
        "the gateway gets no token of its own: {0}. What to do: {remedy}. `gateway doctor` goes step by step",
        remedy = .0.remedy()
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
    /// The app holds the queue's jobs already, by another definition.
    #[error(
        "the printer {printer} has a trigger of this app's task definition \"{name}\". It serves as well: set task_definition = \"{name}\" in [setup]"
    )]
    OtherDefinition {
        /// The queue.
        printer: Printer,
        /// What the definition is called.
        name: String,
    },
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
