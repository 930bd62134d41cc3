//! Where the identity provider is, and how its addresses are made.
//!
//! Addresses are put together here and compared with what the provider
//! publishes; none is taken from a token.
//!
//! <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>

use std::fmt;

use universal_print::endpoint::Cloud;
use uuid::Uuid;

/// A directory's id, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TenantId(String);

impl TenantId {
    /// The id, or `None` when it is no GUID: names such as `common` would let
    /// every directory in.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Uuid::try_parse(text).ok()?;
        Some(Self(id.hyphenated().to_string()))
    }

    /// The id as it stands in tokens and addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The identity provider's origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority(String);

impl Authority {
    /// The provider of a national cloud.
    pub fn of_cloud(cloud: Cloud) -> Self {
        Self(
            match cloud {
                Cloud::Global => "https://login.microsoftonline.com",
                Cloud::UsGov | Cloud::UsGovDod => "https://login.microsoftonline.us",
            }
            .to_owned(),
        )
    }

    /// A provider at another origin, without a slash at its end.
    pub fn at(origin: &str) -> Self {
        Self(origin.trim_end_matches('/').to_owned())
    }

    /// What tokens of a tenant name as their issuer, in version 2.
    pub fn issuer(&self, tenant: &TenantId) -> String {
        format!("{}/{tenant}/v2.0", self.0)
    }

    /// Where a tenant's configuration is.
    pub fn configuration(&self, tenant: &TenantId) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer(tenant))
    }

    /// Where a tenant gives tokens.
    pub fn token_endpoint(&self, tenant: &TenantId) -> String {
        format!("{}/{tenant}/oauth2/v2.0/token", self.0)
    }

    /// Where a sign-in on another device begins.
    pub fn device_endpoint(&self, tenant: &TenantId) -> String {
        format!("{}/{tenant}/oauth2/v2.0/devicecode", self.0)
    }

    /// Whether an address is the provider's.
    pub fn owns(&self, url: &str) -> bool {
        url.strip_prefix(&self.0)
            .is_some_and(|rest| rest.starts_with('/'))
    }
}
