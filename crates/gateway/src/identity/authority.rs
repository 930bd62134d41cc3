//! The identity provider as it is configured: its issuer, and which addresses
//! may belong to it.
//!
//! An issuer is compared whole: one slash more is another issuer. Only the id of
//! the tenant in it is compared without case, as every GUID is. No address is
//! taken from a token.
//!
//! <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>,
//! <https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation>

use std::fmt;

use axum::http::Uri;
use universal_print::endpoint::Cloud;
use uuid::Uuid;

/// What stands in an issuer for the id of the tenant.
const TENANT: &str = "{tenant}";

/// The issuer that Microsoft Entra writes into version 1 tokens, whatever the cloud
/// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
const ENTRA_VERSION_1: &str = "https://sts.windows.net/{tenant}/";

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

/// The identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// The issuer, with `{tenant}` for the id of the tenant.
    issuer: String,
    /// Whether this is Microsoft Entra, which also issues version 1 tokens.
    is_entra: bool,
    /// Whether all addresses of the provider begin with the issuer's origin.
    keeps_origin: bool,
}

impl Authority {
    /// Microsoft Entra in a national cloud.
    pub fn of_cloud(cloud: Cloud) -> Self {
        let origin = match cloud {
            Cloud::Global => "https://login.microsoftonline.com",
            Cloud::UsGov | Cloud::UsGovDod => "https://login.microsoftonline.us",
        };
        Self {
            keeps_origin: true,
            ..Self::at(origin)
        }
    }

    /// Microsoft Entra, or what stands in for it, at another origin.
    pub fn at(origin: &str) -> Self {
        let origin = origin.trim_end_matches('/');
        Self {
            issuer: format!("{origin}/{TENANT}/v2.0"),
            is_entra: true,
            keeps_origin: false,
        }
    }

    /// Any OpenID provider, by its issuer. `None` if the text cannot be an issuer:
    /// it must be an https address (http only on this machine) without query and
    /// fragment.
    pub fn of_issuer(issuer: &str) -> Option<Self> {
        // A template is no address, so the address of some tenant is looked at.
        let some = issuer.replace(TENANT, "tenant");
        let whole = !some.contains(['?', '#', '{', '}', '@']);
        let reachable = whole && (is_https(&some) || is_loopback_http(&some));
        reachable.then(|| Self {
            issuer: issuer.to_owned(),
            is_entra: false,
            keeps_origin: false,
        })
    }

    /// Whether this is Microsoft Entra, or what stands in for it.
    pub fn is_entra(&self) -> bool {
        self.is_entra
    }

    /// Whether each tenant has an issuer of its own.
    pub fn names_tenants(&self) -> bool {
        self.issuer.contains(TENANT)
    }

    /// The issuer of a tenant's tokens. Entra writes it into version 2 tokens.
    pub fn issuer(&self, tenant: &TenantId) -> String {
        self.issuer.replace(TENANT, tenant.as_str())
    }

    /// Whether this is the issuer that the provider's own configuration must name.
    pub fn is_issuer(&self, tenant: &TenantId, found: &str) -> bool {
        is_of_tenant(&self.issuer, tenant, found)
    }

    /// Whether a tenant's token may name this issuer.
    pub fn issues(&self, tenant: &TenantId, found: &str) -> bool {
        let is_version_1 = self.is_entra && is_of_tenant(ENTRA_VERSION_1, tenant, found);
        is_version_1 || self.is_issuer(tenant, found)
    }

    /// The address of a tenant's OpenID configuration.
    pub fn configuration(&self, tenant: &TenantId) -> String {
        let issuer = self.issuer(tenant);
        let base = issuer.trim_end_matches('/');
        format!("{base}/.well-known/openid-configuration")
    }

    /// The address that Entra has for a service, such as `token`, if this is Entra: its
    /// paths are documented, and what stands in for it may leave them out of its
    /// configuration.
    ///
    /// <https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints>
    pub fn entra_address(&self, tenant: &TenantId, service: &str) -> Option<String> {
        let issuer = self.issuer(tenant);
        let base = issuer.strip_suffix("/v2.0").filter(|_| self.is_entra)?;
        Some(format!("{base}/oauth2/v2.0/{service}"))
    }

    /// Whether the provider's configuration may name this address. Secrets are sent
    /// there and keys are read there, so it is https. Only a provider on this machine
    /// may have http, on this machine.
    pub fn may_use(&self, url: &str) -> bool {
        let is_safe = is_https(url) || (is_loopback_http(&self.issuer) && is_loopback_http(url));
        is_safe && (!self.keeps_origin || origin(url) == origin(&self.issuer))
    }
}

/// Whether `found` is this issuer, with the tenant's id in place of `{tenant}`.
fn is_of_tenant(issuer: &str, tenant: &TenantId, found: &str) -> bool {
    let Some((before, after)) = issuer.split_once(TENANT) else {
        return issuer == found;
    };
    let id = found
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after));
    id.is_some_and(|id| id.eq_ignore_ascii_case(tenant.as_str()))
}

fn is_https(url: &str) -> bool {
    uri(url).is_some_and(|uri| uri.scheme_str() == Some("https"))
}

fn is_loopback_http(url: &str) -> bool {
    uri(url).is_some_and(|uri| {
        let host = uri.host().unwrap_or_default();
        uri.scheme_str() == Some("http") && matches!(host, "127.0.0.1" | "[::1]" | "localhost")
    })
}

/// The address, if it names a server and no user.
fn uri(url: &str) -> Option<Uri> {
    let url = url.replace(TENANT, "tenant");
    let uri: Uri = url.parse().ok()?;
    let server = uri.authority()?.as_str();
    (!server.contains('@') && !uri.host()?.is_empty()).then_some(uri)
}

/// Scheme and server of an address.
fn origin(url: &str) -> Option<String> {
    let uri = uri(url)?;
    let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
    Some(origin.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "aaaabbbb-0000-4ccc-8ddd-eeee22223333";

    fn tenant() -> TenantId {
        TenantId::parse(ID).unwrap()
    }

    #[test]
    fn an_issuer_is_compared_whole_and_its_tenant_without_case() {
        let entra = Authority::of_cloud(Cloud::Global);
        for issuer in [
            format!("https://login.microsoftonline.com/{ID}/v2.0"),
            format!(
                "https://login.microsoftonline.com/{}/v2.0",
                ID.to_uppercase()
            ),
            format!("https://sts.windows.net/{ID}/"),
        ] {
            assert!(entra.issues(&tenant(), &issuer), "{issuer}");
        }
        let provider = Authority::of_issuer("https://id.example/realms/print/").unwrap();
        assert!(provider.issues(&tenant(), "https://id.example/realms/print/"));
        for issuer in [
            "",
            "https://id.example/realms/print",
            "https://id.example/realms/print//",
            "https://ID.example/realms/print/",
            "https://sts.windows.net/aaaabbbb-0000-4ccc-8ddd-eeee22223333/",
        ] {
            assert!(!provider.issues(&tenant(), issuer), "{issuer}");
            assert!(
                !entra.is_issuer(&tenant(), issuer),
                "the configuration names version 2: {issuer}"
            );
        }
    }

    #[test]
    fn the_configuration_lies_below_the_issuer() {
        let of = |issuer| {
            let provider = Authority::of_issuer(issuer).unwrap();
            provider.configuration(&tenant())
        };
        let wanted = "https://id.example/a/.well-known/openid-configuration";
        assert_eq!(of("https://id.example/a"), wanted);
        assert_eq!(of("https://id.example/a/"), wanted);
        assert!(of("https://id.example/{tenant}/v2").contains(&format!("/{ID}/v2/.well-known")));
    }

    #[test]
    fn only_an_https_address_or_one_of_this_machine_is_an_issuer() {
        for odd in [
            "",
            "id.example",
            "http://id.example",
            "https://",
            "https:///a",
            "https://id.example/?a",
            "https://id.example/#a",
            "https://user@id.example",
            "https://id.example/{tid}",
            "http://127.0.0.1.example",
            "ftp://id.example",
            "https://id example",
        ] {
            assert_eq!(Authority::of_issuer(odd), None, "{odd}");
        }
        for good in [
            "https://id.example",
            "https://id.example:8443/{tenant}/",
            "http://127.0.0.1:8124/a",
            "http://localhost:8124",
            "http://[::1]:8124",
        ] {
            assert!(Authority::of_issuer(good).is_some(), "{good}");
        }
    }

    #[test]
    fn a_provider_uses_https_and_a_local_one_also_this_machine() {
        let abroad = Authority::of_issuer("https://id.example/a").unwrap();
        let local = Authority::at("http://127.0.0.1:8124/");
        let entra = Authority::of_cloud(Cloud::UsGov);
        let own = "https://login.microsoftonline.us/x/discovery/v2.0/keys";
        for (provider, url, may) in [
            (&abroad, "https://keys.example/k?version=1", true),
            (&abroad, "http://id.example/k", false),
            (&abroad, "http://127.0.0.1:8124/k", false),
            (&abroad, "https://user@id.example/k", false),
            (&abroad, "/k", false),
            (&local, "http://127.0.0.1:9999/k", true),
            (&local, "https://keys.example/k", true),
            (&local, "http://keys.example/k", false),
            (&entra, own, true),
            (&entra, "https://login.microsoftonline.com/k", false),
            (
                &entra,
                "https://login.microsoftonline.us.attacker.example/k",
                false,
            ),
            (&entra, "https://login.microsoftonline.us:444/k", false),
        ] {
            assert_eq!(provider.may_use(url), may, "{url}");
        }
    }
}
