//! Tests odd members of task definitions and triggers, and odd claims of a token.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use proptest::prelude::*;
use serde_json::{Value, json};
use universal_print::task::{CreatedBy, TaskDefinition, TaskTrigger};
use universal_print::token::TokenReading;

use super::{Member, any_json, costs_only_itself};

const DEFINITION: &[Member<TaskDefinition>] = &[
    ("displayName", |definition| definition.display_name = None),
    ("createdBy", |definition| definition.created_by = None),
    ("tasks", |_| ()),
];

const CREATED_BY: &[Member<CreatedBy>] = &[
    ("appId", |creator| creator.app_id = None),
    ("displayName", |creator| creator.display_name = None),
];

const TRIGGER: &[Member<TaskTrigger>] = &[
    ("event", |trigger| trigger.event = None),
    ("definition", |trigger| trigger.definition = None),
];

const CLAIMS: &[Member<TokenReading>] = &[
    ("aud", |reading| reading.audience = None),
    ("iss", |reading| reading.issuer = None),
    ("exp", |reading| reading.expires_at = None),
    ("scp", |reading| reading.scopes.clear()),
    ("roles", |reading| reading.roles.clear()),
    ("appid", |reading| reading.app = None),
    ("tid", |reading| reading.tenant = None),
    ("oid", |reading| reading.object = None),
    ("wids", |_| ()),
];

fn reading(claims: &Value) -> TokenReading {
    let encoded = BASE64_URL_SAFE_NO_PAD.encode(claims.to_string());
    TokenReading::of(&format!("e30.{encoded}.s")).unwrap()
}

proptest! {
    #[test]
    fn an_odd_member_of_a_definition_costs_only_itself(odd in any_json()) {
        let creator = json!({ "appId": "a", "displayName": "Gateway" });
        costs_only_itself(&creator, &odd, CREATED_BY);
        let definition = json!({ "id": "d", "displayName": "Held", "createdBy": creator });
        costs_only_itself(&definition, &odd, DEFINITION);
        let trigger = json!({ "id": "t", "event": "jobStarted", "definition": { "id": "d" } });
        costs_only_itself(&trigger, &odd, TRIGGER);
    }

    #[test]
    fn an_odd_claim_costs_only_itself(odd in any_json()) {
        let claims = json!({
            "aud": "https://graph.microsoft.com", "iss": "i", "exp": 1, "scp": "a b",
            "roles": ["r"], "appid": "a", "tid": "t", "oid": "o",
        });
        let before = reading(&claims);
        for (name, forget) in CLAIMS {
            let mut changed = claims.clone();
            changed[*name] = odd.clone();
            let (mut after, mut before) = (reading(&changed), before.clone());
            forget(&mut after);
            forget(&mut before);
            prop_assert_eq!(after, before, "{}", name);
        }
    }
}
