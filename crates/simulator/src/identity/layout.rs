//! Where a provider has its issuer and its endpoints.
//!
//! Microsoft Entra has fixed paths below the tenant's id. Another OpenID provider has
//! them where it likes, even on other servers: its configuration, which lies below the
//! issuer, says where. An endpoint is recognised by its path.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc>,
//! <https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig>

use crate::Request;

/// The issuer and the addresses of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The issuer, as tokens name it.
    pub issuer: String,
    /// Where the keys are.
    pub keys: String,
    /// Where users sign in.
    pub authorize: String,
    /// Where tokens are issued.
    pub tokens: String,
    /// Where a sign-in by device code begins.
    pub devices: String,
    /// Where users type device codes.
    pub device_login: String,
}

impl Layout {
    /// Microsoft Entra's, for one tenant.
    pub fn of_entra(origin: &str, tenant_id: &str) -> Self {
        let base = format!("{origin}/{tenant_id}");
        Self {
            issuer: format!("{base}/v2.0"),
            keys: format!("{base}/discovery/v2.0/keys"),
            authorize: format!("{base}/oauth2/v2.0/authorize"),
            tokens: format!("{base}/oauth2/v2.0/token"),
            devices: format!("{base}/oauth2/v2.0/devicecode"),
            device_login: format!("{origin}/devicelogin"),
        }
    }

    /// Another provider's, with its endpoints at another address than its issuer.
    pub fn foreign(issuer: &str, services: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            keys: format!("{services}/jwks.json"),
            authorize: format!("{services}/authorize"),
            tokens: format!("{services}/issue/token"),
            devices: format!("{services}/issue/device"),
            device_login: format!("{services}/devicelogin"),
        }
    }

    /// The address of the provider's configuration.
    pub fn configuration(&self) -> String {
        let base = self.issuer.trim_end_matches('/');
        format!("{base}/.well-known/openid-configuration")
    }
}

/// Whether a request with this path goes to an address, whichever server it is on. The
/// simulator's server leaves out what stands before the tenant's id (`root`).
pub(super) fn goes_to(path: &str, url: &str, root: &str) -> bool {
    let url = Request::new("GET", url, "");
    let of_url = url.path();
    of_url == path || (path.starts_with(root) && of_url.ends_with(path))
}
