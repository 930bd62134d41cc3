//! Gets and keeps the gateway's tokens for Graph: its own, and those on behalf of users.
//!
//! A token is kept until shortly before it expires. Requests that need the same
//! token at the same time wait for one request to the identity provider. Tokens
//! on behalf of users are kept under a hash of the user's token. A failure is
//! remembered for a second, so that waiting requests do not repeat it one by one.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow>

mod cache;
pub mod counts;
pub(crate) mod endpoint;
pub(crate) mod form;

use std::{fmt, sync::Arc};

use aws_lc_rs::digest;
use prometheus::IntCounterVec;
use secrecy::{ExposeSecret as _, SecretString};
use universal_print::time::Timestamp;

use crate::{
    clock::Clock,
    credential::AppRegistration,
    identity::{authority::TenantId, caller::Caller, discovery::Discovery},
    refusal::Refusal,
    trace::Trace,
    transport::Transport,
};

use cache::Cache;
use counts::{TokenKind, TokenOutcome};
pub use endpoint::TokenRequestError;
use endpoint::{Granted, TokenEndpoint};

/// What the gateway may do on behalf of a user: see whether the user can see a share.
const SHARE_SCOPE: &str = "PrinterShare.ReadBasic.All";

/// The grant by which the gateway gets a token on behalf of a user.
pub(crate) const ON_BEHALF_OF: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// Gets tokens for Graph and keeps them.
pub struct GraphTokens {
    endpoint: TokenEndpoint,
    /// The origin that Graph's scopes begin with.
    graph: String,
    apps: Cache<TenantId>,
    users: Cache<[u8; 32]>,
    counts: Option<IntCounterVec>,
}

impl fmt::Debug for GraphTokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("GraphTokens")
            .field("app", &self.endpoint.app)
            .finish_non_exhaustive()
    }
}

impl GraphTokens {
    /// Tokens of this app, for the Graph with this origin. `discovery` says where
    /// they are issued.
    pub fn new(
        app: AppRegistration,
        discovery: Arc<Discovery>,
        graph: String,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            graph,
            apps: Cache::new(Arc::clone(&clock)),
            users: Cache::new(Arc::clone(&clock)),
            counts: None,
            endpoint: TokenEndpoint {
                app,
                discovery,
                transport,
                clock,
            },
        }
    }

    /// The same tokens, whose requests are counted.
    pub(crate) fn counted_by(mut self, counter: IntCounterVec) -> Self {
        self.counts = Some(counter);
        self
    }

    /// When the app's certificate expires, if it has one.
    pub(crate) fn certificate_ends(&self) -> Option<Timestamp> {
        self.endpoint.app.credential.expiry()
    }

    /// The app's own token in a tenant.
    pub async fn of_app(&self, tenant: &TenantId) -> Result<SecretString, TokenRequestError> {
        let fetch = || async {
            let scope = format!("{}/.default", self.graph);
            let parameters = [("grant_type", "client_credentials"), ("scope", &scope)];
            let granted = self.endpoint.request(tenant, &parameters).await;
            self.count(TokenKind::App, &granted);
            granted
        };
        self.apps.get(tenant.clone(), fetch).await
    }

    /// A token with which the gateway reads shares as the caller.
    pub async fn on_behalf_of(&self, caller: &Caller) -> Result<SecretString, TokenRequestError> {
        let assertion = caller.token.expose_secret();
        let fetch = || async {
            let scope = format!("{}/{SHARE_SCOPE}", self.graph);
            let parameters = [
                ("grant_type", ON_BEHALF_OF),
                ("requested_token_use", "on_behalf_of"),
                ("assertion", assertion),
                ("scope", &scope),
            ];
            let granted = self.endpoint.request(&caller.tenant, &parameters).await;
            self.count(TokenKind::User, &granted);
            granted
        };
        self.users.get(key_of(caller), fetch).await
    }

    fn count(&self, kind: TokenKind, granted: &Result<Granted, TokenRequestError>) {
        let outcome = match granted {
            Ok(_) => TokenOutcome::Issued,
            Err(error) => error.into(),
        };
        if let Some(counts) = &self.counts {
            counts
                .with_label_values(&[kind.as_str(), outcome.as_str()])
                .inc();
        }
    }

    /// Forgets the app's token, because Graph refused it.
    pub async fn forget_app(&self, tenant: &TenantId) {
        self.apps.forget(tenant).await;
    }

    /// Forgets the token on behalf of a caller, because Graph refused it.
    pub async fn forget_user(&self, caller: &Caller) {
        self.users.forget(&key_of(caller)).await;
    }
}

/// The key under which a token on behalf of a caller is kept: the hash of the caller's token.
fn key_of(caller: &Caller) -> [u8; 32] {
    let token = caller.token.expose_secret().as_bytes();
    let mut key = [0; 32];
    key.copy_from_slice(digest::digest(&digest::SHA256, token).as_ref());
    key
}

/// The refusal for a caller when the gateway could not get a token of this kind, through no
/// fault of the caller.
pub(crate) fn token_refusal(error: &TokenRequestError, kind: TokenKind, trace: &Trace) -> Refusal {
    tracing::error!(
        kind = kind.as_str(),
        %error,
        request_id = trace.request_id(),
        client_request_id = &*trace.client_request_id,
        "the gateway has no token for Graph"
    );
    if error.is_temporary() {
        Refusal::ProviderTroubled
    } else {
        Refusal::GatewayCredential
    }
}
