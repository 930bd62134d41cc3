//! Checks the claims of a token whose signature is valid.
//!
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
    trace::loggable,
};

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
    pub(super) fn tenant(&self, claims: &Value) -> Result<TenantId, CallerTokenError> {
        let named = claims.get("tid").and_then(Value::as_str);
        let found = named.and_then(|named| {
            let mut served = self.tenants.iter();
            served.find(|tenant| tenant.as_str().eq_ignore_ascii_case(named))
        });
        found.cloned().ok_or_else(|| {
            refused("tid", claims, &self.tenants);
            CallerTokenError::Tenant
        })
    }

    /// Refuses a token that is not for the gateway. A token may be for several
    /// audiences. An id in an audience is compared without case, as every GUID is.
    pub(super) fn audience(&self, claims: &Value) -> Result<(), CallerTokenError> {
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
        refused("aud", claims, &self.audiences);
        Err(CallerTokenError::Audience)
    }

    /// The caller that a token speaks for. Its tenant is `tenant`.
    pub(super) fn check(
        &self,
        claims: &Value,
        tenant: &TenantId,
        now: Timestamp,
        token: &str,
    ) -> Result<Caller, Refusal> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let issuer = text("iss").unwrap_or_default();
        if !self.authority.issues(tenant, issuer) {
            refused("iss", claims, &self.authority.issuer(tenant));
            return Err(CallerTokenError::Issuer.into());
        }
        self.audience(claims)?;
        self.check_time(claims, now)?;
        // `idtyp` is optional and may also name a device. An application's token
        // never has a scope.
        if claims.get("idtyp").is_some_and(|kind| *kind != "user") {
            return Err(Refusal::ApplicationCaller);
        }
        let scopes = scopes(claims).ok_or(Refusal::ApplicationCaller)?;
        if !scopes.contains(&self.scope.as_str()) {
            refused("scp", claims, &self.scope);
            return Err(Refusal::MissingScope);
        }
        let object_id = text("oid").and_then(|id| Uuid::try_parse(id).ok());
        let object_id = object_id.ok_or(CallerTokenError::ObjectId)?;
        Ok(Caller {
            tenant: tenant.clone(),
            object_id: object_id.hyphenated().to_string().into(),
            user_name: text("upn").map(str::to_owned),
            groups: Groups::of_claims(claims),
            // Version 1 tokens have `appid`.
            client: text("azp").or_else(|| text("appid")).map(str::to_owned),
            token: token.to_owned().into(),
        })
    }

    fn check_time(&self, claims: &Value, now: Timestamp) -> Result<(), CallerTokenError> {
        let ends = claims.get("exp").and_then(moment);
        let ends = ends.ok_or(CallerTokenError::End)?;
        if ends.after(self.skew) <= now {
            return Err(CallerTokenError::Expired);
        }
        let Some(begins) = claims.get("nbf") else {
            return Ok(());
        };
        let begins = moment(begins).ok_or(CallerTokenError::Begin)?;
        if begins > now.after(self.skew) {
            return Err(CallerTokenError::NotYetValid);
        }
        Ok(())
    }
}

/// Logs the claim for which a token is refused, and what the gateway accepts. None
/// of these claims says who the user is.
fn refused(claim: &'static str, claims: &Value, accepted: &dyn std::fmt::Debug) {
    let text = |name: &str| claims.get(name).map(|found| loggable(&found.to_string()));
    tracing::warn!(
        claim,
        found = text(claim),
        ?accepted,
        version = text("ver"),
        client = text("azp").or_else(|| text("appid")),
        "a token is refused"
    );
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
