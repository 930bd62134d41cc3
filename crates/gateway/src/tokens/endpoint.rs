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
    identity::{
        authority::TenantId,
        discovery::{Discovery, ProviderError},
    },
    limits,
    trace::loggable,
    transport::{NoAnswer, Outgoing, Transport},
};

/// How long a token lives if its answer does not say so, which OAuth allows
/// (<https://www.rfc-editor.org/rfc/rfc6749#section-5.1>).
const LIFE_UNTOLD: Duration = Duration::from_secs(300);

/// No token is kept longer, whatever its answer says.
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 3600);

/// Why the identity provider issued no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenRequestError {
    /// The credential cannot be used at all.
    #[error("the credential cannot be used: {0}")]
    Credential(String),
    /// The provider does not accept the app or its credential.
    #[error("the identity provider refuses the app: {said}")]
    Refused {
        /// OAuth's code.
        code: String,
        /// The provider's words, with the code.
        said: String,
    },
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
    #[error("the identity provider cannot be reached: {0}")]
    Unreachable(NoAnswer),
    /// The answer cannot be read.
    #[error("the identity provider's answer cannot be read: {0}")]
    Unreadable(&'static str),
    /// The provider's configuration does not say where tokens are issued.
    #[error("{0}")]
    Provider(ProviderError),
}

impl TokenRequestError {
    /// Whether the failure is temporary: it is caused neither by the app nor by the user.
    pub(crate) fn is_temporary(&self) -> bool {
        match self {
            Self::ProviderFailed(_) | Self::Unreachable(_) | Self::Unreadable(_) => true,
            Self::Provider(error) => error.is_temporary(),
            _ => false,
        }
    }

    /// What an administrator should do if the app's own token was requested.
    pub(crate) fn remedy(&self) -> &'static str {
        match self {
            Self::Refused { code, .. } => match code.as_str() {
                "invalid_scope" => {
                    "check [tenant] cloud; at another provider than Microsoft Entra, allow the gateway's client the scope that ends with /.default"
                }
                "unsupported_grant_type" => {
                    "the provider must offer the grant client_credentials; check that [tenant] issuer names the right one"
                }
                "unauthorized_client" => {
                    "check client_id and [tenant] ids; at another provider than Microsoft Entra, allow the gateway's client the grant client_credentials"
                }
                _ => {
                    "check client_id, and that the secret or certificate belongs to the app registration and has not expired"
                }
            },
            Self::Credential(_) => {
                "check that the credential's file exists and that the account that runs the gateway may read it"
            }
            Self::ProviderFailed(_) => {
                "the identity provider was reached, and throttles or fails: try again later, and look at its log or status page"
            }
            Self::Unreachable(_) => {
                "check that this machine reaches the identity provider, through its proxy if there is one (HTTPS_PROXY), and try again; the log has the network's error"
            }
            Self::Provider(_) => ProviderError::REMEDY,
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
    pub(super) discovery: Arc<Discovery>,
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
            client_id,
            credential,
        } = &self.app;
        let endpoints = self.discovery.endpoints(tenant).await;
        let url = endpoints.and_then(|endpoints| endpoints.tokens().map(str::to_owned));
        let url = url.map_err(TokenRequestError::Provider)?;
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
        let answer = answer.map_err(TokenRequestError::Unreachable)?;
        let body = json::parse(&answer.body).unwrap_or_default();
        if answer.status == 200 {
            let unreadable = TokenRequestError::Unreadable;
            let token = text(&body, "access_token").ok_or(unreadable("it has no access_token"))?;
            let life = match body.get("expires_in") {
                None | Some(Value::Null) => LIFE_UNTOLD,
                Some(life) => seconds(life).ok_or(unreadable("expires_in is no number"))?,
            };
            return Ok(Granted {
                token: SecretString::from(token),
                expires: now.after(life.min(LONGEST_LIFE)),
            });
        }
        let sent = proof.iter().map(|(_, value)| value.expose_secret());
        let sent: Vec<&str> = sent.chain(grant.iter().map(|(_, value)| *value)).collect();
        Err(error(answer.status, &body, &sent))
    }
}

/// A number of seconds. Some providers write it as text, or with a fraction, which is
/// left out.
pub(crate) fn seconds(value: &Value) -> Option<Duration> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = [whole, fraction].concat();
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = whole.parse().ok().filter(|_| is_plain);
    seconds.map(Duration::from_secs)
}

/// What an answer without a token means. `sent` is what the provider must not repeat in
/// its description, which is logged.
fn error(status: u16, body: &Value, sent: &[&str]) -> TokenRequestError {
    let told = |member: &str| without(&text(body, member).unwrap_or_default(), sent);
    let code = told("error");
    let said = with_code(&code, first_line(&told("error_description")));
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
        "" => TokenRequestError::Unreadable("it has no error code"),
        _ => TokenRequestError::Refused { code, said },
    }
}

/// The first line of what a provider says. At Entra it has the AADSTS code; the rest
/// repeats ids and times. The text is cut at control characters, which could forge lines
/// in a log.
pub(crate) fn first_line(said: &str) -> String {
    let line = said.split(char::is_control).next().unwrap_or_default();
    loggable(line.trim())
}

/// What a provider says, with OAuth's code in front. The texts of Entra have codes of their
/// own, which say more.
pub(crate) fn with_code(code: &str, said: String) -> String {
    let code = loggable(code);
    match said.as_str() {
        "" => code,
        _ if code.is_empty() || said.contains("AADSTS") => said,
        _ => format!("{code}: {said}"),
    }
}

/// A text without what was sent, as far as that is long enough to be a secret.
fn without(text: &str, sent: &[&str]) -> String {
    let secrets = sent.iter().filter(|value| value.len() >= 8);
    secrets.fold(text.to_owned(), |text, secret| text.replace(secret, "…"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;

    #[test]
    fn what_was_sent_is_not_told_again() {
        const SECRET: &str = "the-secret-of-the-app";
        for body in [
            json!({ "error": "invalid_client", "error_description": "wrong: the-secret-of-the-app" }),
            json!({ "error": "the-secret-of-the-app" }),
        ] {
            let error = error(401, &body, &[SECRET]);
            assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
        }
    }

    #[test]
    fn seconds_are_read_from_numbers_and_from_text() {
        let read = |value| seconds(&value).map(|life| life.as_secs());
        for value in [json!(3599), json!("3599"), json!(3599.7), json!(" 3599 ")] {
            assert_eq!(read(value.clone()), Some(3599), "{value}");
        }
        for odd in [
            json!("soon"),
            json!(""),
            json!(-1),
            json!("-1"),
            json!("1e9"),
            json!("+5"),
            json!([3599]),
            json!(true),
            json!("3599 s"),
            json!("3.5.9"),
        ] {
            assert_eq!(read(odd.clone()), None, "{odd}");
        }
    }
}
