//! Creates what Graph needs before a job can be held: the task definition and each
//! queue's trigger.
//!
//! The definition is created with the app's own token. The triggers are created
//! with the token of a Printer Administrator who signs in **through the gateway's
//! own app**: Graph lets only the app whose trigger holds a job redirect it. What
//! exists is left as it is, so `setup` can be run again. A trigger of another app
//! is never removed, because that app may still need it.
//!
//! <https://learn.microsoft.com/graph/universal-print-concept-overview#enable-pull-printing>

mod advice;
mod browser;
mod device;
mod error;
mod loopback;
mod registration;
mod sign_in;
mod way;

use std::sync::Arc;

use secrecy::SecretString;
use universal_print::{
    endpoint::Version,
    ids::{PrinterId, TaskDefinitionId},
    task::TaskDefinition,
};

use crate::{
    clock::Clock,
    config::Config,
    graph::{
        address::{endpoint, graph_origin},
        directory::{ADMINISTRATOR_SCOPE, Directory, DirectoryError},
    },
    identity::{authority::TenantId, discovery::Discovery},
    tokens::GraphTokens,
    transport::Transport,
};

pub use error::SetupError;
pub use registration::registration;
use sign_in::SignIn;
pub use way::{Obstacle, OpenBrowser, SignInWay};

/// Creates what is missing in each tenant. With `dry_run` it only says what is
/// missing. An administrator signs in in each tenant in this `way`. Every step is
/// reported through `show`.
pub async fn set_up(
    config: Config,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    way: &SignInWay,
    dry_run: bool,
    show: impl Fn(&str),
) -> Result<(), SetupError> {
    let endpoint = endpoint(config.cloud, config.graph.as_ref(), Version::V1);
    let directory = Directory::new(endpoint, Arc::clone(&transport));
    let graph = graph_origin(config.cloud);
    let discovery = Discovery::new(config.authority.clone(), Arc::clone(&transport));
    let discovery = Arc::new(discovery);
    let tokens = GraphTokens::new(
        config.app(),
        Arc::clone(&discovery),
        graph,
        Arc::clone(&transport),
        Arc::clone(&clock),
    );
    // Other providers know the app as a confidential client, which always proves itself
    // (https://www.rfc-editor.org/rfc/rfc6749#section-3.2.1).
    let credential = (!config.authority.is_entra()).then(|| config.credential.as_ref());
    for tenant in &config.tenants {
        let own = tokens.of_app(tenant).await.map_err(SetupError::OwnToken)?;
        let known = directory.definitions(&own).await?;
        let name = &config.task_definition;
        if config.queues.is_empty() {
            definition(&directory, &own, &known, name, dry_run, &show).await?;
            show("No queues are configured ([setup] queues), so there are no triggers to create.");
            continue;
        }
        show(&format!(
            "A person with the role Printer Administrator in the tenant {tenant} has to sign in, because only they can read the queues' triggers."
        ));
        let endpoints = discovery.endpoints(tenant).await?;
        let sign_in = SignIn {
            endpoints: &endpoints,
            client_id: &config.client_id,
            scope: format!("{}/{ADMINISTRATOR_SCOPE}", graph_origin(config.cloud)),
            credential,
            clock: clock.as_ref(),
            transport: transport.as_ref(),
        };
        let administrator = match way {
            SignInWay::Browser(open) => sign_in.in_browser(open, &show).await?,
            SignInWay::DeviceCode { because } => {
                if let Some(because) = because {
                    show(&format!(
                        "No browser is opened here, because {because}. The sign-in is by device code."
                    ));
                }
                sign_in.by_device_code(&show).await?
            }
        };
        let is_known = |known: &TaskDefinition| known.display_name.as_deref() == Some(name);
        let mut is_complete = known.iter().any(is_known);
        // All queues are checked before anything is created.
        let mut without = Vec::new();
        for queue in &config.queues {
            if has_trigger(&directory, &administrator, queue, name, &known).await? {
                show(&format!("The queue {queue} has its trigger."));
            } else {
                without.push(queue);
            }
        }
        is_complete &= without.is_empty();
        let definition = definition(&directory, &own, &known, name, dry_run, &show).await?;
        for queue in without {
            match &definition {
                Some(definition) if !dry_run => {
                    directory
                        .create_trigger(&administrator, queue, definition)
                        .await?;
                    show(&format!("Created the trigger of the queue {queue}."));
                }
                _ => show(&format!("Would create the trigger of the queue {queue}.")),
            }
        }
        hint(tenant, dry_run, is_complete, &show);
    }
    Ok(())
}

/// Finds or creates the definition. A dry run returns `None` if it is missing.
async fn definition(
    directory: &Directory,
    own: &SecretString,
    known: &[TaskDefinition],
    name: &str,
    dry_run: bool,
    show: &impl Fn(&str),
) -> Result<Option<TaskDefinitionId>, SetupError> {
    let mut known = known.iter();
    if let Some(definition) = known.find(|known| known.display_name.as_deref() == Some(name)) {
        show(&format!(
            "The task definition \"{name}\" exists: {}.",
            definition.id
        ));
        return Ok(Some(definition.id.clone()));
    }
    if dry_run {
        show(&format!("Would create the task definition \"{name}\"."));
        return Ok(None);
    }
    let id = directory.create_definition(own, name).await?;
    show(&format!("Created the task definition \"{name}\": {id}."));
    Ok(Some(id))
}

/// Whether the queue has the trigger of the definition with this name. A trigger
/// of another definition is an error, because a printer can have only one.
async fn has_trigger(
    directory: &Directory,
    administrator: &SecretString,
    queue: &PrinterId,
    name: &str,
    known: &[TaskDefinition],
) -> Result<bool, SetupError> {
    let triggers = directory.triggers(administrator, queue).await;
    let triggers = triggers.map_err(|error| match error {
        DirectoryError::Refused { status: 404, .. } => SetupError::UnknownPrinter(queue.clone()),
        error => error.into(),
    })?;
    let Some(trigger) = triggers.into_iter().next() else {
        return Ok(false);
    };
    let mut known = known.iter();
    let own = known.find(|known| Some(&known.id) == trigger.definition.as_ref());
    match own.and_then(|own| own.display_name.as_deref()) {
        Some(own) if own == name => Ok(true),
        Some(own) => Err(SetupError::OtherDefinition {
            printer: queue.clone(),
            name: own.to_owned(),
        }),
        None => Err(SetupError::ForeignTrigger(queue.clone())),
    }
}

fn hint(tenant: &TenantId, dry_run: bool, is_complete: bool, show: &impl Fn(&str)) {
    show(&if dry_run && is_complete {
        format!("Nothing has to be changed in {tenant}.")
    } else if dry_run {
        format!("Nothing was changed in {tenant}. `gateway setup` makes the changes above.")
    } else {
        format!("Done in {tenant}. `gateway doctor` checks whether everything works.")
    });
}
