//! The world around a gateway: a tenant, its identity provider and the network,
//! with the faults that a test asks for.

mod cast;
mod clocks;
mod log;
mod network;
mod requests;

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use gateway::{
    clock::Clock,
    config::{Config, ConfigSource},
    gateway::Gateway,
    transport::Outgoing,
};
use serde_json::Value;
use simulator::{
    ClientOutcome, SettingsMode, Tenant,
    identity::{App, Credential, DirectoryUser, IdentityProvider, Layout},
    job::{Document, NewJob},
    printer::Printer,
    record::PrintedJob,
    share::Share,
    task::Trigger,
};
use tokio::time::Instant;

use clocks::{START_MS, TestClock, WrongClock};

pub(crate) use cast::*;
pub(crate) use clocks::SetBack;
pub(crate) use log::{audit_lines, lines_of, lines_saying, log};
pub(crate) use network::Network;
pub(crate) use requests::{
    GatewayAnswer, call, get, job_path, named, post, redirect, redirect_to, text,
};

pub(crate) const GRAPH: &str = "https://graph.microsoft.com";
pub(crate) const LOGIN: &str = "https://login.microsoftonline.com";
/// The issuer of a provider that is not Microsoft's, and where its endpoints are.
pub(crate) const PROVIDER: &str = "https://id.fabrikam.example/print/";
pub(crate) const SERVICES: &str = "https://services.fabrikam.example/oauth";

pub(crate) struct Inner {
    pub(crate) tenant: Tenant,
    pub(crate) identity: IdentityProvider,
    /// What the network does to requests with this method and part of the address.
    pub(crate) network: Vec<(&'static str, &'static str, Network)>,
    /// Every request that was sent.
    pub(crate) sent: Vec<Outgoing>,
    /// The addresses of requests that were dropped before they arrived.
    pub(crate) dropped: Vec<String>,
}

/// The world, shared by the test and the gateway's transport.
#[derive(Clone)]
pub(crate) struct World {
    inner: Arc<Mutex<Inner>>,
    clock: Arc<TestClock>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::at(LOGIN, GRAPH)
    }

    /// A world whose identity provider is not Microsoft's.
    pub(crate) fn of_foreign_provider() -> Self {
        let world = Self::new();
        let layout = Layout::foreign(PROVIDER, SERVICES);
        world.lock().identity.lay_out(layout);
        world
    }

    /// The configuration for such a world.
    pub(crate) fn foreign_config(more: &str) -> String {
        let issuer = format!("issuer = \"{PROVIDER}\"\n[app]");
        Self::config(more).replace("[app]", &issuer)
    }

    /// A world whose services are at these origins.
    pub(crate) fn at(login: &str, graph: &str) -> Self {
        let mut tenant = Tenant::new(START_MS);
        for person in [adele(), alex()] {
            tenant.add_user(user(&person));
        }
        let trigger = Trigger {
            id: "trigger".to_owned(),
            app_id: APP.to_owned(),
            definition_id: "definition".to_owned(),
        };
        tenant.add_printer(Printer::virtual_queue(QUEUE, "Print anywhere", trigger));
        for (printer, name) in [(LOBBY, "Lobby"), (OFFICE, "Office"), (UNSHARED, "Unshared")] {
            tenant.add_printer(Printer::new(printer, name));
        }
        tenant.add_share(Share::new(QUEUE_SHARE, QUEUE, "Print anywhere"));
        tenant.add_share(Share::new(LOBBY_SHARE, LOBBY, "Lobby"));
        tenant.add_share(Share {
            allow_all_users: false,
            ..Share::new(OFFICE_SHARE, OFFICE, "Office")
        });
        let mut identity = IdentityProvider::new(login, TENANT, graph);
        identity.add_app(app(Credential::Secret(SECRET.to_owned())));
        identity.add_app(App::new(PAGE_APP, Credential::Public));
        for person in [adele(), alex()] {
            identity.add_user(person);
        }
        let inner = Inner {
            tenant,
            identity,
            network: Vec::new(),
            sent: Vec::new(),
            dropped: Vec::new(),
        };
        Self {
            inner: Arc::new(Mutex::new(inner)),
            clock: Arc::new(TestClock(Instant::now())),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now().millis()
    }

    /// Adds a waiting job of this person and returns its id.
    pub(crate) fn job_of(&self, person: &DirectoryUser) -> String {
        self.job_in(QUEUE, person)
    }

    /// Adds a job of this person to a queue and returns its id.
    pub(crate) fn job_in(&self, queue: &str, person: &DirectoryUser) -> String {
        let document = Document::pdf("Report.pdf", 1000);
        self.add_job(queue, NewJob::of(&user(person), self.now_ms(), document))
    }

    pub(crate) fn add_job(&self, queue: &str, job: NewJob) -> String {
        let now_ms = self.now_ms();
        let mut inner = self.lock();
        inner.tenant.settle(now_ms);
        inner.tenant.add_job(queue, job).unwrap()
    }

    /// A token as the identity provider issues it to the page for this person.
    pub(crate) fn token(&self, person: &DirectoryUser) -> String {
        let now_ms = self.now_ms();
        self.lock()
            .identity
            .api_token(APP, PAGE_APP, person, "Jobs.Redirect", now_ms)
    }

    /// The claims of such a token.
    pub(crate) fn claims(&self, person: &DirectoryUser) -> Value {
        let now_ms = self.now_ms();
        self.lock()
            .identity
            .api_claims(APP, PAGE_APP, person, "Jobs.Redirect", now_ms)
    }

    /// The claims of a version 1 token for this audience.
    pub(crate) fn claims_of_version_1(&self, person: &DirectoryUser, audience: &str) -> Value {
        let now_ms = self.now_ms();
        let identity = &self.lock().identity;
        identity.api_claims_of_version_1(audience, PAGE_APP, person, "Jobs.Redirect", now_ms)
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.lock().identity.key().unwrap().sign(claims)
    }

    /// The required configuration, followed by `more`.
    pub(crate) fn config(more: &str) -> String {
        format!(
            "[server]\norigins = [\"{ORIGIN}\"]\n[tenant]\nids = [\"{TENANT}\"]\n\
             [app]\nclient_id = \"{APP}\"\nsecret = \"{SECRET}\"\n{more}"
        )
    }

    /// A gateway with the required configuration, followed by `more`.
    pub(crate) fn gateway_with(&self, more: &str) -> Arc<Gateway> {
        self.gateway_of(&Self::config(more))
    }

    pub(crate) fn gateway_of(&self, config: &str) -> Arc<Gateway> {
        let config = Config::read(&ConfigSource::of_text(config).unwrap()).unwrap();
        Gateway::new(config, Arc::new(self.clone()), self.clock.clone()).unwrap()
    }

    /// The router of a gateway whose clock can be set back.
    pub(crate) fn router_by(&self, back: &Arc<SetBack>) -> Router {
        let config = Config::read(&ConfigSource::of_text(&Self::config("")).unwrap()).unwrap();
        let clock = WrongClock(self.clock.clone(), Arc::clone(back));
        let gateway = Gateway::new(config, Arc::new(self.clone()), Arc::new(clock));
        gateway.unwrap().router()
    }

    pub(crate) fn router(&self) -> Router {
        self.gateway_with("").router()
    }

    /// How many requests with this method and part of the address the gateway sent.
    pub(crate) fn sent(&self, method: &str, part: &str) -> usize {
        let inner = self.lock();
        let fits = |sent: &&Outgoing| sent.method.as_str() == method && sent.url.contains(part);
        inner.sent.iter().filter(fits).count()
    }

    /// Waits until a request with this part of the address was sent.
    pub(crate) async fn until_sent(&self, part: &str) {
        while self.sent("GET", part) + self.sent("POST", part) == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until such a request was dropped before it arrived.
    pub(crate) async fn until_dropped(&self, part: &str) {
        while !self.lock().dropped.iter().any(|url| url.contains(part)) {
            tokio::task::yield_now().await;
        }
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }

    /// Everything that is printed when all printers have finished. It is the same in
    /// every mode of the settings.
    pub(crate) fn printed(&self) -> Vec<PrintedJob> {
        let later = self.now_ms() + 3_600_000;
        let mut tenant = self.lock().tenant.clone();
        tenant.settle(later);
        let printed = tenant.printed();
        for mode in SettingsMode::ALL {
            assert_eq!(tenant.printed_in_mode(mode), printed, "{mode:?}");
        }
        printed
    }

    /// Whether the job is still held.
    pub(crate) fn is_held(&self, job: &str) -> bool {
        self.see().is_held(job)
    }

    /// Reads from the tenant as an application with read permissions, in spite of faults.
    pub(crate) fn look(&self, path: &str) -> Value {
        self.see().look(path)
    }

    /// A copy of the tenant as it is now.
    pub(crate) fn see(&self) -> Seen {
        let now_ms = self.now_ms();
        let mut tenant = self.lock().tenant.clone();
        tenant.forget_requests();
        let roles = &["PrintJob.ReadBasic.All", "Printer.Read.All"];
        tenant.add_token(
            "look",
            simulator::token::AccessToken::application("look", roles),
        );
        Seen { tenant, now_ms }
    }
}

/// A copy of a tenant at one moment.
pub(crate) struct Seen {
    tenant: Tenant,
    now_ms: i64,
}

impl Seen {
    pub(crate) fn is_held(&mut self, job: &str) -> bool {
        let path = format!("/v1.0/print/printers/{QUEUE}/jobs/{job}?$expand=tasks");
        let seen = self.look(&path);
        seen["redirectedTo"].is_null() && seen["tasks"][0]["status"]["state"] == "processing"
    }

    pub(crate) fn look(&mut self, path: &str) -> Value {
        let request = simulator::Request::new("GET", path, "look");
        // Injected faults hit this request too, so it is repeated until they are used up.
        for _ in 0..1000 {
            if let ClientOutcome::Answered(answer) = self.tenant.answer(&request, self.now_ms)
                && answer.status == 200
                && answer.json().is_object()
            {
                return answer.json();
            }
        }
        Value::Null
    }
}
