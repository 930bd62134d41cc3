//! The people of every scenario, the two apps, and the tokens they hold.
//!
//! The tokens are plain words that mean nothing outside the tenant. Each stands
//! for one kind of caller that the documentation tells apart. One token has the
//! form that Entra gives to its own, for pages that read a token to explain a 403.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use crate::{tenant::Tenant, token::AccessToken, user::User};

/// Adele Vance's delegated token, with every scope a page would ask for.
pub const USER_TOKEN: &str = "adele-vance";
/// Another ordinary user's delegated token.
pub const OTHER_USER_TOKEN: &str = "alex-wilber";
/// A Printer Administrator's delegated token.
pub const ADMINISTRATOR_TOKEN: &str = "megan-bowen";
/// The same administrator's delegated token, issued to the app that holds the
/// queue's jobs. Setting up a queue needs such a token.
pub const SETUP_TOKEN: &str = "megan-bowen-setup";
/// The application token of the app that holds the queue's jobs.
pub const APPLICATION_TOKEN: &str = "pull-print-app";
/// An application token with the same roles, of an app that holds no job.
pub const OTHER_APPLICATION_TOKEN: &str = "another-app";
/// The appId behind [`APPLICATION_TOKEN`].
pub const APPLICATION_ID: &str = "815f204f-c791-4ee6-9098-614ecdb003f6";

pub(super) const ADELE_ID: &str = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
const ALEX_ID: &str = "2f1a6c0e-3c5b-4a71-9d0e-7a7d6b1f9c42";
const MEGAN_ID: &str = "48d31887-5fad-4d73-a9f5-3c356e68a038";
const OTHER_APPLICATION_ID: &str = "c2f0a1de-55a9-4a3b-8a0c-9f1f0b0a7e11";
pub(super) const TENANT_ID: &str = "aaaabbbb-0000-4ccc-8ddd-eeee22223333";
pub(super) const USER_SCOPES: &[&str] = &[
    "PrintJob.ReadBasic",
    "PrintJob.ReadWriteBasic",
    "PrinterShare.ReadBasic.All",
];

pub(super) fn adele() -> User {
    User::new(ADELE_ID, "AdeleV@contoso.example", "Adele Vance")
}

pub(super) fn alex() -> User {
    User::new(ALEX_ID, "Alex.O'Wilber@contoso.example", "Alex Wilber")
}

pub(super) fn megan() -> User {
    User {
        printer_administrator: true,
        ..User::new(MEGAN_ID, "MeganB@contoso.example", "Megan Bowen")
    }
}

/// Adds the people and their tokens to a tenant.
pub(super) fn add_people(tenant: &mut Tenant) {
    tenant.add_user(adele());
    tenant.add_user(alex());
    tenant.add_user(megan());
    tenant.add_token(USER_TOKEN, AccessToken::delegated(ADELE_ID, USER_SCOPES));
    tenant.add_token(
        OTHER_USER_TOKEN,
        AccessToken::delegated(ALEX_ID, USER_SCOPES),
    );
    let scopes = &[
        "PrintJob.ReadWriteBasic.All",
        "PrinterShare.Read.All",
        "Printer.Read.All",
    ];
    tenant.add_token(
        ADMINISTRATOR_TOKEN,
        AccessToken::delegated(MEGAN_ID, scopes),
    );
    let scopes = &["Printer.ReadWrite.All", "PrinterShare.Read.All"];
    let setup = AccessToken::delegated(MEGAN_ID, scopes).issued_to(APPLICATION_ID);
    tenant.add_token(SETUP_TOKEN, setup);
    let roles = &[
        "PrintJob.Manage.All",
        "PrintJob.ReadBasic.All",
        "Printer.Read.All",
        "PrintTaskDefinition.ReadWrite.All",
    ];
    tenant.add_token(
        APPLICATION_TOKEN,
        AccessToken::application(APPLICATION_ID, roles),
    );
    tenant.add_token(
        OTHER_APPLICATION_TOKEN,
        AccessToken::application(OTHER_APPLICATION_ID, roles),
    );
}

/// Adds a token of Adele's in the form of Entra's, without a valid signature
/// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
pub(super) fn readable_token(tenant: &mut Tenant) -> String {
    let part = |claims: serde_json::Value| URL_SAFE_NO_PAD.encode(claims.to_string());
    let header = part(json!({ "typ": "JWT", "alg": "RS256" }));
    let claims = part(json!({
        "aud": "https://graph.microsoft.com", "scp": USER_SCOPES.join(" "),
        "oid": ADELE_ID, "tid": TENANT_ID,
    }));
    let text = format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode("unsigned"));
    tenant.add_token(&text, AccessToken::delegated(ADELE_ID, USER_SCOPES));
    text
}

/// Makes Adele's token one that has expired.
pub(super) fn expire_token(tenant: &mut Tenant, now_ms: i64) {
    let token = AccessToken {
        expires_ms: Some(now_ms - 60_000),
        ..AccessToken::delegated(ADELE_ID, &["PrintJob.ReadBasic"])
    };
    tenant.add_token(USER_TOKEN, token);
}
