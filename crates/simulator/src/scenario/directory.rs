//! Builds a scenario's identity provider: who may sign in, and the two apps.
//!
//! The page's app is public and has the scopes that a page needs. The gateway's
//! app holds the queue's jobs and is the app behind the scenarios' application token.

use serde::Serialize;

use super::people::{ADELE_ID, APPLICATION_ID, TENANT_ID, USER_SCOPES, adele, alex, megan};
use crate::{
    identity::{App, Credential, DirectoryUser, IdentityProvider},
    user::User,
};

const PAGE_ID: &str = "00000000-aaaa-4000-8000-000000000001";
/// A public secret: it protects only a simulated tenant.
const SECRET: &str = "the simulated gateway's secret";
const SCOPE: &str = "Jobs.Redirect";
/// The resource of Graph's scopes, wherever the tenant itself is reached.
const GRAPH: &str = "https://graph.microsoft.com";

/// The app registrations, as a client that signs in needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registrations {
    /// The directory's id.
    pub tenant_id: String,
    /// The issuer in tokens. The OpenID configuration is found under it.
    pub authority: String,
    /// The appId of the page.
    pub client_id: String,
    /// The gateway's app.
    pub gateway: GatewayApp,
}

/// The app registration of the gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayApp {
    /// Its appId.
    pub client_id: String,
    /// Its client secret.
    pub secret: String,
    /// The scope that the page asks for.
    pub scope: String,
}

/// The identity provider of a scenario at `origin`, with Adele signed in, and the
/// apps that are registered with it.
pub fn directory(origin: &str) -> (IdentityProvider, Registrations) {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let mut identity = IdentityProvider::new(origin, TENANT_ID, GRAPH);
    for user in [adele(), alex(), megan()] {
        identity.add_user(directory_user(user));
    }
    identity.sign_in(ADELE_ID);
    identity.add_app(App {
        graph_scopes: names(USER_SCOPES),
        ..App::new(PAGE_ID, Credential::Public)
    });
    identity.add_app(App {
        exposes: names(&[SCOPE]),
        graph_roles: names(&[
            "PrintJob.Manage.All",
            "PrintJob.ReadBasic.All",
            "Printer.Read.All",
            "PrintTaskDefinition.ReadWrite.All",
        ]),
        graph_scopes: names(&["PrinterShare.ReadBasic.All", "Printer.ReadWrite.All"]),
        native_redirect_uris: names(&["http://localhost"]),
        allows_device_code: true,
        ..App::new(APPLICATION_ID, Credential::Secret(SECRET.to_owned()))
    });
    let registrations = Registrations {
        tenant_id: TENANT_ID.to_owned(),
        authority: identity.issuer(),
        client_id: PAGE_ID.to_owned(),
        gateway: GatewayApp {
            client_id: APPLICATION_ID.to_owned(),
            secret: SECRET.to_owned(),
            scope: format!("api://{APPLICATION_ID}/{SCOPE}"),
        },
    };
    (identity, registrations)
}

fn directory_user(user: User) -> DirectoryUser {
    DirectoryUser {
        id: user.id,
        user_name: user.user_principal_name,
        groups: Vec::new(),
    }
}
