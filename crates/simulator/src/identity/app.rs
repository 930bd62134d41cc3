//! An app registration: its credential and the permissions it has.

use serde_json::Value;

/// How an app proves its identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Not at all: a page or a command-line program.
    Public,
    /// A client secret.
    Secret(String),
    /// A certificate, by the SHA-256 of its DER and its RSA public key
    /// (`RSAPublicKey` in DER): the app signs an assertion
    /// (<https://learn.microsoft.com/entra/identity-platform/certificate-credentials>).
    Certificate {
        /// base64url of the SHA-256 of the certificate's DER.
        thumbprint: String,
        /// The public key.
        public_key: Vec<u8>,
    },
    /// This token of another, trusted issuer
    /// (<https://learn.microsoft.com/entra/workload-id/workload-identity-federation>).
    Federated(String),
}

/// An app registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// The appId.
    pub client_id: String,
    /// How the app proves its identity.
    pub credential: Credential,
    /// The application ID URIs, by which version 1 tokens name the app.
    pub identifier_uris: Vec<String>,
    /// The scopes it exposes to other apps, under `api://{appId}/`.
    pub exposes: Vec<String>,
    /// Application permissions for Graph that an administrator consented to.
    pub graph_roles: Vec<String>,
    /// Delegated permissions for Graph that have consent.
    pub graph_scopes: Vec<String>,
    /// Where sign-ins of pages may end.
    pub redirect_uris: Vec<String>,
    /// Where sign-ins of programs on a person's machine may end: the platform *Mobile
    /// and desktop applications*. No credential goes with them.
    pub native_redirect_uris: Vec<String>,
    /// Whether sign-in with a device code is allowed.
    pub allows_device_code: bool,
}

impl App {
    /// Whether a sign-in that ends at this address is a native program's, or `None` if
    /// it may not end there.
    pub(super) fn is_native(&self, redirect_uri: &str) -> Option<bool> {
        let among = |known: &[String]| known.iter().any(|it| matches(it, redirect_uri));
        let is_native = among(&self.native_redirect_uris);
        (is_native || among(&self.redirect_uris)).then_some(is_native)
    }

    /// Whether a token with this `aud` is for the app
    /// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
    pub(super) fn is_named(&self, audience: &Value) -> bool {
        match audience {
            Value::Array(several) => several.iter().any(|one| self.is_named(one)),
            one => one.as_str().is_some_and(|one| {
                one == self.client_id || self.identifier_uris.iter().any(|uri| uri == one)
            }),
        }
    }

    /// An app without any permission.
    pub fn new(client_id: &str, credential: Credential) -> Self {
        Self {
            client_id: client_id.to_owned(),
            credential,
            identifier_uris: vec![format!("api://{client_id}")],
            exposes: Vec::new(),
            graph_roles: Vec::new(),
            graph_scopes: Vec::new(),
            redirect_uris: Vec::new(),
            native_redirect_uris: Vec::new(),
            allows_device_code: false,
        }
    }
}

/// Whether a sign-in may end at `asked`. For `http://localhost` every port is the same
/// (<https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions>).
fn matches(known: &str, asked: &str) -> bool {
    let path = |uri: &str| {
        let rest = uri.strip_prefix("http://localhost")?;
        let rest = match rest.strip_prefix(':') {
            Some(rest) => rest.trim_start_matches(|letter: char| letter.is_ascii_digit()),
            None => rest,
        };
        let is_whole = rest.is_empty() || rest.starts_with('/');
        is_whole.then(|| rest.trim_end_matches('/').to_owned())
    };
    known == asked || path(known).is_some_and(|known| path(asked) == Some(known))
}
