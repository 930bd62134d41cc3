//! Signs an administrator in with a browser on this machine: authorization code with
//! PKCE.
//!
//! The code comes back to a port of this machine. Whoever else sees it cannot redeem it,
//! because the secret that belongs to it (`code_verifier`) never leaves this process
//! before the code is redeemed.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>,
//! <https://www.rfc-editor.org/rfc/rfc8252>, <https://www.rfc-editor.org/rfc/rfc7636>

use std::time::Duration;

use aws_lc_rs::{digest, rand};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    advice::Flow,
    error::SetupError,
    loopback::{Answer, Loopback},
    sign_in::SignIn,
    way::OpenBrowser,
};
use crate::identity::discovery::ProviderError;

/// How long a person may take to sign in. Device codes live as long.
const PATIENCE: Duration = Duration::from_secs(900);

impl SignIn<'_> {
    /// Opens a browser, waits until somebody has signed in, and returns the token.
    pub(super) async fn in_browser(
        &self,
        open: &OpenBrowser,
        show: &impl Fn(&str),
    ) -> Result<SecretString, SetupError> {
        let loopback = Loopback::bind().await.map_err(SetupError::Loopback)?;
        let redirect_uri = loopback.address();
        let (verifier, state) = (random()?, random()?);
        let address = self.address(&redirect_uri, &verifier, &state)?;
        show(
            "Sign in with the browser that opens now. If none opens, open this address on this machine:",
        );
        show(address.as_str());
        if let Err(error) = open(address.as_str()) {
            show(&format!("The browser could not be opened: {error}."));
        }
        let answer = loopback.answer(&state, PATIENCE).await;
        let code = match answer.ok_or(SetupError::NoSignIn)? {
            Answer::Code(code) => code,
            Answer::Refused { error, description } => {
                return Err(self.refusal(Flow::Browser, &error, description.as_deref()));
            }
        };
        let ask = [
            ("grant_type", "authorization_code"),
            ("code", code.expose_secret()),
            ("redirect_uri", &redirect_uri),
            ("code_verifier", verifier.expose_secret()),
        ];
        let answer = self.post(self.endpoints.tokens()?, &ask).await?;
        self.token(Flow::Browser, &answer)
    }

    /// The address at which a person signs in. At Microsoft Entra people with several
    /// accounts choose one, because the account of everyday work is rarely an administrator's.
    fn address(
        &self,
        redirect_uri: &str,
        verifier: &SecretString,
        state: &SecretString,
    ) -> Result<Url, SetupError> {
        let endpoint = self.endpoints.authorize()?;
        let mut address = Url::parse(endpoint).map_err(|_| ProviderError::BadAddress {
            member: "authorization_endpoint",
            found: endpoint.to_owned(),
        })?;
        let hash = digest::digest(&digest::SHA256, verifier.expose_secret().as_bytes());
        address
            .query_pairs_mut()
            .append_pair("client_id", self.client_id)
            .append_pair("response_type", "code")
            .append_pair("response_mode", "query")
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("scope", &self.scope)
            .append_pair("state", state.expose_secret())
            .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(hash))
            .append_pair("code_challenge_method", "S256");
        // Other providers may refuse a prompt that they do not know
        // (https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest).
        if self.is_entra() {
            address
                .query_pairs_mut()
                .append_pair("prompt", "select_account");
        }
        Ok(address)
    }
}

/// A secret that nobody can guess, in the letters that PKCE allows.
fn random() -> Result<SecretString, SetupError> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| SetupError::Random)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes).into())
}
