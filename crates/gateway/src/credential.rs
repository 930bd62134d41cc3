//! How the gateway proves to the identity provider that it is itself.
//!
//! Three ways, the last two without a secret that lies about: a client secret,
//! a certificate whose key signs a short-lived assertion, or a token that the
//! platform puts into a file (workload identity federation). Nothing here is
//! ever shown, and files are read when they are needed, so that what rotates
//! them needs no restart.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

mod assertion;

use std::{fmt, path::PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use universal_print::time::Timestamp;

pub use assertion::{Certificate, CertificateFault};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A credential of the gateway's app registration.
pub enum Credential {
    /// A client secret.
    Secret(SecretString),
    /// A file with a client secret.
    SecretFile(PathBuf),
    /// A certificate with its key.
    Certificate(Box<Certificate>),
    /// A file with a token of a trusted issuer.
    Federated(PathBuf),
}

/// Why the credential cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CredentialFault {
    /// A file cannot be read.
    #[error("{path} cannot be read: {cause}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A file has nothing in it.
    #[error("{0} is empty")]
    Empty(PathBuf),
    /// The key did not sign.
    #[error("the key of the certificate did not sign")]
    Signing,
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind())
    }
}

impl Credential {
    /// Which of the ways it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Secret(_) | Self::SecretFile(_) => "client secret",
            Self::Certificate(_) => "certificate",
            Self::Federated(_) => "workload identity federation",
        }
    }

    /// The parameters that prove the app at `token_endpoint`.
    pub(crate) async fn parameters(
        &self,
        client_id: &str,
        token_endpoint: &str,
        now: Timestamp,
    ) -> Result<Vec<(&'static str, SecretString)>, CredentialFault> {
        let assertion = |text: SecretString| {
            vec![
                ("client_assertion_type", ASSERTION_TYPE.to_owned().into()),
                ("client_assertion", text),
            ]
        };
        Ok(match self {
            Self::Secret(secret) => vec![("client_secret", secret.clone())],
            Self::SecretFile(path) => vec![("client_secret", read(path).await?)],
            Self::Certificate(certificate) => assertion(
                certificate
                    .assertion(client_id, token_endpoint, now)
                    .map_err(|_| CredentialFault::Signing)?,
            ),
            Self::Federated(path) => assertion(read(path).await?),
        })
    }
}

async fn read(path: &PathBuf) -> Result<SecretString, CredentialFault> {
    let text = tokio::fs::read_to_string(path).await;
    let text: SecretString = text
        .map_err(|cause| CredentialFault::File {
            path: path.clone(),
            cause,
        })?
        .into();
    let trimmed = text.expose_secret().trim();
    if trimmed.is_empty() {
        return Err(CredentialFault::Empty(path.clone()));
    }
    Ok(trimmed.to_owned().into())
}
