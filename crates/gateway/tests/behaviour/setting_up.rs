//! `setup` and `doctor`, from an empty tenant to one in which a job is held.

use std::sync::{Arc, Mutex};

use gateway::{
    config::{Config, ConfigSource},
    doctor::{Finding, Report, examine},
    setup::{Obstacle, SetupError, SignInWay, set_up},
};
use simulator::{
    fault::{FaultKind, InjectedFault, When},
    identity::{App, Credential, DirectoryUser, Layout},
    printer::Printer,
    task::{TaskDefinition, Trigger},
    user::User,
};

use crate::world::{
    APP, Network, ORIGIN, PROVIDER, SECRET, SERVICES, TENANT, World, adele, app, call, redirect_to,
};

pub(crate) const MEGAN: &str = "48d31887-5fad-4d73-a9f5-3c356e68a038";
const BY_CODE: SignInWay = SignInWay::DeviceCode {
    because: Some(Obstacle::Pod),
};
/// A queue without a trigger.
pub(crate) const NEW_QUEUE: &str = "10000000-0000-4000-8000-0000000000aa";

pub(crate) fn config() -> Config {
    Config::read(&ConfigSource::of_text(&config_text()).unwrap()).unwrap()
}

pub(crate) fn config_text() -> String {
    format!(
        "[server]\norigins = [\"{ORIGIN}\"]\n[tenant]\nids = [\"{TENANT}\"]\n[app]\nclient_id = \"{APP}\"\n\
         secret = \"{SECRET}\"\n[setup]\nqueues = [\"{NEW_QUEUE}\"]\n"
    )
}

/// A tenant with a Printer Administrator, and the app as `docs/deploy.md` registers it.
pub(crate) fn world(change: impl FnOnce(&mut App)) -> World {
    let world = World::new();
    let mut registration = app(Credential::Secret(SECRET.to_owned()));
    registration
        .graph_roles
        .push("PrintTaskDefinition.ReadWrite.All".to_owned());
    registration
        .graph_scopes
        .push("Printer.ReadWrite.All".to_owned());
    registration.allows_device_code = true;
    registration.native_redirect_uris = vec!["http://localhost".to_owned()];
    change(&mut registration);
    {
        let mut inner = world.lock();
        inner.identity.add_app(registration);
        inner.identity.add_user(DirectoryUser {
            id: MEGAN.to_owned(),
            user_name: "MeganB".to_owned(),
            groups: Vec::new(),
        });
        let megan = User {
            printer_administrator: true,
            ..User::new(MEGAN, "MeganB", "Megan")
        };
        inner.tenant.add_user(megan);
        let mut queue = Printer::new(NEW_QUEUE, "New queue");
        queue.has_physical_device = false;
        inner.tenant.add_printer(queue);
    }
    world
}

/// Runs `setup` while an administrator signs in, and returns its output.
async fn run(world: &World, dry_run: bool) -> (Result<(), SetupError>, String) {
    run_with(config(), world, dry_run).await
}

async fn run_with(
    config: Config,
    world: &World,
    dry_run: bool,
) -> (Result<(), SetupError>, String) {
    let said = Arc::new(Mutex::new(String::new()));
    let show = |line: &str| {
        said.lock().unwrap().push_str(line);
        said.lock().unwrap().push('\n');
        if line.starts_with("Open ") {
            let mut inner = world.lock();
            let code = inner.identity.waiting_devices()[0].to_owned();
            assert!(inner.identity.approve_device(&code, MEGAN));
        }
    };
    let done = set_up(
        config,
        Arc::new(world.clone()),
        world.clock(),
        &BY_CODE,
        dry_run,
        show,
    )
    .await;
    let said = said.lock().unwrap().clone();
    (done, said)
}

async fn look(world: &World) -> Report {
    examine(config(), Arc::new(world.clone()), world.clock(), None).await
}

#[tokio::test(start_paused = true)]
async fn after_setup_a_job_is_held_and_can_be_redirected() {
    let world = world(|_| {});
    let (done, said) = run(&world, false).await;
    assert!(done.is_ok(), "{done:?}");
    assert!(
        said.contains("Created the task definition") && said.contains("Created the trigger"),
        "{said}"
    );
    assert!(said.contains("because this is a pod"), "{said}");
    let job = world.job_in(NEW_QUEUE, &adele());
    let token = world.token(&adele());
    let mut request = redirect_to(&job, &token, crate::world::LOBBY, crate::world::LOBBY_SHARE);
    *request.uri_mut() = format!("/v1.0/print/printers/{NEW_QUEUE}/jobs/{job}/redirect")
        .parse()
        .unwrap();
    assert_eq!(call(&world.router(), request).await.status, 200);
    assert_eq!(world.printed().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn setup_run_again_changes_nothing() {
    let world = world(|_| {});
    run(&world, false).await.0.unwrap();
    let made = (
        world.sent("POST", "/taskDefinitions"),
        world.sent("POST", "/taskTriggers"),
    );
    assert_eq!(made, (1, 1));
    let (done, said) = run(&world, false).await;
    assert!(
        done.is_ok() && said.contains("exists") && said.contains("has its trigger"),
        "{said}"
    );
    assert_eq!(
        (
            world.sent("POST", "/taskDefinitions"),
            world.sent("POST", "/taskTriggers")
        ),
        made
    );
}

#[tokio::test(start_paused = true)]
async fn a_queue_that_is_listed_in_two_cases_gets_one_trigger() {
    let world = world(|_| {});
    let upper = format!("\"{NEW_QUEUE}\", \"{}\"", NEW_QUEUE.to_uppercase());
    let text = config_text().replace(&format!("\"{NEW_QUEUE}\""), &upper);
    let config = Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    let (done, said) = run_with(config, &world, false).await;
    assert!(done.is_ok(), "{done:?} {said}");
    assert_eq!(world.sent("POST", "/taskTriggers"), 1);
}

#[tokio::test(start_paused = true)]
async fn setup_signs_in_at_a_foreign_provider() {
    let world = world(|_| {});
    let layout = Layout::foreign(PROVIDER, SERVICES);
    world.lock().identity.lay_out(layout);
    // Some providers write seconds as text.
    let as_text = |text: &str| {
        let text = text.replace("\"expires_in\":900", "\"expires_in\":\"900\"");
        text.replace("\"interval\":5", "\"interval\":\"5\"")
    };
    let changed = Network::Changed(as_text);
    world.lock().network.push(("POST", SERVICES, changed));
    let issuer = format!("issuer = \"{PROVIDER}\"\n[app]");
    let text = config_text().replace("[app]", &issuer);
    let config = || Config::read(&ConfigSource::of_text(&text).unwrap()).unwrap();
    let (done, said) = run_with(config(), &world, false).await;
    assert!(done.is_ok(), "{done:?} {said}");
    assert_eq!(world.sent("POST", &format!("{SERVICES}/issue/device")), 1);
    // A provider without device codes is named as the reason.
    let world = self::world(|_| {});
    let body = serde_json::json!({
        "issuer": PROVIDER,
        "jwks_uri": format!("{SERVICES}/jwks.json"),
        "token_endpoint": format!("{SERVICES}/issue/token"),
    });
    let refuse = FaultKind::Refuse { status: 200, body };
    {
        let identity = &mut world.lock().identity;
        identity.lay_out(Layout::foreign(PROVIDER, SERVICES));
        identity.add_fault(InjectedFault::once("GET", "openid-configuration", refuse));
    }
    let (done, _) = run_with(config(), &world, false).await;
    let error = done.unwrap_err().to_string();
    assert!(error.contains("no device code"), "{error}");
    assert!(error.contains("without --device-code"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_changes_nothing() {
    let world = world(|_| {});
    let (done, said) = run(&world, true).await;
    assert!(done.is_ok());
    assert!(
        said.contains("Would create the task definition")
            && said.contains("Would create the trigger"),
        "{said}"
    );
    assert_eq!(world.sent("POST", "graph.microsoft.com"), 0);
    assert!(said.contains("makes the changes above"), "{said}");
    run(&world, false).await.0.unwrap();
    let (done, said) = run(&world, true).await;
    assert!(done.is_ok() && said.contains("Nothing has to be changed"));
}

/// Gives the queue a trigger of another app.
fn queue_of_another_app(world: &World) {
    let trigger = Trigger {
        id: "t".to_owned(),
        app_id: "other".to_owned(),
        definition_id: "theirs".to_owned(),
    };
    let queue = Printer::virtual_queue(NEW_QUEUE, "New queue", trigger);
    world.lock().tenant.add_printer(queue);
}

#[tokio::test(start_paused = true)]
async fn a_trigger_of_another_app_is_kept() {
    let world = world(|_| {});
    queue_of_another_app(&world);
    for dry_run in [true, false] {
        let (done, _) = run(&world, dry_run).await;
        assert!(
            matches!(done, Err(SetupError::ForeignTrigger(_))),
            "{done:?}"
        );
    }
    assert_eq!(
        (
            world.sent("POST", "/taskTriggers"),
            world.sent("DELETE", "")
        ),
        (0, 0)
    );
}

#[tokio::test(start_paused = true)]
async fn a_trigger_of_another_definition_of_the_app_is_named() {
    let world = world(|_| {});
    let trigger = Trigger {
        id: "earlier".to_owned(),
        app_id: APP.to_owned(),
        definition_id: "earlier-definition".to_owned(),
    };
    let definition = TaskDefinition {
        id: "earlier-definition".to_owned(),
        display_name: "Pull print".to_owned(),
        app_id: APP.to_owned(),
        app_name: "Print gateway".to_owned(),
    };
    let queue = Printer::virtual_queue(NEW_QUEUE, "New queue", trigger);
    world.lock().tenant.add_printer(queue);
    world.lock().tenant.add_definition(definition);
    for dry_run in [true, false] {
        let said = run(&world, dry_run).await.0.unwrap_err().to_string();
        assert!(said.contains("task_definition = \"Pull print\""), "{said}");
    }
    assert_eq!(world.sent("POST", "/taskDefinitions"), 0, "none in vain");
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_never_claims_a_change() {
    let world = world(|_| {});
    let (done, said) = run(&world, true).await;
    done.unwrap();
    assert!(
        said.contains("Nothing was changed") && !said.contains("Done"),
        "{said}"
    );
}

#[tokio::test(start_paused = true)]
async fn setup_names_a_missing_permission() {
    let without = |change: fn(&mut App)| async move {
        run(&world(change), false).await.0.unwrap_err().to_string()
    };
    let said = without(|app| app.allows_device_code = false).await;
    assert!(said.contains("allow public client flows"), "{said}");
    let said = without(|app| {
        app.graph_roles
            .retain(|role| !role.starts_with("PrintTask"));
    })
    .await;
    assert!(said.contains("PrintTaskDefinition.ReadWrite.All"), "{said}");
    let said = without(|app| app.graph_scopes.clear()).await;
    assert!(said.contains("Printer.ReadWrite.All"), "{said}");
    let said = without(|app| app.credential = Credential::Secret("changed".to_owned())).await;
    assert!(said.contains("no token of its own"), "{said}");
    assert!(said.contains("has not expired"), "{said}");
    let cut_off = world(|_| {});
    let down = ("POST", "/oauth2/v2.0/token", Network::Down);
    cut_off.lock().network.push(down);
    let said = run(&cut_off, false).await.0.unwrap_err().to_string();
    assert!(
        said.contains("HTTPS_PROXY") && !said.contains("secret"),
        "{said}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_that_nobody_completes_expires() {
    let world = world(|_| {});
    let began = world.now_ms();
    let done = set_up(
        config(),
        Arc::new(world.clone()),
        world.clock(),
        &BY_CODE,
        false,
        |_| {},
    )
    .await;
    assert!(matches!(done, Err(SetupError::SignInExpired)), "{done:?}");
    assert!(world.now_ms() - began <= 910_000);
}

#[tokio::test(start_paused = true)]
async fn doctor_finds_nothing_wrong_after_setup() {
    let world = world(|_| {});
    run(&world, false).await.0.unwrap();
    world.job_in(NEW_QUEUE, &adele());
    world.lock().sent.clear();
    let report = look(&world).await;
    assert!(report.has_passed(), "{report}");
    let queue = format!("queue {NEW_QUEUE}");
    let seen = report.findings(&queue).next().unwrap();
    assert_eq!(
        seen,
        &Finding::Passed("it can be read, and its trigger holds jobs".to_owned())
    );
    assert_eq!(world.sent("POST", "graph.microsoft.com"), 0);
    assert!(!report.to_string().contains(SECRET));
}

#[tokio::test(start_paused = true)]
async fn doctor_names_the_failing_step_and_the_remedy() {
    let failing = async |world: &World, step: &str, remedy: &str| {
        let report = look(world).await;
        let found = report
            .findings(step)
            .any(|finding| matches!(finding, Finding::Failed { .. }));
        assert!(
            found && report.to_string().contains(remedy),
            "{step}:\n{report}"
        );
        report
    };
    let fresh = world(|_| {});
    failing(&fresh, "task definition", "gateway setup").await;
    let changed = world(|app| app.credential = Credential::Secret("changed".to_owned()));
    let report = failing(&changed, "credential", "has not expired").await;
    assert_eq!(
        report.findings("task definition").count(),
        0,
        "what depends on it is left out"
    );
    let poor = world(|app| app.graph_roles.clear());
    failing(
        &poor,
        "task definition",
        "PrintTaskDefinition.ReadWrite.All",
    )
    .await;
    failing(&poor, &format!("queue {NEW_QUEUE}"), "Printer.Read.All").await;
    let cut_off = world(|_| {});
    let down = InjectedFault {
        times: Some(1),
        ..InjectedFault::always(FaultKind::Lose { when: When::Before })
    };
    cut_off.lock().identity.add_fault(down);
    failing(&cut_off, "identity provider", "HTTPS_PROXY").await;
    let lost = world(|_| {});
    lost.lock().network.push(("GET", NEW_QUEUE, Network::Down));
    failing(&lost, &format!("queue {NEW_QUEUE}"), "does not answer").await;
}

#[tokio::test(start_paused = true)]
async fn doctor_recognises_a_trigger_of_another_app() {
    let world = world(|_| {});
    queue_of_another_app(&world);
    world.job_in(NEW_QUEUE, &adele());
    let report = look(&world).await;
    let Some(Finding::Failed { seen, .. }) = report.findings(&format!("queue {NEW_QUEUE}")).next()
    else {
        panic!("{report}")
    };
    assert!(seen.contains("another app"), "{seen}");
}
