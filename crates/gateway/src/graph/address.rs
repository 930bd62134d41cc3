//! The addresses of Graph: of a national cloud, or another one for tests.
//!
//! Permissions and tokens always name the cloud's own Graph, whatever address
//! the calls go to.
//!
//! <https://learn.microsoft.com/graph/deployments>

use universal_print::endpoint::{Cloud, Endpoint, EndpointError, Version};

/// A Graph that is not at its cloud's address, such as a simulator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphAddress {
    v1: Endpoint,
    beta: Endpoint,
}

impl GraphAddress {
    /// The Graph at `base`, or why that cannot be its address.
    pub fn at(base: &str) -> Result<Self, EndpointError> {
        Ok(Self {
            v1: Endpoint::at(base, Version::V1)?,
            beta: Endpoint::at(base, Version::Beta)?,
        })
    }
}

/// The endpoint of one version: at `other` if that is given, else at the cloud's address.
pub(crate) fn endpoint(cloud: Cloud, other: Option<&GraphAddress>, version: Version) -> Endpoint {
    match (other, version) {
        (None, _) => Endpoint::of_cloud(cloud, version),
        (Some(other), Version::V1) => other.v1.clone(),
        (Some(other), Version::Beta) => other.beta.clone(),
    }
}

/// The origin that the names of Graph's permissions begin with.
pub(crate) fn graph_origin(cloud: Cloud) -> String {
    Endpoint::of_cloud(cloud, Version::V1).origin().to_owned()
}
