//! Counts the requests for tokens, by what came of them.

use prometheus::{IntCounterVec, Opts};

use super::endpoint::TokenRequestError;
use crate::words::words;

words! {
    /// Whose token was requested.
    TokenKind {
        /// The gateway's own.
        App = "app",
        /// One on behalf of a user.
        User = "user",
    }
}

words! {
    /// What came of a request for a token.
    TokenOutcome {
        /// It was issued.
        Issued = "issued",
        /// The credential cannot be used at all.
        Credential = "credential",
        /// The provider does not accept the app or its credential.
        Refused = "refused",
        /// The user has to sign in again.
        Challenge = "challenge",
        /// Consent is missing.
        Consent = "consent",
        /// The user's token is no longer accepted.
        InvalidGrant = "invalidGrant",
        /// The provider throttles or fails.
        ProviderFailed = "providerFailed",
        /// No answer arrived.
        Unreachable = "unreachable",
        /// The answer cannot be read.
        Unreadable = "unreadable",
        /// The provider's configuration does not say where tokens are issued.
        Configuration = "configuration",
    }
}

impl From<&TokenRequestError> for TokenOutcome {
    fn from(error: &TokenRequestError) -> Self {
        match error {
            TokenRequestError::Credential(_) => Self::Credential,
            TokenRequestError::Refused { .. } => Self::Refused,
            TokenRequestError::Challenge(_) => Self::Challenge,
            TokenRequestError::Consent(_) => Self::Consent,
            TokenRequestError::InvalidGrant(_) => Self::InvalidGrant,
            TokenRequestError::ProviderFailed(_) => Self::ProviderFailed,
            TokenRequestError::Unreachable(_) => Self::Unreachable,
            TokenRequestError::Unreadable(_) => Self::Unreadable,
            TokenRequestError::Provider(_) => Self::Configuration,
        }
    }
}

/// The counter, with a zero for each kind and outcome.
pub(crate) fn counter() -> Result<IntCounterVec, prometheus::Error> {
    let about = Opts::new(
        "gateway_token_requests_total",
        "Requests for tokens for Microsoft Graph, by kind and outcome.",
    );
    let counter = IntCounterVec::new(about, &["kind", "outcome"])?;
    for kind in TokenKind::ALL {
        for outcome in TokenOutcome::ALL {
            counter.with_label_values(&[kind.as_str(), outcome.as_str()]);
        }
    }
    Ok(counter)
}
