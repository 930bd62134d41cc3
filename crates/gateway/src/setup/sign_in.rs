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
    advice::{Flow, advice, foreign_advice},
    error::SetupError,
};
use crate::{
    clock::Clock,
    credential::ClientCredential,
    identity::discovery::ProviderEndpoints,
    limits,
    tokens::{
        endpoint::{first_line, with_code},
        form::form,
    },
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
        let answer = answer.map_err(SetupError::Unreachable)?;
        Ok((answer.status, json::parse(&answer.body).unwrap_or_default()))
    }

    /// Whether the provider is Microsoft Entra, or what stands in for it.
    pub(super) fn is_entra(&self) -> bool {
        self.credential.is_none()
    }

    /// The token in an answer, or why there is none.
    pub(super) fn token(
        &self,
        flow: Flow,
        (status, answer): &(u16, Value),
    ) -> Result<SecretString, SetupError> {
        let token = text(answer, "access_token").filter(|_| *status == 200);
        token
            .map(SecretString::from)
            .ok_or_else(|| self.refused(flow, answer))
    }

    /// An answer of the provider that is a refusal.
    pub(super) fn refused(&self, flow: Flow, answer: &Value) -> SetupError {
        let code = text(answer, "error").unwrap_or_default();
        self.refusal(flow, &code, text(answer, "error_description").as_deref())
    }

    /// A refusal with this code of OAuth, and the provider's words.
    pub(super) fn refusal(&self, flow: Flow, code: &str, words: Option<&str>) -> SetupError {
        let said = with_code(code, first_line(words.unwrap_or_default()));
        let said = match said.trim_end_matches('.') {
            "" => "no reason was given",
            said => said,
        };
        SetupError::SignInRefused {
            said: said.to_owned(),
            advice: if self.is_entra() {
                advice(flow, code, said)
            } else {
                foreign_advice(flow, code)
            },
        }
    }
}
