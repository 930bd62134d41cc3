//! Signs assertions with the key of a certificate.
//!
//! An assertion names the certificate by its SHA-256 thumbprint and is signed
//! with PS256, as Microsoft requires. It is valid for five minutes and has a
//! unique id.
//!
//! <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>

use jsonwebtoken::{Algorithm, Header, encode};
use secrecy::SecretString;
use serde::Serialize;
use universal_print::time::Timestamp;
use uuid::Uuid;

use super::certificate::Certificate;

const LIFE_SECONDS: i64 = 300;

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

pub(super) fn assertion(
    certificate: &Certificate,
    client_id: &str,
    token_endpoint: &str,
    now: Timestamp,
) -> Result<SecretString, jsonwebtoken::errors::Error> {
    let mut header = Header::new(Algorithm::PS256);
    header.x5t_s256 = Some(certificate.thumbprint.clone());
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
    encode(&header, &claims, &certificate.key).map(SecretString::from)
}
