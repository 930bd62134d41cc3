//! Reads a certificate of the app registration with its RSA key, and says how long it is valid.

use std::time::Duration;

use aws_lc_rs::{
    digest,
    signature::{KeyPair as _, RsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::EncodingKey;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use universal_print::time::Timestamp;
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _};

/// A certificate that expires sooner than this should be replaced.
const SOON: Duration = Duration::from_secs(30 * 24 * 3600);

/// A certificate of the app registration, with its RSA key.
pub struct Certificate {
    pub(super) thumbprint: String,
    pub(super) key: EncodingKey,
    begins: Timestamp,
    ends: Timestamp,
}

/// Why a certificate cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The file contains no certificate.
    #[error("there is no certificate in PEM")]
    Certificate,
    /// The file contains no RSA key.
    #[error("there is no RSA private key in PEM: use an RSA key without a passphrase")]
    Key,
    /// The key is another certificate's.
    #[error("the key does not belong to the certificate")]
    Mismatch,
}

/// Whether a certificate is valid at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It becomes valid at this time.
    NotYet(Timestamp),
    /// It expired at this time.
    Expired(Timestamp),
    /// It is valid for so many whole days more.
    Valid {
        /// When it expires.
        ends: Timestamp,
        /// The whole days until then.
        days: u64,
        /// Whether it should be replaced now.
        soon: bool,
    },
}

impl Certificate {
    /// Reads the certificate and its key, both in PEM.
    pub fn read(certificate: &[u8], key: &[u8]) -> Result<Self, CertificateError> {
        let der = CertificateDer::from_pem_slice(certificate);
        let der = der.map_err(|_| CertificateError::Certificate)?;
        let parsed = X509Certificate::from_der(&der);
        let (_, parsed) = parsed.map_err(|_| CertificateError::Certificate)?;
        let pair = PrivateKeyDer::from_pem_slice(key).ok().and_then(|key| {
            match &key {
                PrivateKeyDer::Pkcs8(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
                PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
                _ => return None,
            }
            .ok()
        });
        let pair = pair.ok_or(CertificateError::Key)?;
        // Both are the DER of an RSAPublicKey (RFC 8017, appendix A.1.1).
        let certified = &parsed.public_key().subject_public_key.data;
        if pair.public_key().as_ref() != certified.as_ref() {
            return Err(CertificateError::Mismatch);
        }
        let validity = parsed.validity();
        let moment = |seconds: i64| Timestamp::from_millis(seconds.saturating_mul(1000));
        let hash = digest::digest(&digest::SHA256, &der);
        Ok(Self {
            thumbprint: URL_SAFE_NO_PAD.encode(hash.as_ref()),
            key: EncodingKey::from_rsa_pem(key).map_err(|_| CertificateError::Key)?,
            begins: moment(validity.not_before.timestamp()),
            ends: moment(validity.not_after.timestamp()),
        })
    }

    /// The thumbprint, in the form that assertions use.
    pub fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    /// When it expires.
    pub fn ends(&self) -> Timestamp {
        self.ends
    }

    /// Whether it is valid.
    pub fn validity(&self, now: Timestamp) -> Validity {
        let Self { begins, ends, .. } = *self;
        if now < begins {
            return Validity::NotYet(begins);
        }
        if ends <= now {
            return Validity::Expired(ends);
        }
        let left = ends.since(now);
        Validity::Valid {
            ends,
            days: left.as_secs() / (24 * 3600),
            soon: left < SOON,
        }
    }
}
