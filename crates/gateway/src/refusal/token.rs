//! The reasons to refuse a caller's token, with their codes and messages.

use super::code::RefusalCode;

/// Why a caller's token is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerTokenError {
    /// The request has no token.
    Missing,
    /// The text is not a token of the accepted kind.
    Malformed,
    /// The signature's algorithm is not RS256.
    Algorithm,
    /// The tenant has no key with the token's key id.
    UnknownKey,
    /// The signature is wrong.
    Signature,
    /// The token is from a directory that is not served.
    Tenant,
    /// The token has another issuer.
    Issuer,
    /// The token is for another audience.
    Audience,
    /// The token has expired.
    Expired,
    /// The token is not valid yet.
    NotYetValid,
    /// The token does not name its key.
    NoKeyId,
    /// The claim `exp` is missing or of the wrong type.
    End,
    /// The claim `nbf` is of the wrong type.
    Begin,
    /// The claim `oid` is missing or of the wrong type.
    ObjectId,
    /// The identity provider no longer accepts the token.
    Revoked,
}

impl CallerTokenError {
    /// The code in answers, logs and metrics.
    pub(crate) fn code(self) -> RefusalCode {
        match self {
            Self::Missing => RefusalCode::TokenMissing,
            Self::Malformed => RefusalCode::TokenMalformed,
            Self::Algorithm => RefusalCode::TokenAlgorithm,
            Self::UnknownKey | Self::NoKeyId => RefusalCode::TokenKey,
            Self::Signature => RefusalCode::TokenSignature,
            Self::Tenant => RefusalCode::TokenTenant,
            Self::Issuer => RefusalCode::TokenIssuer,
            Self::Audience => RefusalCode::TokenAudience,
            Self::Expired => RefusalCode::TokenExpired,
            Self::NotYetValid => RefusalCode::TokenNotYetValid,
            Self::End | Self::Begin | Self::ObjectId => RefusalCode::TokenClaims,
            Self::Revoked => RefusalCode::TokenRevoked,
        }
    }

    /// The message in answers.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Missing => "Access token is empty.",
            Self::Malformed => "The token is malformed.",
            Self::Algorithm => "The token is not signed with RS256.",
            Self::UnknownKey => "The token is signed with an unknown key.",
            Self::NoKeyId => "The token does not name its key (kid).",
            Self::Signature => "The token's signature is not valid.",
            Self::Tenant => "The token names no tenant (tid) that is served.",
            Self::Issuer => {
                "The token is of another issuer than the gateway's identity provider, or of a version that it does not accept."
            }
            Self::Audience => {
                "The token is for another audience. The gateway needs a token for its own scope."
            }
            Self::Expired => "The token has expired.",
            Self::NotYetValid => "The token is not valid yet.",
            Self::End => "The token's expiry (exp) is missing or is no time.",
            Self::Begin => "The token's beginning (nbf) is no time.",
            Self::ObjectId => "The token does not name its user by an object id (oid).",
            Self::Revoked => "The token is no longer accepted.",
        }
    }
}
