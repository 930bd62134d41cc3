//! Writes the page on which a user is chosen, for `prompt=select_account`.
//!
//! Each name links back to the same sign-in with that user as `login_hint`. The page is
//! plain HTML without a script. It repeats only the parameters of the request
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
        for user in self.users.values() {
            let hint = utf8_percent_encode(&user.user_name, NON_ALPHANUMERIC);
            page.push_str("<li><a href=\"?");
            page.push_str(&escaped(query));
            page.push_str("&amp;login_hint=");
            page.push_str(&hint.to_string());
            page.push_str("\">");
            page.push_str(&escaped(&user.user_name));
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

/// Escapes text for HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
