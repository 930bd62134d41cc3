//! The reasons why `setup` stops, with what to do about them.

use universal_print::ids::PrinterId;

use crate::{
    graph::directory::DirectoryError, identity::discovery::ProviderError, tokens::TokenRequestError,
};

/// Why `setup` stops.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The app gets no token.
    #[error(
        "the gateway gets no token of its own: {0}. What to do: {remedy}. `gateway doctor` goes step by step",
        remedy = .0.remedy()
    )]
    OwnToken(TokenRequestError),
    /// A call to Graph failed.
    #[error("{0}")]
    Directory(#[from] DirectoryError),
    /// The queue has a trigger of another app.
    #[error(
        "the printer {0} has a trigger of another task definition. A printer can have only one: remove that trigger first, if nothing needs it"
    )]
    ForeignTrigger(PrinterId),
    /// The queue has a trigger of another task definition of this app.
    #[error(
        "the printer {printer} has a trigger of this app's task definition \"{name}\". It serves as well: set task_definition = \"{name}\" in [setup]"
    )]
    OtherDefinition {
        /// The queue.
        printer: PrinterId,
        /// The name of that definition.
        name: String,
    },
    /// The identity provider refused the sign-in by device code.
    #[error(
        "signing in by device code was refused: {0}. In the app registration, under Authentication, allow public client flows, and grant the delegated permission Printer.ReadWrite.All"
    )]
    SignInRefused(String),
    /// The identity provider does not say where to sign in.
    #[error("{0}. Check [tenant] ids, cloud and issuer")]
    Provider(#[from] ProviderError),
    /// Nobody signed in in time.
    #[error("nobody signed in in time")]
    SignInExpired,
    /// The identity provider did not answer.
    #[error("the identity provider cannot be reached")]
    Unreachable,
}
