//! Why the program ends without having done its work.

use std::{io, process::ExitCode};

use gateway::{
    config::Mistakes, gateway::GatewayFault, setup::SetupTrouble, transport::TransportError,
};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Configuration(#[from] Mistakes),
    #[error("{0}")]
    Transport(#[from] TransportError),
    #[error("{0}")]
    Gateway(#[from] GatewayFault),
    #[error("{address} cannot be listened on: {cause}")]
    Listen {
        address: std::net::SocketAddr,
        cause: io::Error,
    },
    #[error("signals cannot be received: {0}")]
    Signals(io::Error),
    #[error("logging cannot be set up")]
    Logging,
    #[error("{0}")]
    Setup(#[from] SetupTrouble),
}

impl Failure {
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::Configuration(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}
