//! Reads the parameters in form bodies and query strings.

use percent_encoding::percent_decode_str;

use crate::Request;

use super::oauth_error::{OAuthError, invalid_request};

/// The parameters of a request, from its body or its query.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn of_body(request: &Request) -> Self {
        Self::read(request.body.as_deref().unwrap_or_default())
    }

    pub(super) fn of_query(request: &Request) -> Self {
        Self::read(request.url.split_once('?').map_or("", |(_, query)| query))
    }

    fn read(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decoded(name), decoded(value))
                })
                .collect(),
        )
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn need(&self, name: &str) -> Result<&str, OAuthError> {
        self.get(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| invalid_request(name))
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}
