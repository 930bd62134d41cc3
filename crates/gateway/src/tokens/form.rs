//! Writes the parameters of form bodies.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// One parameter of an `application/x-www-form-urlencoded` body.
pub(crate) fn form(name: &str, value: &str) -> String {
    format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
}
