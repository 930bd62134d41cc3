//! A request that is complete except for its token.
//!
//! The workflow builds it and `browser::fetch` sends it. This module contains data only.

use universal_print::ids::ShareId;
use universal_print::request::Request;

/// A request that is complete except for its token.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingRequest {
    /// The call to Graph.
    pub request: Request,
    /// The absolute URL, at the configured origin.
    pub url: String,
    /// The share the user chose, in a redirect through the gateway. It is the value of the
    /// `print-share` header.
    pub share: Option<ShareId>,
    /// The value of the `client-request-id` header, by which support finds the request.
    pub client_request_id: String,
}
