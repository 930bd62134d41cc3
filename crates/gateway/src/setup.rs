//! Creating what Graph needs before a job can be held: the task definition and
//! each queue's trigger.
//!
//! The definition is made with the app's own token and the triggers with that
//! of a Printer Administrator who signs in **through the gateway's own app**:
//! Graph lets a job be redirected only by the app whose trigger holds it. What
//! is there already is left as it is, so that running it again changes nothing.
//! A trigger of another app is never removed: somebody else's jobs hang on it.
//!
//! <https://learn.microsoft.com/graph/universal-print-concept-overview#enable-pull-printing>

mod device;
pub(crate) mod directory;
mod trouble;

use std::sync::Arc;

use secrecy::SecretString;

use crate::{
    clock::Clock, config::Config, gateway::graph_origin, id::Printer, identity::TenantId,
    tokens::Tokens, transport::Transport,
};

use directory::{Definition, Directory, Trigger};
pub use trouble::SetupTrouble;

/// What the administrator must hold and consent to.
const ADMINISTRATOR_SCOPE: &str = "Printer.ReadWrite.All";

/// Makes what is missing in each tenant; with `dry_run` only says what. Each
/// step is told through `show`.
pub async fn set_up(
    config: Config,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    dry_run: bool,
    show: impl Fn(&str),
) -> Result<(), SetupTrouble> {
    let directory = Directory::new(&config, Arc::clone(&transport));
    let tokens = Tokens::new(&config, Arc::clone(&transport), clock);
    for tenant in &config.tenants {
        let own = tokens
            .of_app(tenant)
            .await
            .map_err(SetupTrouble::OwnToken)?;
        let known = directory.definitions(&own).await?;
        let name = &config.task_definition;
        if config.queues.is_empty() {
            definition(&directory, &own, &known, name, dry_run, &show).await?;
            show("No queues are configured ([setup] queues): no triggers to make.");
            continue;
        }
        show("A Printer Administrator has to sign in, to look at the queues' triggers:");
        let sign_in = device::SignIn {
            authority: &config.authority,
            tenant,
            client_id: &config.client_id,
            scope: format!("{}/{ADMINISTRATOR_SCOPE}", graph_origin(config.cloud)),
            transport: transport.as_ref(),
        };
        let administrator = sign_in.token(&show).await?;
        // All queues are looked at before anything is made.
        let mut without = Vec::new();
        for queue in &config.queues {
            if has_trigger(&directory, &administrator, queue, name, &known).await? {
                show(&format!("The queue {queue} has its trigger."));
            } else {
                without.push(queue);
            }
        }
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
        hint(tenant, dry_run, &show);
    }
    Ok(())
}

/// The definition's id; absent when it would have to be made first.
async fn definition(
    directory: &Directory,
    own: &SecretString,
    known: &[Definition],
    name: &str,
    dry_run: bool,
    show: &impl Fn(&str),
) -> Result<Option<String>, SetupTrouble> {
    let found = known.iter().find(|definition| definition.name == name);
    if let Some(definition) = found {
        show(&format!(
            "The task definition \"{name}\" is there: {}.",
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

/// Whether the queue has the trigger of the definition with this name; a trigger
/// of another one is in the way, since Graph allows one a printer.
async fn has_trigger(
    directory: &Directory,
    administrator: &SecretString,
    queue: &Printer,
    name: &str,
    known: &[Definition],
) -> Result<bool, SetupTrouble> {
    let triggers = directory.triggers(administrator, queue).await?;
    let Some(Trigger { definition, .. }) = triggers.into_iter().next() else {
        return Ok(false);
    };
    match known
        .iter()
        .find(|known| Some(&known.id) == definition.as_ref())
    {
        Some(own) if own.name == name => Ok(true),
        Some(own) => Err(SetupTrouble::OtherDefinition {
            printer: queue.clone(),
            name: own.name.clone(),
        }),
        None => Err(SetupTrouble::ForeignTrigger(queue.clone())),
    }
}

fn hint(tenant: &TenantId, dry_run: bool, show: &impl Fn(&str)) {
    show(&if dry_run {
        format!("Nothing was changed in {tenant}. `gateway setup` does what is said above.")
    } else {
        format!("Done in {tenant}. `gateway doctor` says whether all of it works.")
    });
}
