//! The envelope of every answer of Graph: ids, dates and headers.
//!
//! Each answer has its own `request-id` and repeats the client's `client-request-id`.
//! An error repeats both in its body
//! (<https://learn.microsoft.com/graph/errors>,
//! <https://learn.microsoft.com/graph/best-practices-concept>).

use serde_json::Value;

use super::Tenant;
use crate::{
    graph_error::GraphError,
    guid::{IdKind, guid},
    http::{Request, Response},
    instant,
    odata_query::{NEWER_MEMBERS, prefers},
};

impl Tenant {
    pub(super) fn envelope(&mut self, request: &Request) -> Envelope {
        self.answered += 1;
        let request_id = guid(IdKind::Request, self.answered);
        let client_request_id = request.header("client-request-id");
        Envelope {
            client_request_id: client_request_id.unwrap_or(&request_id).to_owned(),
            request_id,
            date: instant::seconds(self.now_ms),
            http_date: instant::http_date(self.now_ms),
            // https://learn.microsoft.com/graph/best-practices-concept
            preference: prefers(request, NEWER_MEMBERS).then_some(NEWER_MEMBERS),
        }
    }
}

/// The ids, dates and headers that every answer of Graph carries.
pub(super) struct Envelope {
    pub(super) request_id: String,
    client_request_id: String,
    pub(super) date: String,
    http_date: String,
    preference: Option<&'static str>,
}

impl Envelope {
    pub(super) fn respond(&self, status: u16, body: Option<Value>) -> Response {
        let mut headers = vec![
            ("Cache-Control".to_owned(), "no-cache".to_owned()),
            ("Date".to_owned(), self.http_date.clone()),
            ("request-id".to_owned(), self.request_id.clone()),
            (
                "client-request-id".to_owned(),
                self.client_request_id.clone(),
            ),
        ];
        if body.is_some() {
            headers.push(("OData-Version".to_owned(), "4.0".to_owned()));
            let json = "application/json;odata.metadata=minimal;odata.streaming=true;\
                        IEEE754Compatible=false;charset=utf-8";
            headers.push(("Content-Type".to_owned(), json.to_owned()));
        }
        if let Some(preference) = self.preference {
            headers.push(("Preference-Applied".to_owned(), preference.to_owned()));
        }
        Response {
            status,
            headers,
            body: body.map(|body| body.to_string()),
        }
    }

    pub(super) fn refuse(&self, error: &GraphError) -> Response {
        let body = error.body(&self.date, &self.request_id, &self.client_request_id);
        self.respond(error.status, Some(body))
            .with_headers(error.headers.clone())
    }
}

impl Response {
    pub(super) fn with_headers(mut self, more: impl IntoIterator<Item = (String, String)>) -> Self {
        self.headers.extend(more);
        self
    }
}
