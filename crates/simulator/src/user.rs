//! A user in the tenant's directory.

use serde_json::{Value, json};

/// A user who prints, with or without the role Printer Administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The object id, a GUID.
    pub id: String,
    /// The user principal name, such as `AdeleV@contoso.example`.
    pub user_principal_name: String,
    /// The display name.
    pub display_name: String,
    /// Whether the user is a Printer Administrator.
    pub printer_administrator: bool,
}

impl User {
    /// An ordinary user.
    pub fn new(id: &str, user_principal_name: &str, display_name: &str) -> Self {
        Self {
            id: id.to_owned(),
            user_principal_name: user_principal_name.to_owned(),
            display_name: display_name.to_owned(),
            printer_administrator: false,
        }
    }

    /// The `userIdentity` that a job carries
    /// (<https://learn.microsoft.com/graph/api/resources/useridentity>).
    pub(crate) fn identity(&self) -> Value {
        json!({
            "id": self.id,
            "displayName": self.display_name,
            "userPrincipalName": self.user_principal_name,
        })
    }
}
