//! What every way of signing an administrator in has in common.
//!
//! The token stays in memory while `setup` runs and is never stored.

use axum::http::Method;
use secrecy::{ExposeSecret as _, SecretString};
use universal_print::{
    json::{self, Value},
    wire::text,
};

use super::{
    advice::{Flow, advice},
    error::SetupError,
};
use crate::{
    clock::Clock,
    credential::ClientCredential,
    identity::discovery::ProviderEndpoints,
    limits,
    tokens::form::form,
    trace::loggable,
    transport::{Outgoing, Transport},
};

/// A sign-in of an administrator through the gateway's app.
pub(super) struct SignIn<'a> {
    pub(super) endpoints: &'a ProviderEndpoints,
    pub(super) client_id: &'a str,
    pub(super) scope: String,
    /// The app's credential, where the provider demands it. Microsoft Entra refuses
    /// it in both ways of signing in, because they are those of a public client.
    pub(super) credential: Option<&'a ClientCredential>,
    pub(super) clock: &'a dyn Clock,
    pub(super) transport: &'a dyn Transport,
}

impl SignIn<'_> {
    /// Posts a form for this app, and returns the status and the JSON of the answer.
    pub(super) async fn post(
        &self,
        url: &str,
        fields: &[(&str, &str)],
    ) -> Result<(u16, Value), SetupError> {
        let mut body = vec![form("client_id", self.client_id)];
        body.extend(fields.iter().map(|(name, value)| form(name, value)));
        if let Some(credential) = self.credential {
            let (endpoint, now) = (self.endpoints.tokens()?, self.clock.now());
            let proof = credential.parameters(self.client_id, endpoint, now).await;
            let proof = proof.map_err(SetupError::Credential)?;
            let proof = proof.iter();
            body.extend(proof.map(|(name, value)| form(name, value.expose_secret())));
        }
        let request = Outgoing {
            method: Method::POST,
            url: url.to_owned(),
            headers: vec![(
                "content-type",
                "application/x-www-form-urlencoded".to_owned(),
            )],
            body: Some(body.join("&")),
            changes: false,
        };
        let answer = self.transport.send(request, limits::SIGN_IN).await;
        let answer = answer.map_err(|_| SetupError::Unreachable)?;
        Ok((answer.status, json::parse(&answer.body).unwrap_or_default()))
    }
}

/// The token in an answer, or why there is none.
pub(super) fn token(
    flow: Flow,
    (status, answer): &(u16, Value),
) -> Result<SecretString, SetupError> {
    let token = text(answer, "access_token").filter(|_| *status == 200);
    token
        .map(SecretString::from)
        .ok_or_else(|| refused(flow, answer))
}

/// An answer of the provider that is a refusal.
pub(super) fn refused(flow: Flow, answer: &Value) -> SetupError {
    let code = text(answer, "error").unwrap_or_default();
    refusal(flow, &code, text(answer, "error_description").as_deref())
}

/// A refusal with this code of OAuth, and the provider's words.
pub(super) fn refusal(flow: Flow, code: &str, description: Option<&str>) -> SetupError {
    let said = description.unwrap_or(code);
    let said = match said.lines().next().map(str::trim) {
        None | Some("") => "no reason was given",
        Some(said) => said.trim_end_matches('.'),
    };
    SetupError::SignInRefused {
        said: loggable(said),
        advice: advice(flow, code, said),
    }
}
