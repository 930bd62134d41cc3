//! What a token must say, once its signature is believed.
//!
//! Every claim is required and of one type; a claim of another type is no
//! claim. Application tokens are refused even where they carry a scope.
//!
//! <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>

use std::time::Duration;

use serde_json::Value;
use universal_print::time::Timestamp;
use uuid::Uuid;

use super::{Authority, Caller, TenantId, TokenFault, caller::Groups};
use crate::{config::Config, refusal::Refusal};

/// What callers' tokens must look like.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    /// Who issues them.
    pub(super) authority: Authority,
    /// The directories that are served.
    pub(super) tenants: Vec<TenantId>,
    /// Whom they are for: the gateway's own appId.
    pub(super) audience: String,
    /// The scope they must hold.
    pub(super) scope: String,
    /// How far clocks may differ.
    pub(super) skew: Duration,
}

impl Expected {
    /// What the administrator configured.
    pub(super) fn of(config: &Config) -> Self {
        Self {
            authority: config.authority.clone(),
            tenants: config.tenants.clone(),
            audience: config.audience.clone(),
            scope: config.scope.clone(),
            skew: config.skew,
        }
    }

    /// Checks the claims of a token whose `tid` is `tenant`.
    pub(super) fn check(
        &self,
        claims: &Value,
        tenant: &TenantId,
        now: Timestamp,
        token: &str,
    ) -> Result<Caller, Refusal> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if text("iss") != Some(self.authority.issuer(tenant).as_str()) {
            return Err(TokenFault::Issuer.into());
        }
        if text("aud") != Some(self.audience.as_str()) {
            return Err(TokenFault::Audience.into());
        }
        self.check_time(claims, now)?;
        // `idtyp` is there only when the app asks for it, and may name a device as
        // well; an application's token has no scope in any case.
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
            object_id: object_id.ok_or(TokenFault::Claims)?.into(),
            user_name: text("upn").map(str::to_owned),
            groups: groups(claims),
            client: text("azp").map(str::to_owned),
            token: token.to_owned().into(),
        })
    }

    fn check_time(&self, claims: &Value, now: Timestamp) -> Result<(), TokenFault> {
        let moment = |name: &str| {
            let seconds = claims.get(name).and_then(Value::as_i64);
            let millis = seconds.and_then(|seconds| seconds.checked_mul(1000));
            millis.map(Timestamp::from_millis).ok_or(TokenFault::Claims)
        };
        let (begins, ends) = (moment("nbf")?, moment("exp")?);
        if ends.after(self.skew) <= now {
            return Err(TokenFault::Expired);
        }
        if begins > now.after(self.skew) {
            return Err(TokenFault::NotYetValid);
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
