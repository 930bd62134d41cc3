//! The errors that the identity provider answers with.
//!
//! Codes and shapes follow
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>. Only the
//! members that programs read have meaningful values.

use serde_json::{Map, Value, json};

use crate::{Response, instant};

#[derive(Clone, Debug)]
pub(super) struct OAuthError {
    status: u16,
    error: &'static str,
    number: u32,
    description: String,
    claims: Option<String>,
    suberror: Option<&'static str>,
}

fn oauth_error(status: u16, error: &'static str, number: u32, description: &str) -> OAuthError {
    OAuthError {
        status,
        error,
        number,
        description: description.to_owned(),
        claims: None,
        suberror: None,
    }
}

pub(super) fn no_such_tenant() -> OAuthError {
    oauth_error(400, "invalid_tenant", 90_002, "The tenant was not found.")
}

pub(super) fn no_such_endpoint() -> OAuthError {
    oauth_error(
        404,
        "invalid_request",
        900_561,
        "There is no such endpoint, or not with this method.",
    )
}

pub(super) fn invalid_request(parameter: &str) -> OAuthError {
    let text = format!("The request body must contain the following parameter: '{parameter}'.");
    oauth_error(400, "invalid_request", 900_144, &text)
}

pub(super) fn no_such_app() -> OAuthError {
    oauth_error(
        400,
        "unauthorized_client",
        700_016,
        "The application was not found in the directory.",
    )
}

pub(super) fn invalid_client(description: &str) -> OAuthError {
    oauth_error(401, "invalid_client", 7_000_215, description)
}

pub(super) fn no_credential() -> OAuthError {
    oauth_error(
        401,
        "invalid_client",
        7_000_218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    )
}

pub(super) fn credential_of_public_client() -> OAuthError {
    oauth_error(
        401,
        "invalid_client",
        700_025,
        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    )
}

pub(super) fn invalid_grant(description: &str) -> OAuthError {
    oauth_error(400, "invalid_grant", 70_000, description)
}

pub(super) fn invalid_scope(scope: &str) -> OAuthError {
    let text = format!("The scope '{scope}' is not valid.");
    oauth_error(400, "invalid_scope", 70_011, &text)
}

pub(super) fn consent_required() -> OAuthError {
    OAuthError {
        suberror: Some("consent_required"),
        ..oauth_error(
            400,
            "invalid_grant",
            65_001,
            "The user or administrator has not consented to use the application.",
        )
    }
}

pub(super) fn interaction_required(claims: &str) -> OAuthError {
    OAuthError {
        claims: Some(claims.to_owned()),
        suberror: Some("basic_action"),
        ..oauth_error(
            400,
            "interaction_required",
            50_076,
            "Due to a configuration change, you must use multi-factor authentication.",
        )
    }
}

pub(super) fn unsupported_grant() -> OAuthError {
    oauth_error(
        400,
        "unsupported_grant_type",
        70_003,
        "The app requested an unsupported grant type.",
    )
}

pub(super) fn authorization_pending() -> OAuthError {
    oauth_error(
        400,
        "authorization_pending",
        70_016,
        "Pending end-user authorization.",
    )
}

pub(super) fn expired_code() -> OAuthError {
    oauth_error(400, "expired_token", 70_019, "The device code has expired.")
}

pub(super) fn bad_redirect() -> OAuthError {
    oauth_error(
        400,
        "invalid_request",
        50_011,
        "The redirect URI does not match those of the application.",
    )
}

pub(super) fn login_required() -> OAuthError {
    oauth_error(
        400,
        "login_required",
        50_058,
        "Nobody by that name is signed in.",
    )
}

impl OAuthError {
    pub(super) fn into_response(self, now_ms: i64) -> Response {
        let Self {
            status,
            error,
            number,
            description,
            claims,
            suberror,
        } = self;
        let mut body = Map::from_iter([
            ("error".to_owned(), json!(error)),
            (
                "error_description".to_owned(),
                json!(format!("AADSTS{number}: {description}")),
            ),
            ("error_codes".to_owned(), json!([number])),
            ("timestamp".to_owned(), json!(instant::seconds(now_ms))),
            (
                "trace_id".to_owned(),
                json!("00000000-0000-4000-8000-000000000000"),
            ),
        ]);
        if let Some(claims) = claims {
            body.insert("claims".to_owned(), json!(claims));
        }
        if let Some(suberror) = suberror {
            body.insert("suberror".to_owned(), json!(suberror));
        }
        Response {
            status,
            headers: vec![(
                "Content-Type".to_owned(),
                "application/json; charset=utf-8".to_owned(),
            )],
            body: Some(Value::Object(body).to_string()),
        }
    }
}
