//! Who asks: the caller's token, checked from its first letter to its last.
//!
//! The signature algorithm is pinned, keys come from the caller's tenant alone
//! and never from the token, and every claim that decides something must be
//! present and of the right type. The order is: shape, tenant, key, signature,
//! then claims; nothing in a token is believed before its signature was.
//!
//! <https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens>

mod authority;
mod caller;
mod claims;
mod fault;
mod keys;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, Validation, decode};
use serde_json::Value;

use crate::{clock::Clock, config::Config, refusal::Refusal, transport::Transport};

pub use authority::{Authority, TenantId};
pub use caller::{Caller, Groups};
use claims::Expected;
pub use fault::TokenFault;
pub use keys::{KeyTrouble, Keys};

/// Real tokens are a tenth of this.
const LONGEST_TOKEN: usize = 16 * 1024;

/// Checks callers' tokens.
#[derive(Debug)]
pub struct Verifier {
    expected: Expected,
    keys: Keys,
    clock: Arc<dyn Clock>,
}

impl Verifier {
    /// A verifier of tokens as configured.
    pub fn new(config: &Config, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Self {
        let expected = Expected::of(config);
        let keys = Keys::new(expected.authority.clone(), transport, Arc::clone(&clock));
        Self {
            expected,
            keys,
            clock,
        }
    }

    /// The keys, for readiness.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The caller that a token speaks for.
    pub async fn verify(&self, token: &str) -> Result<Caller, Refusal> {
        if token.len() > LONGEST_TOKEN {
            return Err(TokenFault::Malformed.into());
        }
        let kid = key_id(token)?;
        let tenant = self.claimed_tenant(token)?;
        let key = self
            .keys
            .find(&tenant, &kid)
            .await
            .map_err(|trouble| match trouble {
                KeyTrouble::Unknown => TokenFault::UnknownKey.into(),
                KeyTrouble::Unavailable => Refusal::KeysUnavailable,
            })?;
        // The library checks the signature; the claims are checked below, by
        // the clock that was handed in.
        let mut validation = Validation::new(Algorithm::RS256);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = decode::<Value>(token, &key, &validation);
        let claims = decoded.map_err(|_| TokenFault::Signature)?.claims;
        self.expected
            .check(&claims, &tenant, self.clock.now(), token)
    }

    /// The allowed tenant that the token says it is of; not yet believed.
    fn claimed_tenant(&self, token: &str) -> Result<TenantId, TokenFault> {
        let claims = part(token, 1).ok_or(TokenFault::Malformed)?;
        let named = claims.get("tid").and_then(Value::as_str);
        let tenants = &self.expected.tenants;
        let found = tenants.iter().find(|tenant| Some(tenant.as_str()) == named);
        found.cloned().ok_or(TokenFault::Tenant)
    }
}

/// The id of the key, if the header is one that we take: RS256 and nothing that
/// changes what a signature means.
fn key_id(token: &str) -> Result<String, TokenFault> {
    if token.split('.').count() != 3 {
        return Err(TokenFault::Malformed);
    }
    let header = part(token, 0).ok_or(TokenFault::Malformed)?;
    if header.get("alg").and_then(Value::as_str) != Some("RS256") {
        return Err(TokenFault::Algorithm);
    }
    if header.get("crit").is_some() {
        return Err(TokenFault::Malformed);
    }
    let kid = header.get("kid").and_then(Value::as_str);
    kid.map(str::to_owned).ok_or(TokenFault::UnknownKey)
}

fn part(token: &str, at: usize) -> Option<Value> {
    let text = URL_SAFE_NO_PAD.decode(token.split('.').nth(at)?).ok()?;
    serde_json::from_slice(&text).ok().filter(Value::is_object)
}
