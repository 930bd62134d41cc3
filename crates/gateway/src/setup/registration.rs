//! Prints what the gateway's app registration needs, in the form of Microsoft Graph.
//!
//! An administrator sends it to Graph in one call, instead of entering it by hand. It has
//! no credential and grants no consent.
//!
//! <https://learn.microsoft.com/graph/api/application-update>,
//! <https://learn.microsoft.com/graph/permissions-reference>

use serde_json::json;
use universal_print::permission::PermissionKind::{self, Application, Delegated};
use uuid::Uuid;

/// The client id of Microsoft Graph.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// The id of the scope in the registration. It must be unique only there, and stays the
/// same, so that the call can be made again.
const SCOPE_ID: &str = "7b0c7a52-6f0e-4c55-9f0b-3d1d0c5e8a41";

/// The permissions of Graph that the gateway and `setup` need, with Graph's own ids.
const PERMISSIONS: [(&str, PermissionKind, &str); 6] = [
    (
        "PrintJob.Manage.All",
        Application,
        "58a52f47-9e36-4b17-9ebe-ce4ef7f3e6c8",
    ),
    (
        "PrintJob.ReadBasic.All",
        Application,
        "fbf67eee-e074-4ef7-b965-ab5ce1c1f689",
    ),
    (
        "Printer.Read.All",
        Application,
        "9709bb33-4549-49d4-8ed9-a8f65e45bb0f",
    ),
    (
        "PrintTaskDefinition.ReadWrite.All",
        Application,
        "456b71a7-0ee0-4588-9842-c123fcc8f664",
    ),
    (
        "PrinterShare.ReadBasic.All",
        Delegated,
        "5fa075e9-b951-4165-947b-c63396ff0a37",
    ),
    (
        "Printer.ReadWrite.All",
        Delegated,
        "89f66824-725f-4b8f-928e-e1c5258dc565",
    ),
];

/// The members of the registration with this client id, as JSON text.
pub fn registration(client_id: &Uuid) -> String {
    let access = PERMISSIONS.map(|(_, kind, id)| {
        let kind = match kind {
            Application => "Role",
            Delegated => "Scope",
        };
        json!({ "id": id, "type": kind })
    });
    let registration = json!({
        "identifierUris": [format!("api://{client_id}")],
        "api": {
            "requestedAccessTokenVersion": 2,
            "oauth2PermissionScopes": [{
                "id": SCOPE_ID,
                "value": "Jobs.Redirect",
                "type": "User",
                "isEnabled": true,
                "adminConsentDisplayName": "Print waiting jobs",
                "adminConsentDescription": "Allows the app to print the waiting jobs of the signed-in user.",
                "userConsentDisplayName": "Print your waiting jobs",
                "userConsentDescription": "Allows the app to print your waiting jobs.",
            }],
        },
        "publicClient": { "redirectUris": ["http://localhost"] },
        "requiredResourceAccess": [{ "resourceAppId": GRAPH, "resourceAccess": access }],
    });
    format!("{registration:#}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const CLIENT: &str = "815f204f-c791-4ee6-9098-614ecdb003f6";

    #[test]
    fn the_permissions_are_those_of_the_deployment_guide() {
        let guide = include_str!("../../../../docs/deploy.md");
        let rows = guide.lines().filter_map(|line| {
            let mut cells = line.split('|').map(str::trim).skip(1);
            let kind = cells
                .next()
                .filter(|kind| matches!(*kind, "application" | "delegated"))?;
            Some((cells.next()?.trim_matches('`').to_owned(), kind.to_owned()))
        });
        let mut rows: Vec<_> = rows.collect();
        let mut own = PERMISSIONS.map(|(name, kind, _)| {
            let kind = match kind {
                Application => "application",
                Delegated => "delegated",
            };
            (name.to_owned(), kind.to_owned())
        });
        rows.sort();
        own.sort();
        assert_eq!(rows, own);
    }

    #[test]
    fn the_registration_exposes_the_scope_and_lets_setup_sign_in() {
        let text = registration(&CLIENT.parse().unwrap());
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["identifierUris"], json!([format!("api://{CLIENT}")]));
        assert_eq!(
            read["api"]["oauth2PermissionScopes"][0]["value"],
            "Jobs.Redirect"
        );
        assert_eq!(
            read["publicClient"]["redirectUris"],
            json!(["http://localhost"])
        );
        let access = &read["requiredResourceAccess"][0]["resourceAccess"];
        let kinds = access
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["type"].as_str().unwrap());
        let roles = kinds.filter(|kind| *kind == "Role").count();
        assert_eq!((roles, access.as_array().unwrap().len()), (4, 6));
    }
}
