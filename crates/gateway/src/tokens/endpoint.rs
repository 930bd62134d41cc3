//! Requests tokens from the identity provider.
//!
//! The `error` code in the answer decides whether a failure is the gateway's or
//! needs the user to act. Descriptions are for logs only.
//!
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use std::{sync::Arc, time::Duration};

use axum::http::Method;
use secrecy::{ExposeSecret as _, SecretString};
use universal_print::{
    json::{self, Value},
    time::Timestamp,
    wire::text,
};

use super::form::form;
use crate::{
    clock::Clock,
    credential::AppRegistration,
    identity::authority::TenantId,
    limits,
    transport::{Outgoing, Transport},
};

/// Why the identity provider issued no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenRequestError {
    /// The credential cannot be used at all.
    #[error("the credential cannot be used: {0}")]
    Credential(String),
    /// The provider does not accept the app or its credential.
    #[error("the identity provider refuses the app: {0}")]
    Refused(String),
    /// The user has to sign in again, with these claims if there are any.
    #[error("the user has to sign in again")]
    Challenge(Option<String>),
    /// Consent is missing.
    #[error("consent is missing: {0}")]
    Consent(String),
    /// The user's token is no longer accepted.
    #[error("the user's token was not accepted: {0}")]
    InvalidGrant(String),
    /// The provider throttles or fails.
    #[error("the identity provider answers {0}")]
    ProviderFailed(u16),
    /// No answer arrived.
    #[error("the identity provider cannot be reached")]
    Unreachable,
    /// The answer cannot be read.
    #[error("the identity provider's answer cannot be read")]
    Unreadable,
}

impl TokenRequestError {
    /// Whether the failure is temporary: it is caused neither by the app nor by the user.
    pub(crate) fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::ProviderFailed(_) | Self::Unreachable | Self::Unreadable
        )
    }

    /// What an administrator should do if the app's own token was requested.
    pub(crate) fn remedy(&self) -> &'static str {
        match self {
            Self::Refused(_) => {
                "check client_id, and that the secret or certificate belongs to the app registration and has not expired"
            }
            Self::Credential(_) => {
                "check that the credential's file exists and that the account that runs the gateway may read it"
            }
            Self::Unreachable | Self::ProviderFailed(_) => {
                "check that this machine reaches the identity provider, through its proxy if there is one (HTTPS_PROXY), and try again; the log has the network's error"
            }
            _ => "check the app registration in this directory",
        }
    }
}

/// A token as the identity provider issued it.
#[derive(Clone)]
pub(super) struct Granted {
    pub(super) token: SecretString,
    pub(super) expires: Timestamp,
}

/// The identity provider's token endpoints, for one app.
pub(super) struct TokenEndpoint {
    pub(super) app: AppRegistration,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clock: Arc<dyn Clock>,
}

impl TokenEndpoint {
    /// Requests a token in a tenant, with the parameters of the grant.
    pub(super) async fn request(
        &self,
        tenant: &TenantId,
        grant: &[(&str, &str)],
    ) -> Result<Granted, TokenRequestError> {
        let AppRegistration {
            authority,
            client_id,
            credential,
        } = &self.app;
        let url = authority.token_endpoint(tenant);
        let now = self.clock.now();
        let proof = credential.parameters(client_id, &url, now).await;
        let proof = proof.map_err(|error| TokenRequestError::Credential(error.to_string()))?;
        let mut body = form("client_id", client_id);
        for (name, value) in grant {
            body.push('&');
            body.push_str(&form(name, value));
        }
        for (name, value) in &proof {
            body.push('&');
            body.push_str(&form(name, value.expose_secret()));
        }
        let request = Outgoing {
            method: Method::POST,
            url,
            headers: vec![
                (
                    "content-type",
                    "application/x-www-form-urlencoded".to_owned(),
                ),
                ("accept", "application/json".to_owned()),
            ],
            body: Some(body),
            changes: false,
        };
        let answer = self.transport.send(request, limits::SIGN_IN).await;
        let answer = answer.map_err(|_| TokenRequestError::Unreachable)?;
        let body = json::parse(&answer.body).unwrap_or_default();
        if answer.status == 200 {
            let life = body.get("expires_in").and_then(Value::as_i64);
            let life = life.and_then(|seconds| seconds.try_into().ok());
            let token = text(&body, "access_token").ok_or(TokenRequestError::Unreadable)?;
            let life = life.ok_or(TokenRequestError::Unreadable)?;
            return Ok(Granted {
                token: SecretString::from(token),
                expires: now.after(Duration::from_secs(life)),
            });
        }
        Err(error(answer.status, &body))
    }
}

fn error(status: u16, body: &Value) -> TokenRequestError {
    let code = text(body, "error").unwrap_or_default();
    let said = text(body, "error_description").unwrap_or_else(|| code.clone());
    // The first line has the AADSTS code; the rest repeats ids and times. The text
    // is cut at control characters, which could forge lines in a log.
    let said = said.split(char::is_control).next().unwrap_or_default();
    let said = said.to_owned();
    let claims = text(body, "claims");
    match code.as_str() {
        _ if status == 429 || status >= 500 => TokenRequestError::ProviderFailed(status),
        _ if claims.is_some() => TokenRequestError::Challenge(claims),
        "interaction_required" => TokenRequestError::Challenge(None),
        "invalid_grant" if text(body, "suberror").as_deref() == Some("consent_required") => {
            TokenRequestError::Consent(said)
        }
        "consent_required" => TokenRequestError::Consent(said),
        "invalid_grant" => TokenRequestError::InvalidGrant(said),
        "" => TokenRequestError::Unreadable,
        _ => TokenRequestError::Refused(said),
    }
}
