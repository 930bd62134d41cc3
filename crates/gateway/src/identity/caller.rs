//! The user behind a request, as a checked token tells it.

use std::{fmt, sync::Arc};

use secrecy::SecretString;

use super::TenantId;

/// A user who was proven to ask.
#[derive(Clone)]
pub struct Caller {
    /// The directory.
    pub tenant: TenantId,
    /// The object id.
    pub object_id: Arc<str>,
    /// The user principal name, if the token tells.
    pub user_name: Option<String>,
    /// The groups that the token names.
    pub groups: Groups,
    /// The app through which the user asks.
    pub client: Option<String>,
    /// The token itself, to act on the user's behalf.
    pub token: SecretString,
}

/// What a token says about groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Groups {
    /// These.
    Named(Vec<String>),
    /// Too many to name
    /// (<https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference#groups-overage-claim>).
    Overage,
}

impl fmt::Debug for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.object_id, self.tenant)
    }
}
