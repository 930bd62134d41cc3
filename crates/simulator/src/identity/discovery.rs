//! Publishes the provider's OpenID configuration and keys.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc>

use serde_json::{Value, json};

use super::{IdentityProvider, SigningKey};

impl IdentityProvider {
    pub(super) fn configuration(&self) -> Value {
        let base = format!("{}/{}", self.origin, self.tenant_id);
        json!({
            "issuer": self.issuer(),
            "jwks_uri": format!("{base}/discovery/v2.0/keys"),
            "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/oauth2/v2.0/token"),
            "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
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
