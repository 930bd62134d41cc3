//! Reads claims challenges: what Graph wants to see in the next token.
//!
//! A refusal may carry `WWW-Authenticate: Bearer …, error="insufficient_claims",
//! claims="<base64>"`. Pass the decoded JSON text to the token provider unchanged.
//! Both alphabets of base64 are read, with or without padding, and so is JSON text
//! that was not encoded, which Microsoft's own libraries accept too. A header that
//! cannot be read is not a challenge; ask for a fresh token once instead.
//!
//! ```
//! use universal_print::fault::challenge;
//!
//! let header = r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=""#;
//! assert_eq!(
//!     challenge::claims(header).as_deref(),
//!     Some(r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#)
//! );
//! assert_eq!(challenge::claims("Bearer realm=\"\""), None);
//! ```
//!
//! <https://learn.microsoft.com/entra/identity-platform/claims-challenge>

use crate::base64;
use crate::json;

/// The claims in a `WWW-Authenticate` header, decoded to the text of a JSON
/// object.
pub fn claims(header: &str) -> Option<String> {
    let value = parameter(header, "claims")?;
    let claims = if value.starts_with('{') {
        value
    } else {
        String::from_utf8(base64::decode(value.trim())?).ok()?
    };
    // A token provider would fail on half an object, where a fresh token would do.
    json::parse(&claims)?.is_object().then_some(claims)
}

/// The value of an authentication parameter, with or without quotes, in any
/// challenge of the header. Names inside quoted values do not count.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    while let Some(equals) = rest.find('=') {
        let (before, after) = (rest.get(..equals)?, rest.get(equals + 1..)?);
        let found = before
            .rsplit([' ', ',', '\t'])
            .find(|word| !word.is_empty())
            .is_some_and(|word| word.eq_ignore_ascii_case(name));
        let after = after.trim_start();
        let (value, next) = if let Some(quoted) = after.strip_prefix('"') {
            quoted_string(quoted)
        } else {
            let end = after.find([',', ' ', '\t']).unwrap_or(after.len());
            let (value, next) = after.split_at(end);
            (value.to_owned(), next)
        };
        if found {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// The text up to the closing quote, with its escapes resolved, and the rest.
fn quoted_string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use ::base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64_URL;

    const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#;
    const ENCODED: &str =
        "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=";

    #[test]
    fn the_documented_challenge_is_decoded() {
        let header = format!(
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="{ENCODED}""#
        );
        assert_eq!(claims(&header).as_deref(), Some(CLAIMS));
    }

    /// The header after a session was revoked, as Microsoft's libraries expect it.
    #[test]
    fn a_description_of_the_challenge_does_not_hide_it() {
        let header = format!(
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", errorDescription="Continuous access evaluation resulted in challenge, claims=none: \"TokenIssuedBeforeRevocationTimestamp\"", error="insufficient_claims", claims="{ENCODED}", cc_type="authcontext""#
        );
        assert_eq!(claims(&header).as_deref(), Some(CLAIMS));
        let after_another = format!("PoP nonce=\"abc==\", {header}");
        assert_eq!(claims(&after_another).as_deref(), Some(CLAIMS));
    }

    #[test]
    fn both_base64_alphabets_are_read() {
        let text = r#"{"access_token":{"acrs":{"value":"~~~???>>>"}}}"#;
        let url_safe = BASE64_URL.encode(text);
        let standard = url_safe.replace('-', "+").replace('_', "/");
        assert_ne!(standard, url_safe);
        for encoded in [standard, url_safe] {
            let header = format!("Bearer claims=\"{encoded}\"");
            assert_eq!(claims(&header).as_deref(), Some(text));
        }
    }

    #[test]
    fn claims_that_are_not_encoded_are_read() {
        let header = format!("Bearer claims=\"{}\"", CLAIMS.replace('"', "\\\""));
        assert_eq!(claims(&header).as_deref(), Some(CLAIMS));
    }

    #[test]
    fn padding_quotes_and_case_do_not_matter() {
        let bare = ENCODED.trim_end_matches('=');
        for header in [
            format!("Bearer claims={bare}"),
            format!("Bearer error=\"insufficient_claims\",CLAIMS=\"{bare}\""),
            format!("Basic realm=\"x\", Bearer realm=\"\", claims = \"{ENCODED}\""),
        ] {
            assert_eq!(claims(&header).as_deref(), Some(CLAIMS), "{header}");
        }
    }

    #[test]
    fn a_header_without_readable_claims_is_no_challenge() {
        for header in [
            "",
            "Bearer",
            "Bearer claims=",
            "Bearer claims=\"%%%\"",
            "Bearer claims=\"bm90IGpzb24=\"",
            "Bearer error=\"insufficient_claims\", claims=\"ey==\"",
            "Bearer claims=\"{half an object\"",
            "Bearer claims=\"WzFd\"",
            "Bearer realm=\"claims=abc\"",
            "Bearer realm=\"unclosed, claims=abc",
        ] {
            assert_eq!(claims(header), None, "{header}");
        }
    }
}
