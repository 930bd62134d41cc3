//! Signs a user in through the browser: authorization code with PKCE.
//!
//! Nobody types a password. The user is the one that `login_hint` names, else the one who
//! is signed in. The answer is a redirect at once. With `prompt=select_account` it is a
//! list of users first
//! (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>).

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Request, Response};

use super::{
    IdentityProvider,
    form::Form,
    grant::AuthorizationCode,
    oauth_error::{self, OAuthError},
};

const CODE_MS: i64 = 600_000;

impl IdentityProvider {
    pub(super) fn authorize(
        &mut self,
        request: &Request,
        now_ms: i64,
    ) -> Result<Response, OAuthError> {
        let form = Form::of_query(request);
        let client_id = form.need("client_id")?;
        let redirect_uri = form.need("redirect_uri")?;
        let app = self
            .apps
            .get(client_id)
            .ok_or_else(oauth_error::no_such_app)?;
        let is_native = app.is_native(redirect_uri);
        let is_native = is_native.ok_or_else(oauth_error::bad_redirect)?;
        if form.get("response_type") != Some("code") {
            return Err(oauth_error::invalid_request("response_type"));
        }
        if form.get("code_challenge_method") != Some("S256") {
            return Err(oauth_error::invalid_request("code_challenge_method"));
        }
        if form.get("prompt") == Some("select_account") && form.get("login_hint").is_none() {
            return Ok(self.picker(request));
        }
        let user = match form.get("login_hint") {
            Some(hint) => self.users.values().find(|user| user.user_name == hint),
            None => self.signed_in.as_ref().and_then(|id| self.users.get(id)),
        };
        let user = user.ok_or_else(oauth_error::login_required)?;
        let code = AuthorizationCode {
            client_id: client_id.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            is_native,
            challenge: form.need("code_challenge")?.to_owned(),
            user_id: user.id.clone(),
            scope: form.need("scope")?.to_owned(),
            nonce: form.get("nonce").map(str::to_owned),
            expires_ms: now_ms + CODE_MS,
        };
        if let Some(claims) = form.get("claims") {
            self.meet_challenge(&code.user_id, claims);
        }
        let name = format!("code-{}", self.count());
        let mark = match form.get("response_mode") {
            Some("query") => '?',
            _ => '#',
        };
        let state = form.get("state").unwrap_or_default();
        let state = utf8_percent_encode(state, NON_ALPHANUMERIC);
        let location = format!("{redirect_uri}{mark}code={name}&state={state}");
        self.codes.insert(name, code);
        Ok(Response {
            status: 302,
            headers: vec![("Location".to_owned(), location)],
            body: None,
        })
    }

    /// Redeems a code. The code is used up even if the request is refused.
    pub(super) fn redeem(
        &mut self,
        form: &Form,
        client_id: &str,
        now_ms: i64,
    ) -> Result<AuthorizationCode, OAuthError> {
        let code = self.codes.remove(form.need("code")?);
        let code =
            code.ok_or_else(|| oauth_error::invalid_grant("The code was already redeemed."))?;
        let verifier = digest::digest(&digest::SHA256, form.need("code_verifier")?.as_bytes());
        let proven = URL_SAFE_NO_PAD.encode(verifier.as_ref()) == code.challenge;
        let same_place = form.get("redirect_uri") == Some(code.redirect_uri.as_str());
        if !proven || !same_place || code.client_id != client_id || code.expires_ms <= now_ms {
            return Err(oauth_error::invalid_grant(
                "The code does not belong to this request.",
            ));
        }
        Ok(code)
    }
}
