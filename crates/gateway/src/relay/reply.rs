//! The successful answers of relayed calls.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use universal_print::json::Value;

/// A success.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RelayReply {
    /// 200 with this body.
    Entity(Value),
    /// 204.
    NoContent,
}

impl RelayReply {
    /// The HTTP answer.
    pub(crate) fn answer(&self) -> Response<Body> {
        match self {
            Self::Entity(entity) => {
                let mut answer = Response::new(Body::from(entity.to_string()));
                let kind = HeaderValue::from_static("application/json; charset=utf-8");
                answer.headers_mut().insert(header::CONTENT_TYPE, kind);
                answer
            }
            Self::NoContent => {
                let mut answer = Response::new(Body::empty());
                *answer.status_mut() = StatusCode::NO_CONTENT;
                answer
            }
        }
    }
}
