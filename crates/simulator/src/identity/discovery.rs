//! Publishes the provider's OpenID configuration and keys.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc>

use serde_json::{Value, json};

use super::{IdentityProvider, Layout, SigningKey};

impl IdentityProvider {
    pub(super) fn configuration(&self) -> Value {
        let Layout {
            issuer,
            keys,
            authorize,
            tokens,
            devices,
            device_login: _,
        } = &self.layout;
        json!({
            "issuer": issuer,
            "jwks_uri": keys,
            "authorization_endpoint": authorize,
            "token_endpoint": tokens,
            "device_authorization_endpoint": devices,
            "response_types_supported": ["code"],
            "response_modes_supported": ["query", "fragment"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        })
    }

    pub(super) fn published_keys(&self) -> Value {
        let keys: Vec<Value> = self.keys.iter().map(SigningKey::published).collect();
        json!({ "keys": keys })
    }
}
