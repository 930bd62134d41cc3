//! Writes a claims challenge in each form that the documentation allows.
//!
//! `Bearer`, `authorization_uri`, `error` and `claims` are always present and in one
//! header. The realm is optional, the fields have no order, other fields may be
//! present, and there may be more than one `WWW-Authenticate` header
//! (<https://learn.microsoft.com/entra/identity-platform/claims-challenge#claims-challenge-header-format>).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use crate::graph_error::BEARER;

/// How a claims challenge is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChallengeForm {
    /// An empty realm, the common endpoint, and Graph's own `client_id`.
    #[default]
    Common,
    /// The tenant as realm and in the endpoint.
    Tenant,
    /// No realm at all.
    WithoutRealm,
    /// The claims first and the error last.
    Shuffled,
    /// Two headers, the claims in the second.
    SecondHeader,
    /// Two challenges in one header, the claims in the first.
    TwoInOne,
}

const COMMON: &str =
    "authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\"";
const TENANT: &str = "aaaabbbb-0000-4ccc-8ddd-eeee22223333";

/// The values of the `WWW-Authenticate` headers, in order.
pub(crate) fn headers(form: ChallengeForm, claims: &str) -> Vec<String> {
    let error = "error=\"insufficient_claims\"";
    let claims = format!("claims=\"{}\"", STANDARD.encode(claims));
    match form {
        ChallengeForm::Common => vec![format!("{BEARER}, {error}, {claims}")],
        ChallengeForm::Tenant => vec![format!(
            "Bearer realm=\"{TENANT}\", authorization_uri=\
             \"https://login.microsoftonline.com/{TENANT}/oauth2/authorize\", {error}, {claims}"
        )],
        ChallengeForm::WithoutRealm => vec![format!("Bearer {COMMON}, {error}, {claims}")],
        ChallengeForm::Shuffled => vec![format!("Bearer {claims}, {COMMON}, realm=\"\", {error}")],
        ChallengeForm::SecondHeader => vec![
            format!("PoP realm=\"\", {COMMON}"),
            format!("Bearer realm=\"\", {COMMON}, {error}, {claims}"),
        ],
        ChallengeForm::TwoInOne => vec![format!(
            "Bearer realm=\"\", {COMMON}, {error}, {claims}, PoP realm=\"\", {COMMON}"
        )],
    }
}
