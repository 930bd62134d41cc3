//! What works and what does not, step by step, with what to do about it.
//!
//! Only looks: nothing is created or changed, and no job is touched. Steps that
//! depend on one that failed are left out, since they would only repeat it.
//! What cannot be seen without a signed-in user is said to be so and never
//! reported as well.

mod browser;
mod destination;
mod queue;
mod report;
mod token;

use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    clock::Clock,
    config::Config,
    identity::{TenantId, Verifier},
    setup::directory::Directory,
    tokens::Tokens,
    transport::Transport,
};

pub use report::{Finding, Report};

/// Looks at everything that can be seen from here; at `url`, the gateway's
/// public address, as a browser would.
pub async fn examine(
    config: Config,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    url: Option<&str>,
) -> Report {
    let mut report = Report::default();
    report.well("configuration", "whole and valid");
    let directory = Directory::new(&config, Arc::clone(&transport));
    let verifier = Verifier::new(&config, Arc::clone(&transport), Arc::clone(&clock));
    let tokens = Tokens::new(&config, Arc::clone(&transport), clock);
    for tenant in &config.tenants {
        if verifier.keys().prepare(tenant).await {
            report.well(
                "identity provider",
                &format!("the keys of {tenant} can be read"),
            );
        } else {
            report.ill("identity provider", &format!("the keys of {tenant} cannot be read"),
                "check [tenant] ids and cloud, and that this machine reaches the identity provider (proxy: HTTPS_PROXY)");
            continue;
        }
        if let Some(own) = own_token(&mut report, &tokens, tenant).await {
            graph_side(&mut report, &directory, &own, &config).await;
        }
    }
    report.unseen("reading shares as the user", &format!(
        "needs the delegated permission PrinterShare.ReadBasic.All with admin consent, and the scope {} exposed; \
         a first redirect by a user shows whether it works", config.scope));
    match url {
        None => report.unseen(
            "reachability from a browser",
            "give --url with the gateway's public address to try it",
        ),
        Some(url) => browser::examine(&mut report, transport.as_ref(), url, &config.origins).await,
    }
    report
}

async fn own_token(
    report: &mut Report,
    tokens: &Tokens,
    tenant: &TenantId,
) -> Option<SecretString> {
    let trouble = match tokens.of_app(tenant).await {
        Ok(own) => {
            report.well("credential", "the identity provider takes it");
            token::examine(report, own.expose_secret());
            return Some(own);
        }
        Err(trouble) => trouble,
    };
    report.ill("credential", &trouble.to_string(), trouble.remedy());
    None
}

async fn graph_side(
    report: &mut Report,
    directory: &Directory,
    own: &SecretString,
    config: &Config,
) {
    let name = &config.task_definition;
    let mut held = None;
    match directory.definitions(own).await {
        Err(trouble) => report.ill(
            "task definition",
            &trouble.to_string(),
            "grant the permission, then run `gateway setup`",
        ),
        Ok(definitions) => {
            if definitions.iter().any(|known| known.name == *name) {
                report.well("task definition", &format!("\"{name}\" is there"));
            } else {
                let seen = format!("there is no \"{name}\"");
                report.ill("task definition", &seen, "run `gateway setup`");
            }
            held = directory.tasks(own, &definitions).await.ok();
        }
    }
    if config.queues.is_empty() {
        report.unseen(
            "queues",
            "none are configured: add their printers to [setup] queues",
        );
    }
    for queue in &config.queues {
        queue::examine(report, directory, own, queue, held.as_deref()).await;
    }
    for listed in &config.destinations.listed {
        destination::examine(report, directory, own, &listed.share).await;
    }
}
