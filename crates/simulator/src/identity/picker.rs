//! The list on which a person says who they are, where a page asks for it with
//! `prompt=select_account`.
//!
//! Each name leads back to the same sign-in with that person as its hint. The
//! list is plain HTML without a script, and carries nothing but what the page
//! itself asked with
//! (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code>).

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::IdentityProvider;
use crate::{Request, Response};

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
    <meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\">\
    <title>Choose an account</title>\
    <style>body{font:16px/1.5 system-ui,sans-serif;margin:32px}li{margin-block:12px}</style>\
    </head><body><main><h1>Choose an account</h1>\
    <p>This directory is simulated: nobody types a password.</p><ul>";
const TAIL: &str = "</ul></main></body></html>";

impl IdentityProvider {
    pub(super) fn picker(&self, request: &Request) -> Response {
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let mut page = HEAD.to_owned();
        for person in self.people.values() {
            let hint = utf8_percent_encode(&person.user_name, NON_ALPHANUMERIC);
            page.push_str("<li><a href=\"?");
            page.push_str(&escaped(query));
            page.push_str("&amp;login_hint=");
            page.push_str(&hint.to_string());
            page.push_str("\">");
            page.push_str(&escaped(&person.user_name));
            page.push_str("</a></li>");
        }
        page.push_str(TAIL);
        Response {
            status: 200,
            headers: vec![(
                "Content-Type".to_owned(),
                "text/html; charset=utf-8".to_owned(),
            )],
            body: Some(page),
        }
    }
}

/// Text that stays text in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
