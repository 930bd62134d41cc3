//! The gateway's tokens for Graph: its own, and those on behalf of users.
//!
//! A token is kept until shortly before its end, and whoever needs the same
//! token at the same time waits for one request. Tokens on behalf of users are
//! kept under a hash of the token that they were exchanged for. A failure is
//! remembered for a second, so that a crowd that waited does not ask one by one.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow>

mod cache;
mod endpoint;

use std::{fmt, sync::Arc};

use aws_lc_rs::digest;
use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    clock::Clock,
    config::Config,
    credential::Credential,
    gateway::graph_origin,
    identity::{Authority, Caller, TenantId},
    refusal::Refusal,
    transport::Transport,
};

use cache::Cache;
pub use endpoint::TokenTrouble;
pub(crate) use endpoint::form;

/// What the gateway may do for a user: see whether a share is there for them.
const SHARE_SCOPE: &str = "PrinterShare.ReadBasic.All";

/// Gets tokens and keeps them.
pub struct Tokens {
    authority: Authority,
    client_id: String,
    credential: Arc<Credential>,
    graph: String,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    apps: Cache<TenantId>,
    users: Cache<[u8; 32]>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tokens")
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}

impl Tokens {
    /// Tokens for the configured app, at the Graph of the configured cloud.
    pub fn new(config: &Config, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Self {
        Self {
            authority: config.authority.clone(),
            client_id: config.client_id.clone(),
            credential: Arc::clone(&config.credential),
            graph: graph_origin(config.cloud),
            apps: Cache::new(Arc::clone(&clock)),
            users: Cache::new(Arc::clone(&clock)),
            transport,
            clock,
        }
    }

    /// The app's own token in a tenant.
    pub async fn of_app(&self, tenant: &TenantId) -> Result<SecretString, TokenTrouble> {
        let fetch = || async {
            let scope = format!("{}/.default", self.graph);
            self.request(
                tenant,
                &[("grant_type", "client_credentials"), ("scope", &scope)],
            )
            .await
        };
        self.apps.get(tenant.clone(), fetch).await
    }

    /// A token by which the gateway reads shares as the caller.
    pub async fn on_behalf_of(&self, caller: &Caller) -> Result<SecretString, TokenTrouble> {
        let assertion = caller.token.expose_secret();
        let fetch = || async {
            let scope = format!("{}/{SHARE_SCOPE}", self.graph);
            let parameters = [
                ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                ("requested_token_use", "on_behalf_of"),
                ("assertion", assertion),
                ("scope", &scope),
            ];
            self.request(&caller.tenant, &parameters).await
        };
        self.users.get(key_of(caller), fetch).await
    }

    /// Forgets the app's token: Graph does not take it.
    pub async fn forget_app(&self, tenant: &TenantId) {
        self.apps.forget(tenant).await;
    }

    /// Forgets the token on behalf of a caller.
    pub async fn forget_user(&self, caller: &Caller) {
        self.users.forget(&key_of(caller)).await;
    }
}

/// What a caller's token is kept under: its hash.
fn key_of(caller: &Caller) -> [u8; 32] {
    let token = caller.token.expose_secret().as_bytes();
    let mut key = [0; 32];
    key.copy_from_slice(digest::digest(&digest::SHA256, token).as_ref());
    key
}

/// What trouble with the app's own token means for a caller.
pub(crate) fn own_trouble(trouble: &TokenTrouble) -> Refusal {
    tracing::error!(%trouble, "the gateway has no token of its own");
    if trouble.may_pass() {
        Refusal::ProviderTroubled
    } else {
        Refusal::GatewayCredential
    }
}
