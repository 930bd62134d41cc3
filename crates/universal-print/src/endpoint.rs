//! The address of Graph: its clouds, its versions, and where a token may be sent.
//!
//! An [`Endpoint`] is a base address that was checked once: `https` (or `http` on
//! this machine, for tests), without user name and query. Ask
//! [`Endpoint::allows`] before you send a token to an address that arrived in an
//! answer, such as a next link. China's cloud is missing because Universal Print is
//! not offered there.
//!
//! ```
//! use universal_print::endpoint::{Cloud, Endpoint, EndpointError, Version};
//!
//! let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
//! assert_eq!(graph.url("/print/shares"), "https://graph.microsoft.com/v1.0/print/shares");
//! assert!(graph.allows("https://graph.microsoft.com/v1.0/print/shares?$skiptoken=X1"));
//! assert!(!graph.allows("https://graph.microsoft.com.example.org/v1.0/print/shares"));
//!
//! let gateway = Endpoint::at("https://print.example.org/graph", Version::Beta)?;
//! assert_eq!(gateway.url("/print/shares"), "https://print.example.org/graph/beta/print/shares");
//!
//! let error = Endpoint::at("http://print.example.org", Version::V1).unwrap_err();
//! assert_eq!(error, EndpointError::NotSecure);
//! # Ok::<(), EndpointError>(())
//! ```
//!
//! <https://learn.microsoft.com/graph/deployments>

use std::fmt;

/// A national cloud in which Universal Print is offered.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Cloud {
    /// The worldwide service.
    #[default]
    Global,
    /// US Government L4.
    UsGov,
    /// US Government L5 (DoD).
    UsGovDod,
}

impl Cloud {
    /// The names that [`Cloud::parse`] takes.
    pub const NAMES: &'static str = "global, usgov, usgov-dod";

    /// Reads a cloud's name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "global" => Some(Self::Global),
            "usgov" => Some(Self::UsGov),
            "usgov-dod" => Some(Self::UsGovDod),
            _ => None,
        }
    }

    fn origin(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGov => "https://graph.microsoft.us",
            Self::UsGovDod => "https://dod-graph.microsoft.us",
        }
    }
}

/// A version of Graph.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// `v1.0`.
    #[default]
    V1,
    /// `beta`.
    Beta,
}

impl Version {
    /// The names that [`Version::parse`] takes.
    pub const NAMES: &'static str = "v1.0, beta";

    /// Reads a version's name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "v1.0" => Some(Self::V1),
            "beta" => Some(Self::Beta),
            _ => None,
        }
    }

    /// The version as it is written in paths.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }
}

/// Why an address cannot be an endpoint.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum EndpointError {
    /// It is not an absolute `https://` address without user name, query or fragment.
    NotAnAddress,
    /// It is `http://` and not on this machine; a token would cross the network
    /// unencrypted.
    NotSecure,
}

impl EndpointError {
    /// The addresses that are allowed, for a message of the program's own.
    pub fn allowed(self) -> &'static str {
        match self {
            Self::NotAnAddress => {
                "an absolute https:// address without user name, query or fragment"
            }
            Self::NotSecure => "https:// (http:// only for 127.0.0.1, [::1] and localhost)",
        }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the address must be ")?;
        f.write_str(self.allowed())
    }
}

impl std::error::Error for EndpointError {}

/// A Graph service at one address and in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    origin: String,
    /// Path before the version, empty or starting with a slash.
    prefix: String,
    version: Version,
    cloud: Option<Cloud>,
}

impl Endpoint {
    /// Graph in a national cloud.
    pub fn of_cloud(cloud: Cloud, version: Version) -> Self {
        Self {
            origin: cloud.origin().to_owned(),
            prefix: String::new(),
            version,
            cloud: Some(cloud),
        }
    }

    /// A service at another address. The version is appended:
    /// `https://proxy.example/graph` becomes `https://proxy.example/graph/v1.0`.
    pub fn at(base_url: &str, version: Version) -> Result<Self, EndpointError> {
        let address = Address::parse(base_url).ok_or(EndpointError::NotAnAddress)?;
        if address.rest.contains(['?', '#']) {
            return Err(EndpointError::NotAnAddress);
        }
        if !address.is_secure() {
            return Err(EndpointError::NotSecure);
        }
        Ok(Self {
            origin: address.origin(),
            prefix: address.rest.trim_end_matches('/').to_owned(),
            version,
            cloud: None,
        })
    }

    /// Scheme, host and port: `https://graph.microsoft.com`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The version of Graph at this endpoint.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The full address of `path`, which starts with a slash.
    pub fn url(&self, path: &str) -> String {
        let Self {
            origin,
            prefix,
            version,
            cloud: _,
        } = self;
        [origin.as_str(), prefix, "/", version.as_str(), path].concat()
    }

    /// Whether a token for this endpoint may be sent to `url`: the address must
    /// have the same origin and leave no room for a second reading.
    pub fn allows(&self, url: &str) -> bool {
        Address::parse(url).is_some_and(|address| address.origin() == self.origin)
    }

    /// The audience (`aud`) of tokens for a cloud's own Graph; `None` for a
    /// service at another address.
    pub fn audience(&self) -> Option<&'static str> {
        self.cloud.map(Cloud::origin)
    }

    /// The scope to ask a token provider for, made of a permission's name. It
    /// starts with the cloud's host, because a short name would mean the
    /// worldwide service: `https://graph.microsoft.us/PrintJob.ReadBasic`.
    pub fn scope(&self, permission: &str) -> String {
        let origin = self.cloud.unwrap_or_default().origin();
        [origin, "/", permission].concat()
    }
}

/// The parts of an absolute address, read strictly: text that a browser might
/// read in a second way (a backslash, a user name, white space) is refused.
struct Address<'a> {
    scheme: &'static str,
    authority: &'a str,
    rest: &'a str,
}

impl<'a> Address<'a> {
    fn parse(url: &'a str) -> Option<Self> {
        if url
            .chars()
            .any(|c| c.is_ascii_control() || c == ' ' || c == '\\')
        {
            return None;
        }
        let (scheme, after) = [("https", "https://"), ("http", "http://")]
            .into_iter()
            .find_map(|(scheme, start)| {
                let head = url.get(..start.len())?;
                let after = url.get(start.len()..)?;
                head.eq_ignore_ascii_case(start).then_some((scheme, after))
            })?;
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        (!authority.is_empty() && authority.chars().all(plain)).then_some(Self {
            scheme,
            authority,
            rest,
        })
    }

    fn origin(&self) -> String {
        let default_port = if self.scheme == "https" {
            ":443"
        } else {
            ":80"
        };
        let authority = self.authority.to_ascii_lowercase();
        let authority = authority.strip_suffix(default_port).unwrap_or(&authority);
        [self.scheme, "://", authority].concat()
    }

    fn is_secure(&self) -> bool {
        let host = match self.authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => self.authority,
        };
        self.scheme == "https"
            || host.eq_ignore_ascii_case("localhost")
            || matches!(host, "127.0.0.1" | "[::1]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_appended_to_a_base_address_once() {
        let endpoint = Endpoint::at("https://Proxy.Example:443/graph/", Version::Beta).unwrap();
        assert_eq!(
            endpoint.url("/print/shares"),
            "https://proxy.example/graph/beta/print/shares"
        );
    }

    #[test]
    fn an_endpoint_elsewhere_is_https_only() {
        assert_eq!(
            Endpoint::at("http://graph.example", Version::V1),
            Err(EndpointError::NotSecure)
        );
        assert_eq!(
            Endpoint::at("http://127.0.0.1.evil.example", Version::V1),
            Err(EndpointError::NotSecure)
        );
        for local in [
            "http://127.0.0.1:8123",
            "http://localhost",
            "http://[::1]:9",
        ] {
            assert!(Endpoint::at(local, Version::V1).is_ok(), "{local}");
        }
    }

    #[test]
    fn an_address_with_two_readings_is_refused() {
        for odd in [
            "https://graph.microsoft.com@evil.example",
            "https://graph.microsoft.com\\@evil.example",
            "https:graph.microsoft.com",
            "//graph.microsoft.com",
            "https://graph.microsoft.com?x",
            "https://graph.microsoft.com/ /",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(
                Endpoint::at(odd, Version::V1),
                Err(EndpointError::NotAnAddress),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_token_is_sent_to_its_own_origin_only() {
        let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
        assert!(graph.allows("https://graph.microsoft.com/v1.0/print/shares?$skiptoken=x"));
        assert!(graph.allows("HTTPS://GRAPH.MICROSOFT.COM:443/beta"));
        for foreign in [
            "http://graph.microsoft.com/v1.0",
            "https://graph.microsoft.com.evil.example/",
            "https://graph.microsoft.com:8443/",
            "https://graph.microsoft.com@evil.example/",
            "/v1.0/print/shares",
        ] {
            assert!(!graph.allows(foreign), "{foreign}");
        }
    }

    #[test]
    fn an_error_says_which_addresses_are_allowed() {
        assert_eq!(
            EndpointError::NotAnAddress.to_string(),
            "the address must be an absolute https:// address without user name, query or fragment"
        );
        assert_eq!(
            EndpointError::NotSecure.to_string(),
            "the address must be https:// (http:// only for 127.0.0.1, [::1] and localhost)"
        );
    }

    #[test]
    fn scopes_name_the_host_of_their_cloud() {
        let graph = Endpoint::of_cloud(Cloud::UsGov, Version::V1);
        assert_eq!(
            graph.scope("PrintJob.ReadBasic"),
            "https://graph.microsoft.us/PrintJob.ReadBasic"
        );
    }
}
