//! The user who makes a request, taken from a checked token.

use std::{fmt, sync::Arc};

use secrecy::SecretString;
use universal_print::json::Value;

use super::authority::TenantId;

/// A user whose token was checked.
#[derive(Clone)]
pub struct Caller {
    /// The tenant.
    pub tenant: TenantId,
    /// The object id, in lower case.
    pub object_id: Arc<str>,
    /// The user principal name, if the token has it.
    pub user_name: Option<String>,
    /// The user's groups.
    pub groups: Groups,
    /// The client that requested the token.
    pub client: Option<String>,
    /// The token itself, for acting on the user's behalf.
    pub token: SecretString,
}

/// A user's groups, as far as the token tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The ids of the groups, in lower case.
    pub named: Vec<String>,
    /// Whether the user is in more groups than the token lists.
    pub are_more: bool,
}

impl Groups {
    /// Reads the groups in the claims of a token. A token that cannot hold all
    /// groups says so in one of several ways: `_claim_names` and `_claim_sources`
    /// say where they are, `hasgroups` only that there are some, and `groups` may
    /// itself be the name of a source.
    ///
    /// <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim>
    pub(crate) fn of_claims(claims: &Value) -> Self {
        let groups = claims.get("groups").filter(|groups| !groups.is_null());
        let list = groups.and_then(Value::as_array);
        let named = list.into_iter().flatten().filter_map(Value::as_str);
        let has_source = match claims.get("_claim_names") {
            Some(Value::Object(names)) => names.get("groups").is_some(),
            Some(Value::String(names)) => names.contains("groups"),
            _ => false,
        };
        let has_groups = match claims.get("hasgroups") {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::String(text)) => !text.eq_ignore_ascii_case("false"),
            Some(_) => true,
        };
        Self {
            named: named.map(str::to_ascii_lowercase).collect(),
            are_more: has_source || has_groups || (groups.is_some() && list.is_none()),
        }
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.object_id, self.tenant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;

    #[test]
    fn every_sign_of_more_groups_is_read() {
        for claims in [
            json!({ "_claim_names": { "groups": "src1" }, "_claim_sources": { "src1": {} } }),
            json!({ "_claim_names": "{\"groups\":\"src1\"}" }),
            json!({ "hasgroups": true }),
            json!({ "hasgroups": "true" }),
            json!({ "hasgroups": 1 }),
            json!({ "groups": "src1" }),
            json!({ "groups": { "src1": {} } }),
            json!({ "groups": [], "hasgroups": true }),
        ] {
            let groups = Groups::of_claims(&claims);
            assert!(groups.are_more && groups.named.is_empty(), "{claims}");
        }
        for claims in [
            json!({}),
            json!({ "groups": null, "hasgroups": false }),
            json!({ "groups": [] }),
            json!({ "_claim_names": { "roles": "src1" } }),
            json!({ "_claim_names": null }),
        ] {
            assert_eq!(Groups::of_claims(&claims), Groups::default(), "{claims}");
        }
        let some = Groups::of_claims(&json!({ "groups": ["AB", 7, "cd"] }));
        assert_eq!(
            (some.named, some.are_more),
            (vec!["ab".to_owned(), "cd".to_owned()], false)
        );
    }
}
