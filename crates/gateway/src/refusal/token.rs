//! What is wrong with a token.

use crate::refusal::Refusal;

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// There is none.
    Missing,
    /// It is no token of the kind we take.
    Malformed,
    /// It is signed with another algorithm than RS256.
    Algorithm,
    /// No key of the tenant has its key id.
    UnknownKey,
    /// The signature does not fit.
    Signature,
    /// Of a directory that is not served.
    Tenant,
    /// Of another issuer.
    Issuer,
    /// For another audience.
    Audience,
    /// Past its end.
    Expired,
    /// Not yet begun.
    NotYetValid,
    /// A claim is missing or of the wrong type.
    Claims,
    /// The identity provider no longer stands by it.
    Revoked,
}

impl TokenFault {
    pub(crate) fn is_absence(self) -> bool {
        self == Self::Missing
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Missing => "tokenMissing",
            Self::Malformed => "tokenMalformed",
            Self::Algorithm => "tokenAlgorithm",
            Self::UnknownKey => "tokenKey",
            Self::Signature => "tokenSignature",
            Self::Tenant => "tokenTenant",
            Self::Issuer => "tokenIssuer",
            Self::Audience => "tokenAudience",
            Self::Expired => "tokenExpired",
            Self::NotYetValid => "tokenNotYetValid",
            Self::Claims => "tokenClaims",
            Self::Revoked => "tokenRevoked",
        }
    }

    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Missing => "Access token is empty.",
            Self::Malformed => "The token is malformed.",
            Self::Algorithm => "The token is not signed with RS256.",
            Self::UnknownKey => "The token is signed with an unknown key.",
            Self::Signature => "The token's signature is not valid.",
            Self::Tenant => "The token is of a tenant that is not served.",
            Self::Issuer => "The token is of another issuer.",
            Self::Audience => "The token is for another audience.",
            Self::Expired => "The token has expired.",
            Self::NotYetValid => "The token is not valid yet.",
            Self::Claims => "The token lacks a claim.",
            Self::Revoked => "The token is no longer accepted.",
        }
    }
}

impl From<TokenFault> for Refusal {
    fn from(fault: TokenFault) -> Self {
        Self::Token(fault)
    }
}
