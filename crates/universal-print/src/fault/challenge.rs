//! Claims challenges: what Graph wants to see in the next token.
//!
//! A refusal may carry `WWW-Authenticate: Bearer …, error="insufficient_claims",
//! claims="<base64>"`. The decoded JSON text goes to the host's token provider
//! unchanged. Both alphabets of base64 are read, padded or not, and a JSON text
//! that was not encoded, which Microsoft's own libraries take as well. A header
//! that cannot be read is no challenge, and the caller then asks for a fresh
//! token once.
//!
//! <https://learn.microsoft.com/entra/identity-platform/claims-challenge>

use base64::Engine as _;
use serde_json::Value;

use crate::token::BASE64_URL;

/// The claims in a `WWW-Authenticate` header, decoded: a JSON object's text.
pub fn claims(header: &str) -> Option<String> {
    let value = parameter(header, "claims")?;
    let claims = if value.starts_with('{') {
        value
    } else {
        let encoded = value.replace('+', "-").replace('/', "_");
        String::from_utf8(BASE64_URL.decode(encoded.trim()).ok()?).ok()?
    };
    // A token provider given half an object would fail where a fresh token would do.
    let read = serde_json::from_str::<Value>(&claims).ok()?;
    read.is_object().then_some(claims)
}

/// The value of an authentication parameter, quoted or not, in any of the
/// header's challenges. Names inside quoted values do not count.
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

/// The text up to the closing quote, its escapes undone, and what follows.
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

    /// The header of a revoked session, as Microsoft's libraries expect it.
    #[test]
    fn words_about_the_challenge_do_not_hide_it() {
        let header = format!(
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", errorDescription="Continuous access evaluation resulted in challenge, claims=none: \"TokenIssuedBeforeRevocationTimestamp\"", error="insufficient_claims", claims="{ENCODED}", cc_type="authcontext""#
        );
        assert_eq!(claims(&header).as_deref(), Some(CLAIMS));
        let after_another = format!("PoP nonce=\"abc==\", {header}");
        assert_eq!(claims(&after_another).as_deref(), Some(CLAIMS));
    }

    #[test]
    fn both_alphabets_are_read() {
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
    fn claims_that_were_not_encoded_are_taken_as_they_are() {
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
    fn what_is_no_challenge_is_none() {
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
