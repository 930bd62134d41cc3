//! Signs an administrator in by device code, with a browser on any device.
//!
//! The token stays in memory while `setup` runs and is never stored.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>

use std::time::Duration;

use axum::http::Method;
use secrecy::SecretString;
use tokio::time::{Instant, sleep};
use universal_print::{
    json::{self, Value},
    wire::text,
};

use super::error::SetupError;
use crate::{
    identity::discovery::ProviderEndpoints,
    limits,
    tokens::{endpoint::seconds, form::form},
    transport::{Outgoing, Transport},
};

/// A sign-in is not waited for longer, whatever the provider says.
const LONGEST: Duration = Duration::from_secs(3600);

/// A sign-in of an administrator.
pub(super) struct SignIn<'a> {
    pub(super) endpoints: &'a ProviderEndpoints,
    pub(super) client_id: &'a str,
    pub(super) scope: String,
    pub(super) transport: &'a dyn Transport,
}

impl SignIn<'_> {
    /// Shows where to sign in, waits, and returns the token.
    pub(super) async fn token(&self, show: &impl Fn(&str)) -> Result<SecretString, SetupError> {
        let begin = [
            form("client_id", self.client_id),
            form("scope", &self.scope),
        ]
        .join("&");
        let (status, started) = self.post(self.endpoints.devices()?, begin).await?;
        let code = text(&started, "device_code")
            .filter(|_| status == 200)
            .ok_or_else(|| refused(&started))?;
        show(&text(&started, "message").unwrap_or_default());
        let told = |name: &str, default: u64| {
            let told = started.get(name).and_then(seconds);
            told.unwrap_or(Duration::from_secs(default)).min(LONGEST)
        };
        let until = Instant::now() + told("expires_in", 900);
        let mut pause = told("interval", 5);
        while Instant::now() < until {
            sleep(pause).await;
            let ask = [
                form("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                form("client_id", self.client_id),
                form("device_code", &code),
            ];
            let (status, answer) = self.post(self.endpoints.tokens()?, ask.join("&")).await?;
            if status == 200 {
                return text(&answer, "access_token")
                    .map(SecretString::from)
                    .ok_or_else(|| refused(&answer));
            }
            match text(&answer, "error").as_deref() {
                Some("authorization_pending") => {}
                Some("slow_down") => pause += Duration::from_secs(5),
                Some("expired_token") => return Err(SetupError::SignInExpired),
                _ => return Err(refused(&answer)),
            }
        }
        Err(SetupError::SignInExpired)
    }

    async fn post(&self, url: &str, body: String) -> Result<(u16, Value), SetupError> {
        let request = Outgoing {
            method: Method::POST,
            url: url.to_owned(),
            headers: vec![(
                "content-type",
                "application/x-www-form-urlencoded".to_owned(),
            )],
            body: Some(body),
            changes: false,
        };
        let answer = self.transport.send(request, limits::SIGN_IN).await;
        let answer = answer.map_err(|_| SetupError::Unreachable)?;
        Ok((answer.status, json::parse(&answer.body).unwrap_or_default()))
    }
}

fn refused(answer: &Value) -> SetupError {
    let said = text(answer, "error_description").or_else(|| text(answer, "error"));
    let said = said.unwrap_or_else(|| "no reason was given".to_owned());
    SetupError::SignInRefused(said.lines().next().unwrap_or_default().to_owned())
}
