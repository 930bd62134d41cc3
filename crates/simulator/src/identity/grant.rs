//! The grants that the provider has given out: authorization codes, device codes and
//! refresh tokens. A client redeems each for an access token.

/// An authorization code. It can be redeemed once.
#[derive(Clone, Debug)]
pub(super) struct AuthorizationCode {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    /// Whether the sign-in ended at a native program.
    pub(super) is_native: bool,
    pub(super) challenge: String,
    pub(super) user_id: String,
    pub(super) scope: String,
    pub(super) nonce: Option<String>,
    pub(super) expires_ms: i64,
}

/// A device code, which waits until a user types it.
#[derive(Clone, Debug)]
pub(super) struct DeviceCode {
    pub(super) client_id: String,
    pub(super) user_code: String,
    pub(super) scope: String,
    pub(super) approved_by: Option<String>,
    pub(super) expires_ms: i64,
}

/// A refresh token of a user in an app.
#[derive(Clone, Debug)]
pub(super) struct RefreshToken {
    pub(super) client_id: String,
    pub(super) user_id: String,
}
