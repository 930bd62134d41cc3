//! The reasons why the program fails, with its exit codes.

use std::{error::Error, io, process::ExitCode};

use gateway::{
    config::Mistakes, gateway::GatewayError, setup::SetupError, transport::http::TransportError,
};

#[derive(Debug, thiserror::Error)]
pub(crate) enum ProgramError {
    #[error("{0}")]
    Configuration(#[from] Mistakes),
    #[error("{0}")]
    Transport(#[from] TransportError),
    #[error("{0}")]
    Gateway(#[from] GatewayError),
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        address: std::net::SocketAddr,
        cause: io::Error,
    },
    #[error("cannot print: {0}")]
    Printing(io::Error),
    #[error("cannot receive signals: {0}")]
    Signals(io::Error),
    #[error("cannot set up logging: {0}")]
    Logging(Box<dyn Error + Send + Sync>),
    #[error("{0}")]
    Setup(#[from] SetupError),
}

impl ProgramError {
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::Configuration(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}
