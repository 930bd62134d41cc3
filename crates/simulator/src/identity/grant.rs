//! What the provider gave out and waits to get back: authorization codes,
//! device codes and refresh tokens.

/// A code that waits to be redeemed, once.
#[derive(Clone, Debug)]
pub(super) struct AuthorizationCode {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) challenge: String,
    pub(super) user_id: String,
    pub(super) scope: String,
    pub(super) nonce: Option<String>,
    pub(super) expires_ms: i64,
}

/// A sign-in that waits for its person.
#[derive(Clone, Debug)]
pub(super) struct DeviceCode {
    pub(super) client_id: String,
    pub(super) user_code: String,
    pub(super) scope: String,
    pub(super) approved_by: Option<String>,
    pub(super) expires_ms: i64,
}

/// Who goes on, in which app.
#[derive(Clone, Debug)]
pub(super) struct RefreshToken {
    pub(super) client_id: String,
    pub(super) user_id: String,
}
