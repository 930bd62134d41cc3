//! Signs assertions with the key of a certificate.
//!
//! An assertion names the certificate by its SHA-256 thumbprint and is signed
//! with PS256, as Microsoft requires. It is valid for five minutes and has a
//! unique id.
//!
//! <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rustls_pki_types::{CertificateDer, pem::PemObject as _};
use secrecy::SecretString;
use serde::Serialize;
use universal_print::time::Timestamp;
use uuid::Uuid;

const LIFE_SECONDS: i64 = 300;

/// A certificate of the app registration, with its RSA key.
pub struct Certificate {
    thumbprint: String,
    key: EncodingKey,
}

/// Why a certificate cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The file contains no certificate.
    #[error("there is no certificate in PEM")]
    Certificate,
    /// The file contains no RSA key.
    #[error("there is no RSA private key in PEM")]
    Key,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl Certificate {
    /// Reads the certificate and its key, both in PEM.
    pub fn read(certificate: &[u8], key: &[u8]) -> Result<Self, CertificateError> {
        let certificate = CertificateDer::from_pem_slice(certificate);
        let certificate = certificate.map_err(|_| CertificateError::Certificate)?;
        let hash = digest::digest(&digest::SHA256, &certificate);
        Ok(Self {
            thumbprint: URL_SAFE_NO_PAD.encode(hash.as_ref()),
            key: EncodingKey::from_rsa_pem(key).map_err(|_| CertificateError::Key)?,
        })
    }

    /// The thumbprint, in the form that assertions use.
    pub fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    pub(super) fn assertion(
        &self,
        client_id: &str,
        token_endpoint: &str,
        now: Timestamp,
    ) -> Result<SecretString, jsonwebtoken::errors::Error> {
        let mut header = Header::new(Algorithm::PS256);
        header.x5t_s256 = Some(self.thumbprint.clone());
        let seconds = now.millis().div_euclid(1000);
        let claims = Claims {
            aud: token_endpoint,
            iss: client_id,
            sub: client_id,
            jti: Uuid::new_v4().to_string(),
            iat: seconds,
            nbf: seconds,
            exp: seconds + LIFE_SECONDS,
        };
        encode(&header, &claims, &self.key).map(SecretString::from)
    }
}
