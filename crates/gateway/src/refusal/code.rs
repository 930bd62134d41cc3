//! The exact codes of refusals, each with its HTTP status.
//!
//! Callers, logs and metrics have them. There is one list, so that whoever needs all of
//! them, as the metrics do, lacks none.

macro_rules! codes {
    ($($name:ident = $status:literal $text:literal,)*) => {
        /// The exact code of a refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum RefusalCode {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl RefusalCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it is written.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The HTTP status of an answer with this code. An answer with `graphRefused`
            /// has Graph's status instead.
            pub fn status(self) -> u16 {
                match self {
                    $(Self::$name => $status,)*
                }
            }
        }
    };
}

codes! {
    NotRelayed = 404 "notRelayed",
    MethodNotAllowed = 405 "methodNotAllowed",
    QueryNotRelayed = 400 "queryNotRelayed",
    OriginNotAllowed = 403 "originNotAllowed",
    TokenMissing = 401 "tokenMissing",
    TokenMalformed = 401 "tokenMalformed",
    TokenAlgorithm = 401 "tokenAlgorithm",
    TokenKey = 401 "tokenKey",
    TokenSignature = 401 "tokenSignature",
    TokenTenant = 401 "tokenTenant",
    TokenIssuer = 401 "tokenIssuer",
    TokenAudience = 401 "tokenAudience",
    TokenExpired = 401 "tokenExpired",
    TokenNotYetValid = 401 "tokenNotYetValid",
    TokenClaims = 401 "tokenClaims",
    TokenRevoked = 401 "tokenRevoked",
    MissingScope = 403 "missingScope",
    ApplicationCaller = 403 "applicationCaller",
    KeysUnavailable = 503 "keysUnavailable",
    TooManyOfUser = 429 "tooManyOfUser",
    TooManyOfAll = 429 "tooManyOfAll",
    NotJson = 415 "notJson",
    BadBody = 400 "badBody",
    BodyTooLarge = 413 "bodyTooLarge",
    BodyTooSlow = 400 "bodyTooSlow",
    PrintShare = 400 "printShare",
    JobNotFound = 404 "jobNotFound",
    AlreadyRedirected = 409 "alreadyRedirected",
    JobEnded = 409 "jobEnded",
    SamePrinter = 400 "samePrinter",
    ShareMismatch = 403 "shareMismatch",
    DestinationNotAllowed = 403 "destinationNotAllowed",
    GroupsOverage = 403 "groupsOverage",
    NotSent = 409 "notSent",
    InsufficientClaims = 401 "insufficientClaims",
    ConsentMissing = 403 "consentMissing",
    ProviderTroubled = 503 "providerTroubled",
    GatewayCredential = 502 "gatewayCredential",
    GraphThrottled = 429 "graphThrottled",
    GraphRefused = 400 "graphRefused",
    GraphUnreachable = 502 "graphUnreachable",
    GraphTimedOut = 504 "graphTimedOut",
    GraphTroubled = 502 "graphTroubled",
    OutcomeUnknown = 504 "outcomeUnknown",
    Internal = 500 "internal",
}
