//! Decides which pages may use the gateway and which headers they may read.
//!
//! The only credential is the token in the header; CORS credentials are never
//! allowed. Other origins are refused, not only denied the answer: the request
//! itself could cause a call to Graph.
//!
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::refusal::Refusal;

const PREFLIGHT_KEPT: Duration = Duration::from_secs(7_200);

/// The CORS layer around the public routes. Pages may send the widget's headers and
/// `added` ones. The gateway reads none of the added ones and passes none on.
pub(super) fn layer(origins: &[String], added: &[HeaderName]) -> CorsLayer {
    let origins = origins
        .iter()
        .filter_map(|origin| HeaderValue::try_from(origin).ok());
    let allowed = [
        "authorization",
        "content-type",
        "client-request-id",
        "prefer",
        "print-share",
    ];
    let mut allowed = allowed.map(HeaderName::from_static).to_vec();
    for name in added {
        if !allowed.contains(name) {
            allowed.push(name.clone());
        }
    }
    let exposed = [
        "request-id",
        "client-request-id",
        "retry-after",
        "www-authenticate",
    ];
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(allowed)
        .expose_headers(exposed.map(HeaderName::from_static))
        .max_age(PREFLIGHT_KEPT)
}

/// Refuses pages of other origins. Programs other than browsers send no origin and pass.
pub(super) fn check(headers: &HeaderMap, origins: &[String]) -> Result<(), Refusal> {
    let named = headers.get_all(header::ORIGIN);
    let known = |origin: &HeaderValue| {
        origins
            .iter()
            .any(|known| known.as_bytes() == origin.as_bytes())
    };
    if named.iter().all(known) {
        Ok(())
    } else {
        Err(Refusal::OriginNotAllowed)
    }
}
