//! An identity provider in memory: who may sign in, and which tokens they get.
//!
//! [`IdentityProvider::answer`] turns a request and a moment into a response. It speaks
//! the part of the Microsoft identity platform that services and sign-in libraries use:
//! OpenID configuration, keys that roll over, authorization code with PKCE, refresh
//! tokens, device code, client credentials and on-behalf-of. Tokens for Microsoft Graph
//! are opaque words that it adds to the tenant. Tokens for any other app are signed JWTs.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-protocols>

mod app;
mod authorize;
mod client;
mod device_code;
mod discovery;
mod form;
mod grant;
mod key;
mod layout;
mod oauth_error;
mod picker;
mod refresh;
#[cfg(test)]
mod tests;
mod token;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    ClientOutcome, Request, Response, Tenant,
    fault::{self, FaultKind, FaultTarget, InjectedFault},
};

pub use app::{App, Credential};
use grant::{AuthorizationCode, DeviceCode, RefreshToken};
pub use key::SigningKey;
pub use layout::Layout;
use layout::goes_to;

/// How long an access token lives, in seconds.
pub const TOKEN_SECONDS: i64 = 3_900;

/// A user who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryUser {
    /// The object id.
    pub id: String,
    /// The user principal name.
    pub user_name: String,
    /// Object ids of the groups that tokens name.
    pub groups: Vec<String>,
}

/// The identity provider of one tenant.
#[derive(Debug)]
pub struct IdentityProvider {
    layout: Layout,
    tenant_id: String,
    graph: String,
    keys: Vec<SigningKey>,
    apps: BTreeMap<String, App>,
    users: BTreeMap<String, DirectoryUser>,
    signed_in: Option<String>,
    codes: BTreeMap<String, AuthorizationCode>,
    refreshes: BTreeMap<String, RefreshToken>,
    devices: BTreeMap<String, DeviceCode>,
    challenges: BTreeMap<String, String>,
    seen_assertions: BTreeSet<String>,
    faults: Vec<InjectedFault>,
    issued: u64,
    requests: Vec<String>,
}

impl IdentityProvider {
    /// A provider at `origin` for one tenant, whose Graph is at `graph`.
    pub fn new(origin: &str, tenant_id: &str, graph: &str) -> Self {
        Self {
            layout: Layout::of_entra(origin, tenant_id),
            tenant_id: tenant_id.to_owned(),
            graph: graph.to_owned(),
            keys: vec![SigningKey::generate()],
            apps: BTreeMap::new(),
            users: BTreeMap::new(),
            signed_in: None,
            codes: BTreeMap::new(),
            refreshes: BTreeMap::new(),
            devices: BTreeMap::new(),
            challenges: BTreeMap::new(),
            seen_assertions: BTreeSet::new(),
            faults: Vec::new(),
            issued: 0,
            requests: Vec::new(),
        }
    }

    /// Moves the issuer and the endpoints, as they are at a provider that is not
    /// Microsoft's.
    pub fn lay_out(&mut self, layout: Layout) {
        self.layout = layout;
    }

    /// Whether the provider is Microsoft Entra.
    fn is_entra(&self) -> bool {
        let tenant = format!("/{}/v2.0", self.tenant_id);
        self.layout.issuer.ends_with(&tenant)
    }

    /// Registers an app.
    pub fn add_app(&mut self, app: App) {
        self.apps.insert(app.client_id.clone(), app);
    }

    /// Adds a user who can sign in.
    pub fn add_user(&mut self, user: DirectoryUser) {
        self.users.insert(user.id.clone(), user);
    }

    /// Sets the user who is signed in in the browser. This user signs in where no
    /// `login_hint` names another. Nobody is signed in at a new provider.
    pub fn sign_in(&mut self, user_id: &str) {
        self.signed_in = Some(user_id.to_owned());
    }

    /// Adds an address where an app's sign-ins may end.
    pub fn add_redirect_uri(&mut self, client_id: &str, uri: &str) {
        if let Some(app) = self.apps.get_mut(client_id) {
            app.redirect_uris.push(uri.to_owned());
        }
    }

    /// Queues a fault, as [`Tenant::add_fault`] does.
    pub fn add_fault(&mut self, fault: InjectedFault) {
        self.faults.push(fault);
    }

    /// Demands these claims (JSON text) of a user before the next token that is given
    /// on their behalf or without asking them. `None` lifts the demand, and so does a
    /// sign-in in the browser with these claims.
    pub fn challenge(&mut self, user_id: &str, claims: Option<&str>) {
        match claims {
            Some(claims) => self
                .challenges
                .insert(user_id.to_owned(), claims.to_owned()),
            None => self.challenges.remove(user_id),
        };
    }

    /// Signs with a new key from now on. The `keep` newest of the older keys stay
    /// published.
    pub fn roll_keys(&mut self, keep: usize) {
        self.keys.insert(0, SigningKey::generate());
        self.keys.truncate(keep + 1);
    }

    /// The key that signs now.
    pub fn key(&self) -> Option<&SigningKey> {
        self.keys.first()
    }

    /// The issuer that tokens name.
    pub fn issuer(&self) -> String {
        self.layout.issuer.clone()
    }

    /// Method and path of every request so far.
    pub fn requests(&self) -> &[String] {
        &self.requests
    }

    /// Answers a request at `now_ms`, in ms since 1970 UTC. Tokens for Graph are added
    /// to `tenant`.
    pub fn answer(&mut self, request: &Request, now_ms: i64, tenant: &mut Tenant) -> ClientOutcome {
        let path = request.path().to_owned();
        self.requests.push(format!("{} {path}", request.method));
        let target = FaultTarget {
            method: &request.method,
            url: &request.url,
            operation: None,
            in_batch: false,
            changed_ms_ago: None,
        };
        match fault::take(&mut self.faults, &target).map(|fault| fault.kind) {
            None => ClientOutcome::Answered(self.respond(request, &path, now_ms, tenant)),
            Some(FaultKind::Lose { .. }) => ClientOutcome::ConnectionLost,
            Some(kind) => ClientOutcome::Answered(faulty_response(&kind)),
        }
    }

    /// Whether a path is the provider's, that is, starts with the directory's id.
    pub fn serves(&self, path: &str) -> bool {
        let rest = path.strip_prefix('/');
        let rest = rest.and_then(|path| path.strip_prefix(self.tenant_id.as_str()));
        rest.is_some_and(|rest| rest.starts_with('/'))
    }

    fn respond(
        &mut self,
        request: &Request,
        path: &str,
        now_ms: i64,
        tenant: &mut Tenant,
    ) -> Response {
        let layout = &self.layout;
        let root = format!("/{}/", self.tenant_id);
        let goes_to = |url: &str| goes_to(path, url, &root);
        let answer = match request.method.as_str() {
            "GET" if goes_to(&layout.configuration()) => Ok(json(&self.configuration())),
            "GET" if goes_to(&layout.keys) => Ok(json(&self.published_keys())),
            "GET" if goes_to(&layout.authorize) => self.authorize(request, now_ms),
            "POST" if goes_to(&layout.devices) => self.start_device(request, now_ms),
            "POST" if goes_to(&layout.tokens) => self.token(request, now_ms, tenant),
            _ if !self.serves(path) => Err(oauth_error::no_such_tenant()),
            _ => Err(oauth_error::no_such_endpoint()),
        };
        answer.unwrap_or_else(|error| error.into_response(now_ms))
    }

    fn count(&mut self) -> u64 {
        self.issued += 1;
        self.issued
    }
}

fn json(body: &Value) -> Response {
    Response {
        status: 200,
        headers: vec![(
            "Content-Type".to_owned(),
            "application/json; charset=utf-8".to_owned(),
        )],
        body: Some(body.to_string()),
    }
}

/// The answer of a provider to a request that meets a fault. Nothing takes effect. The
/// kinds of faults that only a tenant supports are a plain 500 here.
fn faulty_response(kind: &FaultKind) -> Response {
    let (status, retry_after, body) = match kind {
        FaultKind::Refuse { status, body } => (*status, None, Some(body.to_string())),
        FaultKind::Throttle { retry_after } => (429, retry_after.clone(), None),
        FaultKind::Unavailable { status, .. } => (*status, None, None),
        FaultKind::Garble => (200, None, Some("{\"access_to".to_owned())),
        _ => (500, None, None),
    };
    let retry_after = retry_after.map(|wait| ("Retry-After".to_owned(), wait));
    Response {
        status,
        headers: retry_after.into_iter().collect(),
        body,
    }
}
