//! An app registration: its credential and the permissions it has.

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
    /// The scopes it exposes to other apps, under `api://{appId}/`.
    pub exposes: Vec<String>,
    /// Application permissions for Graph that an administrator consented to.
    pub graph_roles: Vec<String>,
    /// Delegated permissions for Graph that have consent.
    pub graph_scopes: Vec<String>,
    /// Where sign-ins may end.
    pub redirect_uris: Vec<String>,
    /// Whether sign-in with a device code is allowed.
    pub allows_device_code: bool,
}

impl App {
    /// An app without any permission.
    pub fn new(client_id: &str, credential: Credential) -> Self {
        Self {
            client_id: client_id.to_owned(),
            credential,
            exposes: Vec::new(),
            graph_roles: Vec::new(),
            graph_scopes: Vec::new(),
            redirect_uris: Vec::new(),
            allows_device_code: false,
        }
    }
}
