//! Checks the claims of a token whose signature is valid.
//!
//! Every checked claim is required. A claim of the wrong type counts as missing.
//! Tokens of applications are refused even if they have a scope.
//!
//! <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>

use std::time::Duration;

use serde_json::Value;
use universal_print::time::Timestamp;
use uuid::Uuid;

use super::{
    authority::{Authority, TenantId},
    caller::{Caller, Groups},
};
use crate::refusal::{Refusal, token::CallerTokenError};

/// What callers' tokens must contain.
#[derive(Clone, Debug)]
pub struct ExpectedClaims {
    /// The identity provider that issues them.
    pub authority: Authority,
    /// The directories that are served.
    pub tenants: Vec<TenantId>,
    /// Whom they are for: the gateway's own client id.
    pub audience: String,
    /// The scope they must have.
    pub scope: String,
    /// How far clocks may differ.
    pub skew: Duration,
}

impl ExpectedClaims {
    /// The caller that a token speaks for. Its claim `tid` is `tenant`.
    pub(super) fn check(
        &self,
        claims: &Value,
        tenant: &TenantId,
        now: Timestamp,
        token: &str,
    ) -> Result<Caller, Refusal> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if text("iss") != Some(self.authority.issuer(tenant).as_str()) {
            return Err(CallerTokenError::Issuer.into());
        }
        if text("aud") != Some(self.audience.as_str()) {
            return Err(CallerTokenError::Audience.into());
        }
        self.check_time(claims, now)?;
        // `idtyp` is optional and may also name a device. An application's token
        // never has a scope.
        if claims.get("idtyp").is_some_and(|kind| kind != "user") {
            return Err(Refusal::ApplicationCaller);
        }
        let Some(scopes) = text("scp") else {
            return Err(Refusal::ApplicationCaller);
        };
        if !scopes.split(' ').any(|scope| scope == self.scope) {
            return Err(Refusal::MissingScope);
        }
        let object_id = text("oid").filter(|id| Uuid::try_parse(id).is_ok());
        Ok(Caller {
            tenant: tenant.clone(),
            object_id: object_id.ok_or(CallerTokenError::Claims)?.into(),
            user_name: text("upn").map(str::to_owned),
            groups: groups(claims),
            client: text("azp").map(str::to_owned),
            token: token.to_owned().into(),
        })
    }

    fn check_time(&self, claims: &Value, now: Timestamp) -> Result<(), CallerTokenError> {
        let moment = |name: &str| {
            let seconds = claims.get(name).and_then(Value::as_i64);
            let millis = seconds.and_then(|seconds| seconds.checked_mul(1000));
            millis
                .map(Timestamp::from_millis)
                .ok_or(CallerTokenError::Claims)
        };
        let (begins, ends) = (moment("nbf")?, moment("exp")?);
        if ends.after(self.skew) <= now {
            return Err(CallerTokenError::Expired);
        }
        if begins > now.after(self.skew) {
            return Err(CallerTokenError::NotYetValid);
        }
        Ok(())
    }
}

fn groups(claims: &Value) -> Groups {
    match claims.get("groups").and_then(Value::as_array) {
        Some(groups) => {
            let names = groups.iter().filter_map(Value::as_str);
            Groups::Named(names.map(str::to_ascii_lowercase).collect())
        }
        None if claims.pointer("/_claim_names/groups").is_some() => Groups::Overage,
        None => Groups::Named(Vec::new()),
    }
}
