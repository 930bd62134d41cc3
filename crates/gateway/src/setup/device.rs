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
    identity::authority::{Authority, TenantId},
    limits,
    tokens::form::form,
    transport::{Outgoing, Transport},
};

/// A sign-in of an administrator.
pub(super) struct SignIn<'a> {
    pub(super) authority: &'a Authority,
    pub(super) tenant: &'a TenantId,
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
        let (status, started) = self
            .post(self.authority.device_endpoint(self.tenant), begin)
            .await?;
        let code = text(&started, "device_code")
            .filter(|_| status == 200)
            .ok_or_else(|| refused(&started))?;
        show(&text(&started, "message").unwrap_or_default());
        let number = |name: &str, default: u64| {
            let number = started.get(name).and_then(Value::as_i64);
            let number = number.and_then(|number| number.try_into().ok());
            number.unwrap_or(default)
        };
        let until = Instant::now() + Duration::from_secs(number("expires_in", 900));
        let mut pause = Duration::from_secs(number("interval", 5));
        while Instant::now() < until {
            sleep(pause).await;
            let ask = [
                form("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                form("client_id", self.client_id),
                form("device_code", &code),
            ];
            let (status, answer) = self
                .post(self.authority.token_endpoint(self.tenant), ask.join("&"))
                .await?;
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

    async fn post(&self, url: String, body: String) -> Result<(u16, Value), SetupError> {
        let request = Outgoing {
            method: Method::POST,
            url,
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
