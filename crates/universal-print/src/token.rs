//! Reads what a token says about itself, to explain why a call was refused.
//!
//! Never trust a reading: the signature is not checked, so nothing may be allowed
//! because of it. Graph's tokens are opaque to clients and may change their form at
//! any time, so a token that cannot be read may still be valid. Neither a reading
//! nor an error holds any part of the token that somebody could use.
//!
//! ```
//! use universal_print::permission::PermissionKind;
//! use universal_print::token::{TokenReading, TokenReadingError};
//!
//! // The middle part is {"aud":"https://graph.microsoft.com","scp":"PrintJob.ReadBasic"}.
//! let token = "e30.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJzY3AiOiJQcmludEpvYi5SZWFkQmFzaWMifQ.c2ln";
//! let reading = TokenReading::of(token)?;
//! assert_eq!(reading.audience.as_deref(), Some("https://graph.microsoft.com"));
//! assert_eq!(reading.scopes, ["PrintJob.ReadBasic"]);
//! assert_eq!(reading.kind(), Some(PermissionKind::Delegated));
//!
//! assert_eq!(TokenReading::of("opaque"), Err(TokenReadingError::NotSigned));
//! # Ok::<(), TokenReadingError>(())
//! ```
//!
//! <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>

use std::error::Error;
use std::fmt;

use crate::base64;
use crate::json::{self, Value};
use crate::permission::PermissionKind;
use crate::time::Timestamp;
use crate::wire::{list, member, text};

/// Longer text is not decoded. Entra's tokens are much shorter.
const LONGEST: usize = 64 * 1024;

/// What a token says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenReading {
    /// `aud`: the service that the token is for, as an address or an id.
    pub audience: Option<String>,
    /// `iss`: who issued it.
    pub issuer: Option<String>,
    /// `exp`: when it expires.
    pub expires_at: Option<Timestamp>,
    /// `scp`: the permissions it has for a user.
    pub scopes: Vec<String>,
    /// `roles`: the permissions it has for an application. In a user's token,
    /// the roles that the audience gave the user.
    pub roles: Vec<String>,
    /// `appid`, or `azp` in newer tokens: the application it was issued to.
    pub app: Option<String>,
    /// `tid`: the organization.
    pub tenant: Option<String>,
    /// `oid`: the user, or the application as the directory knows it.
    pub object: Option<String>,
    /// `sub`: the user, as the audience knows them. Another audience has another
    /// value for the same user.
    pub subject: Option<String>,
}

/// Why a token cannot be read.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum TokenReadingError {
    /// It is empty.
    Empty,
    /// It is longer than any token.
    TooLong,
    /// It is encrypted for its audience: it has five parts.
    Encrypted,
    /// It does not have the three parts of a signed token.
    NotSigned,
    /// Its middle part is not base64.
    NotEncoded,
    /// Its middle part is not a JSON object of claims.
    NoClaims,
}

impl fmt::Display for TokenReadingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the token is empty",
            Self::TooLong => "the token is longer than 64 KiB",
            Self::Encrypted => "the token is encrypted for its audience",
            Self::NotSigned => "the token does not have the three parts of a signed token",
            Self::NotEncoded => "the middle part of the token is not base64",
            Self::NoClaims => "the middle part of the token is not a JSON object",
        })
    }
}

impl Error for TokenReadingError {}

impl TokenReading {
    /// Reads a token, with or without `Bearer` in front.
    pub fn of(token: &str) -> Result<Self, TokenReadingError> {
        let token = token.trim();
        let token = match token.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ => token,
        };
        if token.is_empty() {
            return Err(TokenReadingError::Empty);
        }
        if token.len() > LONGEST {
            return Err(TokenReadingError::TooLong);
        }
        let mut parts = token.split('.');
        let (Some(_), Some(claims), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(TokenReadingError::NotSigned);
        };
        match parts.count() {
            0 => {}
            2 => return Err(TokenReadingError::Encrypted),
            _ => return Err(TokenReadingError::NotSigned),
        }
        let claims = base64::decode(claims).ok_or(TokenReadingError::NotEncoded)?;
        let claims = str::from_utf8(&claims).map_err(|_| TokenReadingError::NoClaims)?;
        match json::parse(claims) {
            Some(claims) if claims.is_object() => Ok(Self::of_claims(&claims)),
            _ => Err(TokenReadingError::NoClaims),
        }
    }

    fn of_claims(claims: &Value) -> Self {
        let scopes: Option<String> = text(claims, "scp");
        // The standard allows several audiences; Entra's tokens have one.
        let first = list::<String>(claims, "aud").into_iter().next();
        Self {
            audience: text(claims, "aud").or(first),
            issuer: text(claims, "iss"),
            expires_at: member::<i64>(claims, "exp")
                .map(|seconds| Timestamp::from_millis(seconds.saturating_mul(1000))),
            scopes: scopes
                .iter()
                .flat_map(|scopes| scopes.split_ascii_whitespace())
                .map(str::to_owned)
                .collect(),
            roles: list(claims, "roles"),
            app: text(claims, "appid").or_else(|| text(claims, "azp")),
            tenant: text(claims, "tid"),
            object: text(claims, "oid"),
            subject: text(claims, "sub"),
        }
    }

    /// The kind of token: a user's has scopes, an application's has only roles.
    /// `None` if it has neither.
    pub fn kind(&self) -> Option<PermissionKind> {
        if !self.scopes.is_empty() {
            Some(PermissionKind::Delegated)
        } else if !self.roles.is_empty() {
            Some(PermissionKind::Application)
        } else {
            None
        }
    }

    /// The permissions it has as a token of this kind.
    pub fn held(&self, kind: PermissionKind) -> &[String] {
        match kind {
            PermissionKind::Delegated => &self.scopes,
            PermissionKind::Application => &self.roles,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use ::base64::Engine as _;
    use ::base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64_URL;
    use proptest::prelude::*;

    const SIGNATURE: &str = "c2lnbmF0dXJlLXRoYXQtbXVzdC1ub3QtYmUta2VwdA";

    fn token(claims: &Value) -> String {
        let encode = |value: &Value| BASE64_URL.encode(value.to_string());
        let header = json!({ "typ": "JWT", "alg": "RS256" });
        format!("{}.{}.{SIGNATURE}", encode(&header), encode(claims))
    }

    #[test]
    fn a_users_token_is_read() {
        let reading = TokenReading::of(&token(&json!({
            "aud": "https://graph.microsoft.com", "iss": "https://sts.windows.net/t/",
            "exp": 1_600_000_000, "scp": "PrintJob.ReadBasic PrinterShare.ReadBasic.All",
            "appid": "a", "tid": "t", "oid": "o", "sub": "s",
        })))
        .unwrap();
        assert_eq!(
            reading.audience.as_deref(),
            Some("https://graph.microsoft.com")
        );
        assert_eq!(
            reading.issuer.as_deref(),
            Some("https://sts.windows.net/t/")
        );
        assert_eq!(
            reading.expires_at,
            Some(Timestamp::from_millis(1_600_000_000_000))
        );
        assert_eq!(
            reading.scopes,
            ["PrintJob.ReadBasic", "PrinterShare.ReadBasic.All"]
        );
        assert_eq!(reading.app.as_deref(), Some("a"));
        assert_eq!(
            (reading.tenant.as_deref(), reading.object.as_deref()),
            (Some("t"), Some("o"))
        );
        assert_eq!(reading.subject.as_deref(), Some("s"));
        assert_eq!(reading.kind(), Some(PermissionKind::Delegated));
    }

    #[test]
    fn an_applications_token_is_known_by_its_roles() {
        let reading = TokenReading::of(&token(&json!({
            "aud": ["00000003-0000-0000-c000-000000000000"], "azp": "a",
            "roles": ["PrintJob.Manage.All", 7],
        })))
        .unwrap();
        assert_eq!(reading.kind(), Some(PermissionKind::Application));
        assert_eq!(
            reading.held(PermissionKind::Application),
            ["PrintJob.Manage.All"]
        );
        assert_eq!(
            reading.audience.as_deref(),
            Some("00000003-0000-0000-c000-000000000000")
        );
        assert_eq!(reading.app.as_deref(), Some("a"));
    }

    #[test]
    fn the_value_of_an_authorization_header_is_read() {
        let token = token(&json!({ "tid": "t" }));
        assert_eq!(
            TokenReading::of(&format!(" bearer {token}\n")),
            TokenReading::of(&token)
        );
    }

    #[test]
    fn an_error_says_why_the_token_cannot_be_read() {
        for (error, words) in [
            (TokenReadingError::Empty, "the token is empty"),
            (
                TokenReadingError::TooLong,
                "the token is longer than 64 KiB",
            ),
            (
                TokenReadingError::Encrypted,
                "the token is encrypted for its audience",
            ),
            (
                TokenReadingError::NotSigned,
                "the token does not have the three parts of a signed token",
            ),
            (
                TokenReadingError::NotEncoded,
                "the middle part of the token is not base64",
            ),
            (
                TokenReadingError::NoClaims,
                "the middle part of the token is not a JSON object",
            ),
        ] {
            let error: Box<dyn Error> = Box::new(error);
            assert_eq!(error.to_string(), words);
        }
    }

    #[test]
    fn garbage_is_refused_with_its_reason() {
        let no_json = format!("e.{}.s", BASE64_URL.encode("no claims"));
        let no_object = format!("e.{}.s", BASE64_URL.encode("[1]"));
        let long = "a".repeat(LONGEST + 1);
        for (garbage, error) in [
            ("", TokenReadingError::Empty),
            ("Bearer ", TokenReadingError::NotSigned),
            (" \n", TokenReadingError::Empty),
            ("undefined", TokenReadingError::NotSigned),
            ("EwBQA8l6BAAU-an-opaque-one", TokenReadingError::NotSigned),
            ("a.b", TokenReadingError::NotSigned),
            ("a.b.c.d", TokenReadingError::NotSigned),
            ("a.b.c.d.e", TokenReadingError::Encrypted),
            ("a.%%%.c", TokenReadingError::NotEncoded),
            ("a..c", TokenReadingError::NoClaims),
            (&no_json, TokenReadingError::NoClaims),
            (&no_object, TokenReadingError::NoClaims),
            (&long, TokenReadingError::TooLong),
        ] {
            assert_eq!(TokenReading::of(garbage), Err(error), "{garbage:.40}");
        }
    }

    #[test]
    fn an_odd_claim_is_absent_and_the_others_stay() {
        let odd = json!({ "aud": 7, "exp": "soon", "scp": ["x"], "roles": "y", "tid": "t" });
        let expected = TokenReading {
            tenant: Some("t".to_owned()),
            ..TokenReading::default()
        };
        assert_eq!(TokenReading::of(&token(&odd)), Ok(expected));
    }

    proptest! {
        #[test]
        fn a_reading_never_holds_a_usable_part_of_the_token(text in "\\PC{0,80}|[a-zA-Z0-9_.-]{0,80}", tenant in "[a-z]{1,8}") {
            let _ = TokenReading::of(&text);
            let token = token(&json!({ "tid": tenant }));
            let told = format!("{:?}", TokenReading::of(&token));
            for part in token.split('.') {
                prop_assert!(!told.contains(part));
            }
        }

        #[test]
        fn an_expiry_beyond_all_time_does_not_overflow(exp: i64) {
            let reading = TokenReading::of(&token(&json!({ "exp": exp }))).unwrap();
            prop_assert_eq!(reading.expires_at, Some(Timestamp::from_millis(exp.saturating_mul(1000))));
        }
    }
}
