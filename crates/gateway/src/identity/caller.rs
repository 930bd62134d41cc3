//! The user who makes a request, taken from a checked token.

use std::{fmt, sync::Arc};

use secrecy::SecretString;

use super::authority::TenantId;

/// A user whose token was checked.
#[derive(Clone)]
pub struct Caller {
    /// The tenant.
    pub tenant: TenantId,
    /// The object id.
    pub object_id: Arc<str>,
    /// The user principal name, if the token has it.
    pub user_name: Option<String>,
    /// The user's groups.
    pub groups: Groups,
    /// The client that requested the token (`azp`).
    pub client: Option<String>,
    /// The token itself, for acting on the user's behalf.
    pub token: SecretString,
}

/// A user's groups, as far as the token tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Groups {
    /// The ids of the groups, in lower case.
    Named(Vec<String>),
    /// The groups are too many for the token to list
    /// (<https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference#groups-overage-claim>).
    Overage,
}

impl fmt::Debug for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.object_id, self.tenant)
    }
}
