//! Checks step by step what works, and says what to do about what does not.
//!
//! `doctor` only reads: it creates and changes nothing. If a step fails, the
//! steps that depend on it are left out. What cannot be checked without a
//! signed-in user is reported as unknown, never as working.

mod browser;
mod destination;
mod queue;
mod report;
mod time;
mod token;

use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};

use universal_print::{endpoint::Version, time::Timestamp};

use crate::{
    clock::{Clock, rfc3339},
    config::Config,
    credential::{CertificateFiles, ClientCredential, Validity},
    graph::{
        address::{endpoint, graph_origin},
        directory::Directory,
    },
    identity::{
        Verifier,
        authority::TenantId,
        discovery::{Discovery, ProviderEndpoints, ProviderError},
    },
    tokens::{GraphTokens, ON_BEHALF_OF},
    transport::Transport,
};

pub use report::{Finding, Report};

/// Checks everything that can be checked from here. `url` is the gateway's public
/// address, which is used as a browser would use it.
pub async fn examine(
    config: Config,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    url: Option<&str>,
) -> Report {
    let mut report = Report::default();
    report.passed("configuration", "valid");
    for warning in &config.warnings {
        report.warned("configuration", &warning.to_string());
    }
    if let ClientCredential::Certificate(files) = &*config.credential {
        certificate(&mut report, files, clock.now());
    }
    let endpoint = endpoint(config.cloud, config.graph.as_ref(), Version::V1);
    let directory = Directory::new(endpoint, Arc::clone(&transport));
    let discovery = Discovery::new(config.authority.clone(), Arc::clone(&transport));
    let discovery = Arc::new(discovery);
    let verifier = Verifier::new(
        config.expected_claims(),
        Arc::clone(&discovery),
        Arc::clone(&clock),
    );
    let graph = graph_origin(config.cloud);
    let tokens = GraphTokens::new(
        config.app(),
        Arc::clone(&discovery),
        graph,
        Arc::clone(&transport),
        Arc::clone(&clock),
    );
    let is_entra = config.authority.is_entra();
    for tenant in &config.tenants {
        if verifier.keys().prepare(tenant).await {
            report.passed(
                "identity provider",
                &format!("the keys of {tenant} can be read"),
            );
        } else {
            let error = verifier.keys().trouble(tenant).await;
            let why = error.as_ref().map(|why| format!(": {why}"));
            let why = why.unwrap_or_default();
            let seen = format!("the keys of {tenant} cannot be read{why}");
            report.failed("identity provider", &seen, ProviderError::REMEDY);
            continue;
        }
        let configuration = config.authority.configuration(tenant);
        time::examine(
            &mut report,
            transport.as_ref(),
            clock.as_ref(),
            configuration,
            config.skew,
        )
        .await;
        if !is_entra && let Ok(endpoints) = discovery.endpoints(tenant).await {
            on_behalf_of(&mut report, &endpoints);
        }
        if let Some(own) = own_token(&mut report, &tokens, tenant, is_entra).await {
            graph_side(&mut report, &directory, &own, &config).await;
        }
    }
    report.unknown("reading shares as the user", &format!(
        "needs the delegated permission PrinterShare.ReadBasic.All with admin consent, and the scope {} exposed; \
         the first redirect of a user shows whether it works", config.scope));
    match url {
        None => report.unknown(
            "reachability from a browser",
            "to check it, run `gateway doctor --url` with the gateway's public address",
        ),
        Some(url) => browser::examine(&mut report, transport.as_ref(), url, &config).await,
    }
    report
}

/// Says how long the certificate is valid. An expired one is a mistake in the configuration.
fn certificate(report: &mut Report, files: &CertificateFiles, now: Timestamp) {
    let at = files.certificate_file().display();
    if let Validity::Valid { ends, days, .. } = files.last().validity(now) {
        let seen = format!(
            "{at} is valid for {days} days more, until {}",
            rfc3339(ends)
        );
        report.passed("certificate", &seen);
    }
}

/// Says so if the provider does not offer what every redirect needs. Whether this app may use
/// it is known only when a user redirects.
fn on_behalf_of(report: &mut Report, endpoints: &ProviderEndpoints) {
    if endpoints.denies(ON_BEHALF_OF) {
        report.failed(
            "on behalf of users",
            &format!("the provider does not offer on-behalf-of ({ON_BEHALF_OF} is not in its grant_types_supported): no redirect can work"),
            "offer this grant at the provider, or put a service in front that does; docs/tenants.md says what is asked",
        );
    }
}

async fn own_token(
    report: &mut Report,
    tokens: &GraphTokens,
    tenant: &TenantId,
    is_entra: bool,
) -> Option<SecretString> {
    let error = match tokens.of_app(tenant).await {
        Ok(own) => {
            report.passed("credential", "the identity provider accepts it");
            token::examine(report, own.expose_secret(), is_entra);
            return Some(own);
        }
        Err(error) => error,
    };
    report.failed("credential", &error.to_string(), error.remedy());
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
        Err(error) => report.failed(
            "task definition",
            &error.to_string(),
            &error.remedy("check [tenant] cloud and graph"),
        ),
        Ok(definitions) => {
            if definitions
                .iter()
                .any(|known| known.display_name.as_ref() == Some(name))
            {
                report.passed("task definition", &format!("\"{name}\" exists"));
            } else {
                let seen = format!("there is no \"{name}\"");
                report.failed("task definition", &seen, "run `gateway setup`");
            }
            held = directory.tasks(own, &definitions).await.ok();
        }
    }
    if config.queues.is_empty() {
        report.unknown(
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
