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
pub mod keys;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, Validation, decode};
use serde_json::Value;

use crate::{
    clock::Clock,
    refusal::{Refusal, token::CallerTokenError},
    transport::Transport,
};

use authority::TenantId;
use caller::Caller;
use claims::ExpectedClaims;
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
    pub fn new(
        expected: ExpectedClaims,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let keys = Keys::new(expected.authority.clone(), transport, Arc::clone(&clock));
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
        let tenant = self.claimed_tenant(token)?;
        let key = self
            .keys
            .find(&tenant, &kid)
            .await
            .map_err(|error| match error {
                KeyError::Unknown => CallerTokenError::UnknownKey.into(),
                KeyError::Unavailable => Refusal::KeysUnavailable,
            })?;
        // The library checks only the signature. `ExpectedClaims` checks the
        // claims, with the clock that was passed in.
        let mut validation = Validation::new(Algorithm::RS256);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = decode::<Value>(token, &key, &validation);
        let claims = decoded.map_err(|_| CallerTokenError::Signature)?.claims;
        self.expected
            .check(&claims, &tenant, self.clock.now(), token)
    }

    /// The served tenant that the token names. This is not yet trusted.
    fn claimed_tenant(&self, token: &str) -> Result<TenantId, CallerTokenError> {
        let claims = part(token, 1).ok_or(CallerTokenError::Malformed)?;
        let named = claims.get("tid").and_then(Value::as_str);
        let tenants = &self.expected.tenants;
        let found = tenants.iter().find(|tenant| Some(tenant.as_str()) == named);
        found.cloned().ok_or(CallerTokenError::Tenant)
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
    kid.map(str::to_owned).ok_or(CallerTokenError::UnknownKey)
}

fn part(token: &str, at: usize) -> Option<Value> {
    let text = URL_SAFE_NO_PAD.decode(token.split('.').nth(at)?).ok()?;
    serde_json::from_slice(&text).ok().filter(Value::is_object)
}
