//! The reasons why the measurement fails.

use std::{io, path::PathBuf};

/// Why the measurement failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    #[error("{program} did not start: {cause}")]
    Start { program: PathBuf, cause: io::Error },
    #[error("{program} ended before it listened: {said}")]
    Silent { program: PathBuf, said: String },
    #[error("the connection to {address} failed: {cause}")]
    Connection { address: String, cause: io::Error },
    #[error("the connection failed: {0}")]
    Http(#[from] hyper::Error),
    #[error("{path} is not an address: {cause}")]
    Address {
        path: String,
        cause: hyper::http::Error,
    },
    #[error("{path} was answered with {status}, not {wanted}: {body}")]
    Answer {
        path: String,
        status: u16,
        wanted: u16,
        body: String,
    },
    #[error("the answer of {0} does not have the expected form")]
    Unreadable(String),
    #[error("the memory or processor time of the process cannot be read: {0}")]
    Process(#[from] io::Error),
    #[error("a worker stopped: {0}")]
    Worker(#[from] tokio::task::JoinError),
}
