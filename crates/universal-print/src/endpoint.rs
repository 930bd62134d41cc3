//! Where Graph is: its clouds, its versions, and which addresses a token may
//! be sent to.
//!
//! An [`Endpoint`] is a base address that was checked once: https (or http on
//! this machine, for tests), no user name, no query. Addresses that arrive in
//! answers, such as next links, are compared with its origin before a token
//! goes there. China's cloud has no name here: Universal Print is not offered
//! in it.
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

    /// The cloud of this name.
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

    /// The version of this name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "v1.0" => Some(Self::V1),
            "beta" => Some(Self::Beta),
            _ => None,
        }
    }

    /// The version as it stands in paths.
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
    /// It is `http://` and not on this machine; a token would cross the network readable.
    NotSecure,
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnAddress => {
                "an absolute https:// address without user name, query or fragment"
            }
            Self::NotSecure => "https:// (http:// only for 127.0.0.1, [::1] and localhost)",
        })
    }
}

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
    /// The service of a national cloud.
    pub fn of_cloud(cloud: Cloud, version: Version) -> Self {
        Self {
            origin: cloud.origin().to_owned(),
            prefix: String::new(),
            version,
            cloud: Some(cloud),
        }
    }

    /// A service at an address of the host's choice. The version is appended:
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

    /// The version this endpoint speaks.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The address of a path that starts with a slash.
    pub fn url(&self, path: &str) -> String {
        let Self {
            origin,
            prefix,
            version,
            cloud: _,
        } = self;
        format!("{origin}{prefix}/{}{path}", version.as_str())
    }

    /// Whether a token for this endpoint may be sent to `url`: it must have the
    /// same origin, written plainly.
    pub fn allows(&self, url: &str) -> bool {
        Address::parse(url).is_some_and(|address| address.origin() == self.origin)
    }

    /// What a token for a cloud's own Graph says it is for; `None` for a service
    /// at another address.
    pub fn audience(&self) -> Option<&'static str> {
        self.cloud.map(Cloud::origin)
    }

    /// A permission as a token provider wants it named. In a national cloud the
    /// short name would be taken for the worldwide service, so the host stands
    /// before it: `https://graph.microsoft.us/PrintJob.ReadBasic`.
    pub fn scope(&self, permission: &str) -> String {
        let origin = self.cloud.unwrap_or_default().origin();
        format!("{origin}/{permission}")
    }
}

/// An absolute address, taken apart strictly: what a browser might read in a
/// second way (a backslash, a user name, white space) is not an address.
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
        format!("{}://{authority}", self.scheme)
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
    fn a_base_address_gets_the_version_once() {
        let endpoint = Endpoint::at("https://Proxy.Example:443/graph/", Version::Beta).unwrap();
        assert_eq!(
            endpoint.url("/print/shares"),
            "https://proxy.example/graph/beta/print/shares"
        );
    }

    #[test]
    fn a_token_never_crosses_the_network_readable() {
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
    fn what_can_be_read_two_ways_is_not_an_address() {
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
    fn a_token_goes_to_its_own_origin_only() {
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
    fn scopes_name_the_host_of_their_cloud() {
        let graph = Endpoint::of_cloud(Cloud::UsGov, Version::V1);
        assert_eq!(
            graph.scope("PrintJob.ReadBasic"),
            "https://graph.microsoft.us/PrintJob.ReadBasic"
        );
    }
}
