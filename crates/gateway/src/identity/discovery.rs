//! Reads where an identity provider has its keys and issues its tokens.
//!
//! The addresses come from the provider's own configuration, which lies below the
//! configured issuer. It is accepted only if it names exactly that issuer, and an
//! address only if [`Authority::may_use`] allows it. The addresses are read anew
//! whenever the keys are. Until then, and while the provider fails, the last ones
//! are used. An address that a new configuration lacks, or names wrongly, is such a
//! failure: the last good one stays.
//!
//! <https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata>

use std::{collections::HashMap, fmt, sync::Arc};

use axum::http::Method;
use tokio::sync::Mutex;
use universal_print::{
    json::{self, Value},
    wire::text,
};

use super::authority::{Authority, TenantId};
use crate::{
    limits,
    trace::loggable,
    transport::{NoAnswer, Outgoing, Transport},
};

/// Why the identity provider's configuration or keys cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// No answer arrived.
    #[error("{url} cannot be reached: {why}")]
    Unreachable {
        /// The address.
        url: String,
        /// Why not.
        why: NoAnswer,
    },
    /// The answer was no success.
    #[error("{url} answers {status}")]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
    },
    /// The answer was no JSON object.
    #[error("{0} does not answer a JSON object")]
    Unreadable(String),
    /// The configuration is of another issuer.
    #[error(
        "the provider's configuration names the issuer \"{found}\", but \"{wanted}\" is configured"
    )]
    OtherIssuer {
        /// The issuer that is configured.
        wanted: String,
        /// The issuer in the provider's configuration.
        found: String,
    },
    /// The configuration lacks an address.
    #[error("the provider's configuration has no {0}")]
    Missing(&'static str),
    /// The configuration names an address that is not accepted.
    #[error(
        "the provider's configuration names {member} \"{found}\", which is not an accepted address: it must be https, and Microsoft Entra's own for a cloud of Microsoft"
    )]
    BadAddress {
        /// The member.
        member: &'static str,
        /// The address.
        found: String,
    },
    /// No published key can check a token.
    #[error("{0} has no RSA key with an id (kid) for RS256 signatures")]
    NoKey(String),
}

impl ProviderError {
    /// What an administrator should do.
    pub(crate) const REMEDY: &str = "check [tenant] ids, cloud and issuer, and that this machine reaches the identity provider, through its proxy if there is one (HTTPS_PROXY)";

    /// Whether the failure may pass by itself. Otherwise the configuration of the
    /// gateway or of the provider is wrong.
    pub(crate) fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Unreadable(_) => true,
            Self::Status { status, .. } => matches!(status, 408 | 429 | 500..),
            Self::OtherIssuer { .. }
            | Self::Missing(_)
            | Self::BadAddress { .. }
            | Self::NoKey(_) => false,
        }
    }
}

/// The addresses of an identity provider, for one tenant.
#[derive(Debug)]
pub(crate) struct ProviderEndpoints {
    /// Where the keys are.
    pub(crate) keys: String,
    tokens: Result<String, ProviderError>,
    authorize: Result<String, ProviderError>,
    devices: Result<String, ProviderError>,
    /// The grants that the provider says it offers, if it says so.
    grants: Option<Vec<String>>,
}

impl ProviderEndpoints {
    /// Where tokens are issued.
    pub(crate) fn tokens(&self) -> Result<&str, ProviderError> {
        self.tokens.as_deref().map_err(Clone::clone)
    }

    /// Where a sign-in in a browser begins.
    pub(crate) fn authorize(&self) -> Result<&str, ProviderError> {
        self.authorize.as_deref().map_err(Clone::clone)
    }

    /// Whether the provider says that it does not offer a grant. One that says nothing may
    /// offer it (<https://www.rfc-editor.org/rfc/rfc8414#section-2>).
    pub(crate) fn denies(&self, grant: &str) -> bool {
        let grants = self.grants.as_ref();
        grants.is_some_and(|grants| !grants.iter().any(|offered| offered == grant))
    }

    /// Where a sign-in by device code begins.
    pub(crate) fn devices(&self) -> Result<&str, ProviderError> {
        self.devices.as_deref().map_err(Clone::clone)
    }
}

/// Reads an identity provider's configuration and keeps its addresses.
pub struct Discovery {
    authority: Authority,
    transport: Arc<dyn Transport>,
    known: Mutex<HashMap<TenantId, Arc<ProviderEndpoints>>>,
}

impl fmt::Debug for Discovery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Discovery")
            .field("authority", &self.authority)
            .finish_non_exhaustive()
    }
}

impl Discovery {
    /// Discovers the addresses of this provider.
    pub fn new(authority: Authority, transport: Arc<dyn Transport>) -> Self {
        Self {
            authority,
            transport,
            known: Mutex::default(),
        }
    }

    /// The addresses as they were last read, or read now if none are known or the one
    /// for tokens is not. The cache of tokens keeps a failure for a moment, so many
    /// requests do not lead to many readings.
    pub(crate) async fn endpoints(
        &self,
        tenant: &TenantId,
    ) -> Result<Arc<ProviderEndpoints>, ProviderError> {
        let known = self.known.lock().await.get(tenant).cloned();
        match known.filter(|known| known.tokens.is_ok()) {
            Some(known) => Ok(known),
            None => self.read(tenant).await,
        }
    }

    /// Reads the addresses.
    pub(crate) async fn read(
        &self,
        tenant: &TenantId,
    ) -> Result<Arc<ProviderEndpoints>, ProviderError> {
        let configuration = self.get(&self.authority.configuration(tenant)).await?;
        let issuer = configuration.get("issuer").and_then(Value::as_str);
        let issuer = issuer.unwrap_or_default();
        if !self.authority.is_issuer(tenant, issuer) {
            return Err(ProviderError::OtherIssuer {
                wanted: self.authority.issuer(tenant),
                found: loggable(issuer),
            });
        }
        let address = |member: &'static str| {
            let found = text(&configuration, member).ok_or(ProviderError::Missing(member))?;
            if self.authority.may_use(&found) {
                return Ok(found);
            }
            let found = loggable(&found);
            Err(ProviderError::BadAddress { member, found })
        };
        let or_entras = |found, service| match found {
            Err(ProviderError::Missing(member)) => {
                let known = self.authority.entra_address(tenant, service);
                known.ok_or(ProviderError::Missing(member))
            }
            found => found,
        };
        let keys = address("jwks_uri")?;
        let tokens = or_entras(address("token_endpoint"), "token");
        let authorize = or_entras(address("authorization_endpoint"), "authorize");
        let devices = or_entras(address("device_authorization_endpoint"), "devicecode");
        let grants = configuration.get("grant_types_supported");
        let grants = grants.and_then(Value::as_array).map(|grants| {
            let grants = grants.iter().filter_map(Value::as_str);
            grants.map(str::to_owned).collect()
        });
        let mut known = self.known.lock().await;
        let last = known.get(tenant);
        let endpoints = Arc::new(ProviderEndpoints {
            keys,
            tokens: or_last(tokens, last.map(|last| &last.tokens)),
            authorize: or_last(authorize, last.map(|last| &last.authorize)),
            devices: or_last(devices, last.map(|last| &last.devices)),
            grants,
        });
        known.insert(tenant.clone(), Arc::clone(&endpoints));
        Ok(endpoints)
    }

    /// Reads a JSON object from an address of the provider.
    pub(crate) async fn get(&self, url: &str) -> Result<Value, ProviderError> {
        let request = Outgoing {
            method: Method::GET,
            url: url.to_owned(),
            headers: vec![("accept", "application/json".to_owned())],
            body: None,
            changes: false,
        };
        let answer = self.transport.send(request, limits::SIGN_IN).await;
        let url = loggable(url);
        let answer = match answer {
            Ok(answer) => answer,
            Err(why) => return Err(ProviderError::Unreachable { url, why }),
        };
        if answer.status != 200 {
            let status = answer.status;
            return Err(ProviderError::Status { url, status });
        }
        let body = json::parse(&answer.body).filter(Value::is_object);
        body.ok_or(ProviderError::Unreadable(url))
    }
}

/// The address in a new configuration. If it has none that is accepted, this is the
/// last good one: a configuration that is wrong for a minute must not end service
/// until the next reading.
fn or_last(
    found: Result<String, ProviderError>,
    last: Option<&Result<String, ProviderError>>,
) -> Result<String, ProviderError> {
    match (found, last) {
        (Err(error), Some(Ok(last))) => {
            tracing::warn!(%error, "the last good address is used");
            Ok(last.clone())
        }
        (found, _) => found,
    }
}
