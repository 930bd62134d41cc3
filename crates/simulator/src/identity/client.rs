//! Authenticates a client: by secret, by signed assertion, or by a federated credential.
//!
//! A native program is a public client: it has no credential, and Entra refuses one. Other
//! providers know an app with a credential as confidential, however its users sign in
//! (<https://www.rfc-editor.org/rfc/rfc6749#section-3.2.1>).
//!
//! An assertion is accepted once, for this token endpoint only, and for at most ten
//! minutes
//! (<https://learn.microsoft.com/entra/identity-platform/certificate-credentials>).

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

use super::{
    App, Credential, IdentityProvider,
    form::Form,
    oauth_error::{self, OAuthError},
};

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
const LONGEST_SECONDS: i64 = 600;

impl IdentityProvider {
    /// The app that sent the request, if its credential is right.
    pub(super) fn client(&mut self, form: &Form, now_ms: i64) -> Result<App, OAuthError> {
        let client_id = form.need("client_id")?;
        let app = self
            .apps
            .get(client_id)
            .cloned()
            .ok_or_else(oauth_error::no_such_app)?;
        // Where public client flows are allowed, a sign-in with a device code needs no
        // credential, even if the app has one.
        let on_device = app.allows_device_code && form.get("grant_type") == Some(DEVICE_CODE);
        let code = form.get("code").and_then(|code| self.codes.get(code));
        let is_native = code.is_some_and(|code| code.is_native) && self.is_entra();
        let brought = form.get("client_secret").or(form.get("client_assertion"));
        match &app.credential {
            Credential::Public => {}
            _ if is_native && brought.is_some() => {
                return Err(oauth_error::credential_of_public_client());
            }
            _ if is_native || (on_device && self.is_entra()) => {}
            _ if brought.is_none() => return Err(oauth_error::no_credential()),
            Credential::Secret(secret) => {
                if form.need("client_secret")? != secret {
                    return Err(oauth_error::invalid_client(
                        "Invalid client secret provided.",
                    ));
                }
            }
            Credential::Federated(trusted) => {
                if assertion(form)? != trusted {
                    return Err(oauth_error::invalid_client(
                        "No matching federated identity record found.",
                    ));
                }
            }
            Credential::Certificate {
                thumbprint,
                public_key,
            } => {
                let id = self.verify_assertion(
                    assertion(form)?,
                    client_id,
                    thumbprint,
                    public_key,
                    now_ms / 1000,
                );
                let id = id.ok_or_else(|| {
                    oauth_error::invalid_client("Client assertion failed signature validation.")
                })?;
                if !self.seen_assertions.insert(id) {
                    return Err(oauth_error::invalid_client(
                        "The assertion was used before.",
                    ));
                }
            }
        }
        Ok(app)
    }

    /// The id of the assertion, if the assertion is valid.
    fn verify_assertion(
        &self,
        assertion: &str,
        client_id: &str,
        thumbprint: &str,
        public_key: &[u8],
        now: i64,
    ) -> Option<String> {
        let (message, signature) = assertion.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let read = |part: &str| -> Option<Value> {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
        };
        let (header, claims) = (read(header)?, read(claims)?);
        let algorithm = match header.get("alg")?.as_str()? {
            "PS256" => &RSA_PSS_2048_8192_SHA256,
            "RS256" => &RSA_PKCS1_2048_8192_SHA256,
            _ => return None,
        };
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        UnparsedPublicKey::new(algorithm, public_key)
            .verify(message.as_bytes(), &signature)
            .ok()?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let number = |name: &str| claims.get(name).and_then(Value::as_i64);
        let right = header.get("x5t#S256").and_then(Value::as_str) == Some(thumbprint)
            && text("aud") == Some(self.layout.tokens.as_str())
            && text("iss") == Some(client_id)
            && text("sub") == Some(client_id)
            && number("nbf")? <= now
            && (now..=now + LONGEST_SECONDS).contains(&number("exp")?);
        right.then(|| text("jti").map(str::to_owned))?
    }
}

fn assertion(form: &Form) -> Result<&str, OAuthError> {
    if form.need("client_assertion_type")? != ASSERTION {
        return Err(oauth_error::invalid_request("client_assertion_type"));
    }
    form.need("client_assertion")
}
