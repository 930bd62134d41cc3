//! An app registration: how it proves itself, and what was consented to.

/// How an app proves that it is itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// It does not: a page or a command line.
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
    /// A token of another issuer that is trusted as it stands
    /// (<https://learn.microsoft.com/entra/workload-id/workload-identity-federation>).
    Federated(String),
}

/// An app registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// The appId.
    pub client_id: String,
    /// How it proves itself.
    pub credential: Credential,
    /// The scopes it exposes to other apps, under `api://{appId}/`.
    pub exposes: Vec<String>,
    /// Application permissions for Graph with an administrator's consent.
    pub graph_roles: Vec<String>,
    /// Delegated permissions for Graph that were consented to.
    pub graph_scopes: Vec<String>,
    /// Where answers to sign-ins may be sent.
    pub redirect_uris: Vec<String>,
    /// Whether sign-in on another device is allowed.
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
