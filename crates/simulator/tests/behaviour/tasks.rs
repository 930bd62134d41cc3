//! Setting up a queue, and the tasks by which an app holds jobs.

use serde_json::{Value, json};
use simulator::{
    Request, Response,
    job::{Document, NewJob},
    scenario::{
        ADMINISTRATOR_TOKEN, APPLICATION_ID, APPLICATION_TOKEN, OTHER_APPLICATION_TOKEN,
        SETUP_TOKEN, USER_TOKEN,
    },
    user::User,
};

use crate::office::{NOW_MS, Office};

const DEFINITIONS: &str = "/v1.0/print/taskDefinitions";
const COPY_ROOM: &str = "BER-A1 Copy room";

fn send(office: &mut Office, method: &str, token: &str, path: &str, body: &Value) -> Response {
    let request = Request::new(method, path, token).with_json(body);
    office.send(&request).response().unwrap()
}

fn created(answer: &Response) -> String {
    assert_eq!(answer.status, 201, "{:?}", answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn define(office: &mut Office, token: &str) -> String {
    let body = json!({ "displayName": "Hold", "createdBy": { "displayName": "Gateway" } });
    created(&office.post_as(token, DEFINITIONS, &body))
}

fn trigger_body(definition: &str) -> Value {
    json!({
        "event": "jobStarted",
        "definition@odata.bind":
            format!("https://graph.microsoft.com/v1.0/print/taskDefinitions/{definition}"),
    })
}

fn triggers_of(printer: &str) -> String {
    format!("/v1.0/print/printers/{printer}/taskTriggers")
}

/// The definition and the only task of the scenario `one-job`.
fn held() -> (Office, String, String) {
    let mut office = Office::new("one-job");
    let definitions = office.get_as(APPLICATION_TOKEN, DEFINITIONS).json();
    let definition = definitions["value"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("{DEFINITIONS}/{definition}/tasks");
    let tasks = office.get_as(APPLICATION_TOKEN, &path).json();
    assert_eq!(tasks["value"].as_array().unwrap().len(), 1);
    let task = tasks["value"][0]["id"].as_str().unwrap();
    let path = format!("{path}/{task}");
    (office, definition, path)
}

#[test]
fn after_setup_new_jobs_are_held_by_the_app() {
    let mut office = Office::new("empty");
    let definition = define(&mut office, APPLICATION_TOKEN);
    let printer = office.printer_named(COPY_ROOM);
    let answer = office.post_as(
        SETUP_TOKEN,
        &triggers_of(&printer),
        &trigger_body(&definition),
    );
    let trigger = created(&answer);
    assert_eq!(answer.json()["event"], "jobStarted");

    let account = &office.host.account;
    let user = User::new(&account.local_account_id, &account.username, "Adele Vance");
    let new = NewJob::of(&user, NOW_MS, Document::pdf("Plan.pdf", 1_000));
    let job = office.tenant.add_job(&printer, new).unwrap();

    let path = format!("{DEFINITIONS}/{definition}/tasks");
    let tasks = office.get_as(APPLICATION_TOKEN, &path).json();
    assert_eq!(tasks["value"][0]["status"]["state"], "processing");
    assert_eq!(
        tasks["value"][0]["parentUrl"],
        format!("https://graph.microsoft.com/v1.0/print/printers/{printer}/jobs/{job}")
    );
    let path = format!("/v1.0/print/printers/{printer}/jobs/{job}?$expand=tasks");
    let job = office.get_as(APPLICATION_TOKEN, &path).json();
    assert_eq!(job["status"]["state"], "paused");
    assert_eq!(job["tasks"][0]["id"], tasks["value"][0]["id"]);

    let list = office.get_as(SETUP_TOKEN, &triggers_of(&printer)).json();
    assert_eq!(
        list["value"],
        json!([{ "id": trigger, "event": "jobStarted" }])
    );
}

#[test]
fn a_definition_is_as_documented_and_its_apps_alone() {
    let mut office = Office::new("empty");
    let body = json!({ "displayName": "Hold", "createdBy": { "displayName": "Gateway" } });
    let answer = office.post_as(APPLICATION_TOKEN, DEFINITIONS, &body);
    let id = created(&answer);
    let expected = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#print/taskDefinitions/$entity",
        "id": id,
        "displayName": "Hold",
        "createdBy": { "appId": APPLICATION_ID, "displayName": "Gateway" },
    });
    assert_eq!(answer.json(), expected);

    let path = format!("{DEFINITIONS}/{id}");
    assert_eq!(office.get_as(APPLICATION_TOKEN, &path).json(), expected);
    assert_eq!(office.get_as(OTHER_APPLICATION_TOKEN, &path).status, 404);
    let others = office.get_as(OTHER_APPLICATION_TOKEN, DEFINITIONS).json();
    assert_eq!(others["value"], json!([]));
    for option in [
        "$top=1",
        "$select=id",
        "$count=true",
        "$skip=1",
        "$search=x",
    ] {
        let path = format!("{DEFINITIONS}?{option}");
        assert_eq!(
            office.get_as(APPLICATION_TOKEN, &path).status,
            400,
            "{option}"
        );
    }
}

#[test]
fn a_definition_is_renamed_and_deleted_with_its_triggers() {
    let (mut office, definition, _) = held();
    let path = format!("{DEFINITIONS}/{definition}");
    let body = json!({ "displayName": "Renamed" });
    let renamed = send(&mut office, "PATCH", APPLICATION_TOKEN, &path, &body);
    assert_eq!(renamed.json()["displayName"], "Renamed");
    assert_eq!(
        renamed.json()["createdBy"]["displayName"],
        "Contoso pull print"
    );

    let gone = send(&mut office, "DELETE", APPLICATION_TOKEN, &path, &json!({}));
    assert_eq!((gone.status, gone.body), (204, None));
    assert_eq!(office.get_as(APPLICATION_TOKEN, &path).status, 404);
    let triggers = triggers_of(&office.queue_printer());
    let triggers = office.get_as(SETUP_TOKEN, &triggers).json();
    assert_eq!(triggers["value"], json!([]));
}

#[test]
fn a_printer_has_one_trigger_set_by_the_definitions_app() {
    let mut office = Office::new("empty");
    let printer = office.printer_named(COPY_ROOM);
    let path = triggers_of(&printer);
    let own = define(&mut office, APPLICATION_TOKEN);
    let others = define(&mut office, OTHER_APPLICATION_TOKEN);
    for (token, definition, status) in [
        (USER_TOKEN, own.as_str(), 403),
        (ADMINISTRATOR_TOKEN, &own, 403),
        (APPLICATION_TOKEN, &own, 403),
        (SETUP_TOKEN, &others, 403),
        (SETUP_TOKEN, "none", 404),
        (SETUP_TOKEN, &own, 201),
        (SETUP_TOKEN, &own, 409),
    ] {
        let answer = office.post_as(token, &path, &trigger_body(definition));
        assert_eq!(answer.status, status, "{token} {definition}");
    }
}

#[test]
fn a_trigger_can_be_deleted_and_created_again() {
    let (mut office, definition, _) = held();
    let path = triggers_of(&office.queue_printer());
    let expanded = format!("{path}?$expand=definition");
    let list = office.get_as(SETUP_TOKEN, &expanded).json();
    assert_eq!(list["value"][0]["definition"]["id"], json!(definition));
    let one = format!("{path}/{}", list["value"][0]["id"].as_str().unwrap());
    assert_eq!(
        office.get_as(SETUP_TOKEN, &one).json()["event"],
        "jobStarted"
    );
    assert_eq!(
        send(&mut office, "DELETE", SETUP_TOKEN, &one, &json!({})).status,
        204
    );
    assert_eq!(office.get_as(SETUP_TOKEN, &one).status, 404);
    created(&office.post_as(SETUP_TOKEN, &path, &trigger_body(&definition)));
}

#[test]
fn a_completed_task_releases_its_job_and_is_reported_once() {
    let mut office = Office::new("empty");
    let definition = define(&mut office, APPLICATION_TOKEN);
    let printer = office.printer_named(COPY_ROOM);
    created(&office.post_as(
        SETUP_TOKEN,
        &triggers_of(&printer),
        &trigger_body(&definition),
    ));
    let user = User::new("u", "u@contoso.example", "U");
    let new = NewJob::of(&user, NOW_MS, Document::pdf("Plan.pdf", 1_000));
    office.tenant.add_job(&printer, new).unwrap();
    office.now_ms += 60_000;
    assert!(office.tenant.printed().is_empty());
    let tasks = format!("{DEFINITIONS}/{definition}/tasks");
    let task = office.get_as(APPLICATION_TOKEN, &tasks).json()["value"][0]["id"].clone();
    let path = format!("{tasks}/{}", task.as_str().unwrap());

    let body = json!({ "status": { "state": "completed", "description": "Done." } });
    let answer = send(&mut office, "PATCH", APPLICATION_TOKEN, &path, &body);
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    assert_eq!(answer.json()["status"], body["status"]);
    assert_eq!(
        send(&mut office, "PATCH", APPLICATION_TOKEN, &path, &body).status,
        409
    );
    office.tenant.settle(office.now_ms + 8_000);
    assert_eq!(office.tenant.printed().len(), 1);
}

#[test]
fn an_aborted_task_ends_its_job_and_is_private() {
    let (mut office, _, path) = held();
    let job = office.job_named("Quarterly report.pdf");
    assert_eq!(office.get_as(OTHER_APPLICATION_TOKEN, &path).status, 404);
    let body = json!({ "status": { "state": "aborted", "description": "Left." } });
    assert_eq!(
        send(&mut office, "PATCH", OTHER_APPLICATION_TOKEN, &path, &body).status,
        404
    );
    assert_eq!(
        send(&mut office, "PATCH", APPLICATION_TOKEN, &path, &body).status,
        200
    );
    assert_eq!(office.source_job(&job)["status"]["state"], "aborted");
    let printer = office.printer_named(COPY_ROOM);
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        409
    );
}

#[test]
fn redirecting_a_job_completes_its_task() {
    let (mut office, _, path) = held();
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named(COPY_ROOM);
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        200
    );
    let task = office.get_as(APPLICATION_TOKEN, &path).json();
    assert_eq!(
        task["status"],
        json!({ "state": "completed", "description": "completed" })
    );
}

#[test]
fn a_task_report_needs_a_valid_state() {
    let (mut office, _, path) = held();
    for body in [
        json!({}),
        json!({ "status": "completed" }),
        json!({ "status": { "state": "done", "description": "" } }),
        json!({ "status": { "state": "completed" } }),
        json!({ "state": "completed" }),
    ] {
        let answer = send(&mut office, "PATCH", APPLICATION_TOKEN, &path, &body);
        assert_eq!(answer.status, 400, "{body}");
    }
}

#[test]
fn only_the_app_that_holds_a_job_changes_its_configuration() {
    let mut office = Office::new("documented");
    let job = office.job_named("testjob.pdf");
    let path = format!("/v1.0/print/printers/{}/jobs/{job}", office.queue_printer());
    // The page lists these permissions; the one for redirect suffices.
    let body = json!({ "configuration": { "copies": 7, "dpi": null } });
    for (token, status) in [
        (USER_TOKEN, 403),
        (OTHER_APPLICATION_TOKEN, 409),
        (APPLICATION_TOKEN, 200),
    ] {
        assert_eq!(
            send(&mut office, "PATCH", token, &path, &body).status,
            status,
            "{token}"
        );
    }
    let configuration = office.source_job(&job)["configuration"].clone();
    assert_eq!(configuration["copies"], 7);
    assert_eq!(configuration["dpi"], Value::Null);
    assert_eq!(configuration["mediaSize"], "A4");
    for wrong in [
        json!({ "configuration": { "copies": "7" } }),
        json!({ "status": {} }),
        json!({}),
    ] {
        assert_eq!(
            send(&mut office, "PATCH", APPLICATION_TOKEN, &path, &wrong).status,
            400
        );
    }
}

#[test]
fn an_abort_needs_a_body_with_a_reason_or_nothing() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let path = office.job_path(&job, "abort");
    for wrong in [json!({ "why": "left" }), json!({ "reason": 1 }), json!([])] {
        assert_eq!(office.post_as(APPLICATION_TOKEN, &path, &wrong).status, 400);
    }
    let bare = Request::new("POST", &path, APPLICATION_TOKEN);
    assert_eq!(office.send(&bare).response().unwrap().status, 400);
    let empty = json!({});
    assert_eq!(office.post_as(APPLICATION_TOKEN, &path, &empty).status, 204);
}
