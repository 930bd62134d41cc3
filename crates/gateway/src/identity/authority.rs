//! Builds the addresses of the identity provider.
//!
//! Addresses are built from the configuration and compared with those that the
//! provider publishes. None is taken from a token.
//!
//! <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>

use std::fmt;

use universal_print::endpoint::Cloud;
use uuid::Uuid;

/// The id of a directory (tenant), in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TenantId(String);

impl TenantId {
    /// The id, or `None` if the text is not a GUID: names such as `common` would
    /// admit every directory.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Uuid::try_parse(text).ok()?;
        Some(Self(id.hyphenated().to_string()))
    }

    /// The id as tokens and addresses contain it.
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

    /// The provider at another origin.
    pub fn at(origin: &str) -> Self {
        Self(origin.trim_end_matches('/').to_owned())
    }

    /// The issuer that version 2 tokens of a tenant name.
    pub fn issuer(&self, tenant: &TenantId) -> String {
        format!("{}/{tenant}/v2.0", self.0)
    }

    /// The address of a tenant's OpenID configuration.
    pub fn configuration(&self, tenant: &TenantId) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer(tenant))
    }

    /// The address at which a tenant issues tokens.
    pub fn token_endpoint(&self, tenant: &TenantId) -> String {
        format!("{}/{tenant}/oauth2/v2.0/token", self.0)
    }

    /// The address at which a sign-in by device code begins.
    pub fn device_endpoint(&self, tenant: &TenantId) -> String {
        format!("{}/{tenant}/oauth2/v2.0/devicecode", self.0)
    }

    /// Whether an address belongs to this provider.
    pub fn owns(&self, url: &str) -> bool {
        url.strip_prefix(&self.0)
            .is_some_and(|rest| rest.starts_with('/'))
    }
}
