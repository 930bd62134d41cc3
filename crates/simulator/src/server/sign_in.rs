//! Serves each tenant's identity provider, and sets it up for tests.
//!
//! A request is the provider's when its path starts with the directory's id. Every
//! function returns `None` when the server was started without a provider.

use serde::Deserialize;
use serde_json::{Value, json};

use super::tenants::{RunningTenant, Tenants};
use crate::http::{ClientOutcome, Request};

/// A page that signs users in, by the address where its sign-ins end.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageRegistration {
    redirect_uri: String,
}

/// The claims that a user must satisfy to get the next token.
#[derive(Deserialize)]
pub(super) struct ClaimsDemand {
    /// An object id or user principal name.
    pub(super) user: String,
    /// The claims, as JSON text.
    claims: String,
}

/// Answers a request to the provider; `None` when it is for Graph. `path` has no
/// tenant prefix.
pub(super) fn answer(
    tenants: &Tenants,
    tenant: &str,
    path: &str,
    request: &Request,
) -> Option<ClientOutcome> {
    if !tenants.have_identity() {
        return None;
    }
    tenants.with(tenant, |running| {
        let now_ms = running.tenant.now_ms();
        let (identity, _) = running.directory.as_mut()?;
        if !identity.serves(path) {
            return None;
        }
        let query = request.url.split_once('?');
        let query = query.map(|(_, query)| format!("?{query}"));
        let request = Request {
            url: format!("{path}{}", query.unwrap_or_default()),
            ..request.clone()
        };
        Some(identity.answer(&request, now_ms, &mut running.tenant))
    })?
}

/// Registers a page and returns the app registrations.
pub(super) fn open(running: &mut RunningTenant, page: &PageRegistration) -> Option<Value> {
    let (identity, registrations) = running.directory.as_mut()?;
    identity.add_redirect_uri(&registrations.client_id, &page.redirect_uri);
    Some(json!(registrations))
}

/// Lets the user with this object id type every device code that waits, and returns
/// how many there were.
pub(super) fn approve(running: &mut RunningTenant, user_id: &str) -> Option<usize> {
    let (identity, _) = running.directory.as_mut()?;
    let waiting = identity.waiting_devices();
    let codes: Vec<String> = waiting.into_iter().map(str::to_owned).collect();
    let approved = codes
        .iter()
        .filter(|code| identity.approve_device(code, user_id));
    Some(approved.count())
}

/// Demands claims of the user with this object id.
pub(super) fn challenge(
    running: &mut RunningTenant,
    user_id: &str,
    demand: &ClaimsDemand,
) -> Option<()> {
    let (identity, _) = running.directory.as_mut()?;
    identity.challenge(user_id, Some(&demand.claims));
    Some(())
}
