//! The options that a page hands the widget in a scenario.

use serde::Serialize;

use super::{
    people::{TENANT_ID, USER_TOKEN, adele},
    queue,
};

/// The options that a page hands the widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Host {
    /// The pull-print queues.
    pub queues: Vec<Queue>,
    /// The signed-in user.
    pub account: Account,
    /// The user's delegated token.
    pub token: String,
}

/// A pull-print queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    /// The queue's share id.
    pub share: String,
    /// The queue's printer id.
    pub printer: String,
    /// Its name.
    pub label: String,
}

/// The account in the form of sign-in libraries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The user principal name.
    pub username: String,
    /// The user's object id.
    pub local_account_id: String,
    /// The directory's id.
    pub tenant_id: String,
}

/// The options of a page on which Adele is signed in.
pub(super) fn adeles_host() -> Host {
    let adele = adele();
    Host {
        queues: vec![Queue {
            share: queue::share_id(),
            printer: queue::printer_id(),
            label: queue::LABEL.to_owned(),
        }],
        account: Account {
            username: adele.user_principal_name,
            local_account_id: adele.id,
            tenant_id: TENANT_ID.to_owned(),
        },
        token: USER_TOKEN.to_owned(),
    }
}
