//! Checks the claims of a token, and logs the one for which it is refused.
//!
//! Tenant and audience are looked at before the signature, all claims after it.
//! Every checked claim is required, except `nbf`. A claim of the wrong type counts
//! as missing. Tokens of applications are refused even if they have a scope.
//! `docs/gateway-reference.md` tells administrators what is demanded.
//!
//! <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>,
//! <https://www.rfc-editor.org/rfc/rfc7519#section-4.1>

use std::time::Duration;

use universal_print::{
    json::{Number, Value},
    time::Timestamp,
};
use uuid::Uuid;

use super::{
    authority::{Authority, TenantId},
    caller::{Caller, Groups},
};
use crate::{
    refusal::{Refusal, token::CallerTokenError},
    trace::{Trace, UNAUTHENTICATED, loggable},
};

/// The most characters that are logged of a claim that anybody may have written. The
/// names of apps and of Microsoft's services are shorter.
const LOGGED_UNCHECKED: usize = 80;

/// The claims of a token.
#[derive(Clone, Copy)]
pub(super) struct TokenClaims<'a> {
    pub(super) parsed: &'a Value,
    pub(super) signature: Signature,
    /// The request that the token came with.
    pub(super) trace: &'a Trace,
}

/// Whether the signature of a token was checked. Before that, anybody may have written
/// its claims.
#[derive(Clone, Copy, Debug)]
pub(super) enum Signature {
    Unchecked,
    Checked,
}

impl Signature {
    /// The word in the log.
    fn as_str(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::Checked => "checked",
        }
    }
}

/// What callers' tokens must contain.
#[derive(Clone, Debug)]
pub struct ExpectedClaims {
    /// The identity provider that issues them.
    pub authority: Authority,
    /// The directories that are served.
    pub tenants: Vec<TenantId>,
    /// Whom they are for: the names of the gateway's own app. One is enough.
    pub audiences: Vec<String>,
    /// The scope they must have.
    pub scope: String,
    /// How far clocks may differ.
    pub skew: Duration,
}

impl ExpectedClaims {
    /// The served tenant that the token names.
    pub(super) fn tenant(&self, claims: TokenClaims<'_>) -> Result<TenantId, CallerTokenError> {
        let named = claims.text("tid");
        let found = named.and_then(|named| {
            let mut served = self.tenants.iter();
            served.find(|tenant| tenant.as_str().eq_ignore_ascii_case(named))
        });
        found.cloned().ok_or_else(|| {
            let served: Vec<&str> = self.tenants.iter().map(TenantId::as_str).collect();
            claims.log_refused("tid", &served.join(", "));
            CallerTokenError::Tenant
        })
    }

    /// Refuses a token that is not for the gateway. A token may be for several
    /// audiences. An id in an audience is compared without case, as every GUID is.
    pub(super) fn audience(&self, claims: TokenClaims<'_>) -> Result<(), CallerTokenError> {
        let is_own = |found: &Value| {
            let found = found.as_str();
            let mut own = self.audiences.iter();
            found.is_some_and(|found| own.any(|own| is_same_app(own, found)))
        };
        let named = claims.get("aud");
        let is_for_us = match named {
            Some(Value::Array(several)) => several.iter().any(is_own),
            Some(one) => is_own(one),
            None => false,
        };
        if is_for_us {
            return Ok(());
        }
        claims.log_refused("aud", &self.audiences.join(", "));
        Err(CallerTokenError::Audience)
    }

    /// The caller that a token speaks for. Its tenant is `tenant`.
    pub(super) fn check(
        &self,
        claims: TokenClaims<'_>,
        tenant: &TenantId,
        now: Timestamp,
        token: &str,
    ) -> Result<Caller, Refusal> {
        let issuer = claims.text("iss").unwrap_or_default();
        if !self.authority.issues(tenant, issuer) {
            claims.log_refused("iss", &self.authority.issuer(tenant));
            return Err(CallerTokenError::Issuer.into());
        }
        self.audience(claims)?;
        self.check_time(claims, now)?;
        // `idtyp` is optional and may also name a device. An application's token
        // never has a scope.
        let kind = claims.get("idtyp");
        if kind.is_some_and(|kind| *kind != "user") {
            claims.log_refused("idtyp", "user");
            return Err(Refusal::ApplicationCaller);
        }
        self.check_scope(claims)?;
        let object_id = claims.text("oid").and_then(|id| Uuid::try_parse(id).ok());
        let object_id = object_id.ok_or_else(|| {
            claims.log_refused("oid", "a GUID");
            CallerTokenError::ObjectId
        })?;
        Ok(Caller {
            tenant: tenant.clone(),
            object_id: object_id.hyphenated().to_string().into(),
            user_name: claims.text("upn").map(str::to_owned),
            groups: Groups::of_claims(claims.parsed),
            client: claims.client().map(str::to_owned),
            token: token.to_owned().into(),
        })
    }

    fn check_scope(&self, claims: TokenClaims<'_>) -> Result<(), Refusal> {
        let scopes = scopes(claims.parsed);
        if scopes
            .as_ref()
            .is_some_and(|scopes| scopes.contains(&self.scope.as_str()))
        {
            return Ok(());
        }
        claims.log_refused("scp", &self.scope);
        Err(match scopes {
            Some(_) => Refusal::MissingScope,
            None => Refusal::ApplicationCaller,
        })
    }

    /// A token that has expired is an everyday matter and leaves no line of its own.
    fn check_time(&self, claims: TokenClaims<'_>, now: Timestamp) -> Result<(), CallerTokenError> {
        let no_time = |claim, error| {
            claims.log_refused(claim, "seconds since 1970");
            error
        };
        let ends = claims.get("exp").and_then(moment);
        let ends = ends.ok_or_else(|| no_time("exp", CallerTokenError::End))?;
        if ends.after(self.skew) <= now {
            return Err(CallerTokenError::Expired);
        }
        let Some(begins) = claims.get("nbf") else {
            return Ok(());
        };
        let begins = moment(begins).ok_or_else(|| no_time("nbf", CallerTokenError::Begin))?;
        if begins > now.after(self.skew) {
            return Err(CallerTokenError::NotYetValid);
        }
        Ok(())
    }
}

impl<'a> TokenClaims<'a> {
    fn get(self, name: &str) -> Option<&'a Value> {
        self.parsed.get(name)
    }

    fn text(self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    /// The app that requested the token. Entra writes `azp` into version 2 tokens and `appid`
    /// into those of version 1; other providers write `client_id`
    /// (<https://www.rfc-editor.org/rfc/rfc9068#section-2.2>).
    fn client(self) -> Option<&'a str> {
        self.text("azp")
            .or_else(|| self.text("appid"))
            .or_else(|| self.text("client_id"))
    }

    /// Logs the claim for which a token is refused, and what the gateway accepts, with
    /// the ids by which the request is found. Nothing that is logged says who the user
    /// is, so the value of `oid` is left out: it may be a name. Before the signature is
    /// checked, anybody can cause the line, so it is left out unless the filter asks for it.
    fn log_refused(self, claim: &'static str, accepted: &str) {
        let most = match self.signature {
            Signature::Unchecked => LOGGED_UNCHECKED,
            Signature::Checked => usize::MAX,
        };
        let short = |found: &str| loggable(found).chars().take(most).collect::<String>();
        let text = |name: &str| Some(short(&self.get(name)?.to_string()));
        macro_rules! line {
            ($level:ident $($target:tt)*) => {
                tracing::$level!(
                    $($target)*
                    claim,
                    found = (claim != "oid").then(|| text(claim)).flatten(),
                    accepted,
                    signature = self.signature.as_str(),
                    version = text("ver"),
                    client = self.client().map(short),
                    request_id = self.trace.request_id(),
                    client_request_id = &*self.trace.client_request_id,
                    "a token is refused"
                )
            };
        }
        match self.signature {
            Signature::Unchecked => line!(debug target: UNAUTHENTICATED,),
            Signature::Checked => line!(warn),
        }
    }
}

/// Whether two audiences name the same app: they are equal, or they are equal
/// without case and end with a GUID, as `api://{client id}` does.
fn is_same_app(own: &str, found: &str) -> bool {
    let (before, id) = own.rsplit_once('/').unwrap_or(("", own));
    let is_guid = id.len() == 36 && Uuid::try_parse(id).is_ok();
    let starts_alike = found.starts_with(before);
    own == found || (is_guid && starts_alike && own.eq_ignore_ascii_case(found))
}

/// The scopes of a token: words in one text, as Entra writes them, or a list.
fn scopes(claims: &Value) -> Option<Vec<&str>> {
    match claims.get("scp")? {
        Value::String(words) => Some(words.split(' ').collect()),
        Value::Array(words) => Some(words.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

/// A moment in seconds since 1970, which may have a fraction.
fn moment(value: &Value) -> Option<Timestamp> {
    let Value::Number(number) = value else {
        return None;
    };
    let seconds = whole_seconds(number)?;
    seconds.checked_mul(1000).map(Timestamp::from_millis)
}

/// The seconds without their fraction.
fn whole_seconds(number: &Number) -> Option<i64> {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let whole = || whole.parse().ok().filter(|_| is_plain);
    number.as_i64().or_else(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_is_compared_whole_and_its_guid_without_case() {
        const ID: &str = "815f204f-c791-4ee6-9098-614ecdb003f6";
        let upper = ID.to_uppercase();
        for (own, found, same) in [
            (ID.to_owned(), upper.clone(), true),
            (format!("api://{ID}"), format!("api://{upper}"), true),
            (format!("api://{ID}"), format!("API://{ID}"), false),
            (format!("api://{ID}"), ID.to_owned(), false),
            (format!("api://{ID}"), format!("api://{ID}/"), false),
            (
                "api://contoso/print".to_owned(),
                "api://contoso/Print".to_owned(),
                false,
            ),
            (
                "https://print.example".to_owned(),
                "https://print.example".to_owned(),
                true,
            ),
        ] {
            assert_eq!(is_same_app(&own, &found), same, "{own} {found}");
        }
    }
}
