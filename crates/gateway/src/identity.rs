//! Checks callers' tokens: who makes this request?
//!
//! The signature's algorithm is fixed. Keys come only from the caller's tenant,
//! never from the token. Every claim that matters must be present and of the
//! right type. The order is form, tenant, key, signature, claims. Nothing in a
//! token is trusted before its signature was checked.
//!
//! <https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens>

pub mod authority;
pub mod caller;
pub mod claims;
pub mod discovery;
pub mod keys;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, crypto};
use universal_print::json::{self, Value};

use crate::{
    clock::Clock,
    refusal::{Refusal, token::CallerTokenError},
};

use caller::Caller;
use claims::ExpectedClaims;
use discovery::Discovery;
use keys::{KeyError, Keys};

/// The largest token that is read, in bytes. Real tokens have a tenth of this.
const LONGEST_TOKEN: usize = 16 * 1024;

/// Checks callers' tokens.
#[derive(Debug)]
pub struct Verifier {
    expected: ExpectedClaims,
    keys: Keys,
    clock: Arc<dyn Clock>,
}

impl Verifier {
    /// A verifier of tokens with these claims.
    pub fn new(expected: ExpectedClaims, discovery: Arc<Discovery>, clock: Arc<dyn Clock>) -> Self {
        let keys = Keys::new(discovery, Arc::clone(&clock));
        Self {
            expected,
            keys,
            clock,
        }
    }

    /// The identity provider's keys, for the readiness check.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The caller that a token speaks for.
    pub async fn verify(&self, token: &str) -> Result<Caller, Refusal> {
        if token.len() > LONGEST_TOKEN {
            return Err(CallerTokenError::Malformed.into());
        }
        let kid = key_id(token)?;
        let claims = part(token, 1).ok_or(CallerTokenError::Malformed)?;
        let tenant = self.expected.tenant(&claims)?;
        self.expected.audience(&claims)?;
        let key = self
            .keys
            .find(&tenant, &kid)
            .await
            .map_err(|error| match error {
                KeyError::Unknown => CallerTokenError::UnknownKey.into(),
                KeyError::Unavailable => Refusal::KeysUnavailable,
            })?;
        let (message, signature) = token.rsplit_once('.').ok_or(CallerTokenError::Malformed)?;
        let signed = crypto::verify(signature, message.as_bytes(), &key, Algorithm::RS256);
        if !signed.unwrap_or(false) {
            return Err(CallerTokenError::Signature.into());
        }
        self.expected
            .check(&claims, &tenant, self.clock.now(), token)
    }
}

/// The id of the signing key, if the token's header is accepted: it must say
/// RS256 and nothing that changes the meaning of the signature.
fn key_id(token: &str) -> Result<String, CallerTokenError> {
    if token.split('.').count() != 3 {
        return Err(CallerTokenError::Malformed);
    }
    let header = part(token, 0).ok_or(CallerTokenError::Malformed)?;
    if header.get("alg").and_then(Value::as_str) != Some("RS256") {
        return Err(CallerTokenError::Algorithm);
    }
    if header.get("crit").is_some() {
        return Err(CallerTokenError::Malformed);
    }
    let kid = header.get("kid").and_then(Value::as_str);
    let kid = kid.filter(|kid| !kid.is_empty());
    kid.map(str::to_owned).ok_or(CallerTokenError::NoKeyId)
}

/// A part of the token: a JSON object. Half a surrogate pair in a name costs only
/// itself; text that is not UTF-8 is no JSON.
fn part(token: &str, at: usize) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(token.split('.').nth(at)?).ok()?;
    json::parse(str::from_utf8(&bytes).ok()?).filter(Value::is_object)
}
