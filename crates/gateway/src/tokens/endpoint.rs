//! One request to the token endpoint, and what its answer means.
//!
//! Which errors are the gateway's fault and which are a word to the user is
//! decided here, by the `error` code; descriptions are for logs.
//!
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use std::time::Duration;

use axum::http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use universal_print::wire::text;

use super::{Tokens, cache::Granted};
use crate::{
    identity::TenantId,
    limits,
    transport::{NoAnswer, Outgoing},
};

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenTrouble {
    /// The credential cannot be used at all.
    #[error("the credential cannot be used: {0}")]
    Credential(String),
    /// The provider does not know the app or its credential.
    #[error("the identity provider refuses the app: {0}")]
    Refused(String),
    /// The user must do something first.
    #[error("the user has to sign in again")]
    Challenge(Option<String>),
    /// Nobody has consented.
    #[error("consent is missing: {0}")]
    Consent(String),
    /// The user's token does not serve any more.
    #[error("the user's token was not accepted: {0}")]
    Grant(String),
    /// The provider asks to slow down or is in trouble.
    #[error("the identity provider answers {0}")]
    Troubled(u16),
    /// No answer.
    #[error("the identity provider cannot be reached")]
    Unreachable,
    /// An answer that is none.
    #[error("the identity provider's answer cannot be read")]
    Unreadable,
}

impl TokenTrouble {
    /// Whether it says nothing about the app or the user, and may be over soon.
    pub(super) fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Troubled(_) | Self::Unreachable | Self::Unreadable
        )
    }

    /// What an administrator does about it, where it is the app's own token.
    pub(crate) fn remedy(&self) -> &'static str {
        match self {
            Self::Refused(_) => {
                "check client_id, and that secret or certificate is the registration's and has not expired"
            }
            Self::Credential(_) => {
                "check that the credential's file is there and may be read by the gateway's user"
            }
            Self::Unreachable | Self::Troubled(_) => {
                "check that this machine reaches the identity provider, through its proxy if it has one (HTTPS_PROXY), and try again; the log says what the network said"
            }
            _ => "check the app registration in this directory",
        }
    }
}

impl Tokens {
    pub(super) async fn request(
        &self,
        tenant: &TenantId,
        grant: &[(&str, &str)],
    ) -> Result<Granted, TokenTrouble> {
        let url = self.authority.token_endpoint(tenant);
        let now = self.clock.now();
        let proof = self.credential.parameters(&self.client_id, &url, now).await;
        let proof = proof.map_err(|fault| TokenTrouble::Credential(fault.to_string()))?;
        let mut body = form("client_id", &self.client_id);
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
        let answer = answer.map_err(|no_answer| match no_answer {
            NoAnswer::NotSent | NoAnswer::Lost | NoAnswer::TimedOut => TokenTrouble::Unreachable,
        })?;
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        if answer.status == 200 {
            let life = body.get("expires_in").and_then(Value::as_u64);
            let token = text(&body, "access_token").ok_or(TokenTrouble::Unreadable)?;
            let life = life.ok_or(TokenTrouble::Unreadable)?;
            return Ok(Granted {
                token: SecretString::from(token),
                expires: now.after(Duration::from_secs(life)),
            });
        }
        Err(trouble(answer.status, &body))
    }
}

fn trouble(status: u16, body: &Value) -> TokenTrouble {
    let error = text(body, "error").unwrap_or_default();
    let said = text(body, "error_description").unwrap_or_else(|| error.clone());
    // The first line names the AADSTS code; the rest repeats ids and times. No
    // control character goes on: what is logged as text could forge lines.
    let said = said.split(char::is_control).next().unwrap_or_default();
    let said = said.to_owned();
    let claims = text(body, "claims");
    match error.as_str() {
        _ if status == 429 || status >= 500 => TokenTrouble::Troubled(status),
        _ if claims.is_some() => TokenTrouble::Challenge(claims),
        "interaction_required" => TokenTrouble::Challenge(None),
        "invalid_grant" if text(body, "suberror").as_deref() == Some("consent_required") => {
            TokenTrouble::Consent(said)
        }
        "consent_required" => TokenTrouble::Consent(said),
        "invalid_grant" => TokenTrouble::Grant(said),
        "" => TokenTrouble::Unreadable,
        _ => TokenTrouble::Refused(said),
    }
}

/// One parameter of a form body.
pub(crate) fn form(name: &str, value: &str) -> String {
    format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
}
