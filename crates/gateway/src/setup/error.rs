//! The reasons why `setup` stops, with what to do about them.

use std::io;

use universal_print::{ids::PrinterId, permission::PermissionKind};

use crate::{
    credential::CredentialError, graph::directory::DirectoryError,
    identity::discovery::ProviderError, tokens::TokenRequestError, transport::NoAnswer,
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
    Directory(DirectoryError),
    /// The person who signed in may not manage printers.
    #[error(
        "{0}. If that permission has consent, the person who signed in lacks the role: assign them Printer Administrator \
         in Microsoft Entra (Roles and administrators), or sign in as somebody who has it. A new role may take minutes to count"
    )]
    NotAdministrator(DirectoryError),
    /// Graph does not know the printer.
    #[error(
        "the printer {0} is not known in this tenant: [setup] queues needs the ids of printers, not of shares, \
         and of this tenant alone"
    )]
    UnknownPrinter(PrinterId),
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
    /// The identity provider refused the sign-in.
    #[error("the sign-in was refused: {said}. What to do: {advice}")]
    SignInRefused {
        /// The provider's words.
        said: String,
        /// What to do.
        advice: &'static str,
    },
    /// The identity provider does not say where to sign in.
    #[error("{0}. Check [tenant] ids, cloud and issuer")]
    Provider(ProviderError),
    /// The identity provider has no device codes.
    #[error(
        "this provider has no device code: its configuration has no device_authorization_endpoint. Run setup without --device-code on a machine with a browser. \
         It needs the same configuration, and no running gateway"
    )]
    NoDeviceCode,
    /// Nobody typed the device code in time.
    #[error("nobody signed in in time")]
    SignInExpired,
    /// Nobody came back from the browser in time.
    #[error(
        "no sign-in came back from the browser in time. If the browser showed AADSTS50011, add the platform \
         Mobile and desktop applications with the redirect URI http://localhost to the gateway's app registration, under Authentication. \
         If there is no browser on this machine, run setup with --device-code"
    )]
    NoSignIn,
    /// No port of this machine can be listened on.
    #[error(
        "cannot listen for the browser's answer on this machine: {0}. Run setup with --device-code"
    )]
    Loopback(io::Error),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
    /// The app's credential cannot be used for the sign-in.
    #[error("the credential cannot be used: {0}")]
    Credential(CredentialError),
    /// The identity provider did not answer.
    #[error("the identity provider cannot be reached: {0}")]
    Unreachable(NoAnswer),
}

impl From<ProviderError> for SetupError {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::Missing("device_authorization_endpoint") => Self::NoDeviceCode,
            error => Self::Provider(error),
        }
    }
}

impl From<DirectoryError> for SetupError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Refused {
                kind: PermissionKind::Delegated,
                status: 403,
                ..
            } => Self::NotAdministrator(error),
            error => Self::Directory(error),
        }
    }
}
