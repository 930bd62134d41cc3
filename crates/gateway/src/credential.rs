//! The credential by which the gateway authenticates as its app registration.
//!
//! There are three kinds: a client secret, a certificate whose key signs a
//! short-lived assertion, and a token that the platform puts into a file
//! (workload identity federation). The last two need no stored secret. A
//! credential is never shown. Files are read for each request, so rotating a
//! credential needs no restart.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

mod assertion;
mod certificate;
mod certificate_files;
mod secret;

use std::{fmt, path::PathBuf, sync::Arc};

use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use universal_print::time::Timestamp;

pub use certificate::{Certificate, CertificateError, Validity};
pub use certificate_files::{CertificateFiles, CertificateFilesError};
pub use secret::{SecretError, SecretLine, secret_line};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The gateway's app registration, with what is needed to get its tokens.
#[derive(Clone, Debug)]
pub struct AppRegistration {
    /// The client id.
    pub client_id: String,
    /// The credential.
    pub credential: Arc<ClientCredential>,
}

/// A credential of an app registration.
pub enum ClientCredential {
    /// A client secret.
    Secret(SecretString),
    /// A file with a client secret.
    SecretFile(PathBuf),
    /// Files with a certificate and its key.
    Certificate(CertificateFiles),
    /// A file with a token of an issuer that the app registration trusts.
    Federated(PathBuf),
}

/// Why the credential cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// A file cannot be read.
    #[error("{} cannot be read: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        cause: std::io::Error,
    },
    /// A file holds no secret.
    #[error("{} {cause}", path.display())]
    Secret {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        cause: SecretError,
    },
    /// The certificate's key could not sign.
    #[error("the key of the certificate did not sign")]
    Signing,
}

impl fmt::Debug for ClientCredential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind())
    }
}

impl ClientCredential {
    /// The kind of credential, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Secret(_) | Self::SecretFile(_) => "client secret",
            Self::Certificate(_) => "certificate",
            Self::Federated(_) => "workload identity federation",
        }
    }

    /// When the certificate expires, if the credential is one.
    pub(crate) fn expiry(&self) -> Option<Timestamp> {
        match self {
            Self::Certificate(files) => Some(files.last().ends()),
            Self::Secret(_) | Self::SecretFile(_) | Self::Federated(_) => None,
        }
    }

    /// The form parameters that authenticate the app at `token_endpoint`.
    pub(crate) async fn parameters(
        &self,
        client_id: &str,
        token_endpoint: &str,
        now: Timestamp,
    ) -> Result<Vec<(&'static str, SecretString)>, CredentialError> {
        let assertion = |text: SecretString| {
            vec![
                ("client_assertion_type", ASSERTION_TYPE.to_owned().into()),
                ("client_assertion", text),
            ]
        };
        Ok(match self {
            Self::Secret(secret) => vec![("client_secret", secret.clone())],
            Self::SecretFile(path) => vec![("client_secret", read(path).await?)],
            Self::Certificate(files) => {
                let certificate = files.current(now).await;
                let signed = assertion::assertion(&certificate, client_id, token_endpoint, now);
                assertion(signed.map_err(|_| CredentialError::Signing)?)
            }
            Self::Federated(path) => assertion(read(path).await?),
        })
    }
}

async fn read(path: &PathBuf) -> Result<SecretString, CredentialError> {
    let bytes = tokio::fs::read(path).await;
    let bytes = bytes.map_err(|cause| CredentialError::File {
        path: path.clone(),
        cause,
    })?;
    let bytes = SecretSlice::from(bytes);
    let line = secret_line(bytes.expose_secret());
    let line = line.map_err(|cause| CredentialError::Secret {
        path: path.clone(),
        cause,
    })?;
    Ok(line.secret.to_owned().into())
}
