//! Jobs: which of them a caller sees, and their JSON.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::{
    scenario::{ADMINISTRATOR_TOKEN, APPLICATION_TOKEN, OTHER_USER_TOKEN, USER_TOKEN},
    token::AccessToken,
};

use crate::office::{Office, code};

fn ids(answer: &Value) -> Vec<&str> {
    let jobs = answer["value"].as_array().unwrap();
    jobs.iter().map(|job| job["id"].as_str().unwrap()).collect()
}

#[test]
fn users_see_their_own_jobs_apps_and_administrators_see_all() {
    let mut office = Office::new("everyday");
    let by_share = format!("/v1.0/print/shares/{}/jobs", office.queue_share());
    let by_printer = format!("/v1.0/print/printers/{}/jobs", office.queue_printer());
    let adele = office.get(&by_share).json();
    let alex = office.get_as(OTHER_USER_TOKEN, &by_share).json();
    let all = office.get_as(ADMINISTRATOR_TOKEN, &by_share).json();
    assert_eq!(
        office.get_as(APPLICATION_TOKEN, &by_printer).json()["value"],
        all["value"]
    );
    assert_eq!(ids(&alex).len(), 1);
    assert!(
        adele["value"]
            .as_array()
            .unwrap()
            .iter()
            .all(|job| { job["createdBy"]["userPrincipalName"] == "AdeleV@contoso.example" })
    );
    // One more job has no owner.
    assert_eq!(ids(&all).len(), ids(&adele).len() + ids(&alex).len() + 1);
}

#[test]
fn another_users_job_cannot_be_read_by_its_id() {
    let mut office = Office::new("everyday");
    let job = office.job_named("Quarterly report.pdf");
    let path = format!("/v1.0/print/shares/{}/jobs/{job}", office.queue_share());
    assert_eq!(office.get(&path).status, 200);
    assert_eq!(office.get_as(OTHER_USER_TOKEN, &path).status, 403);
}

#[test]
fn only_a_filter_by_user_name_is_accepted_quotes_included() {
    let mut office = Office::new("everyday");
    let list = format!("/v1.0/print/shares/{}/jobs", office.queue_share());
    let mut filtered =
        |filter: &str| office.get_as(ADMINISTRATOR_TOKEN, &format!("{list}?$filter={filter}"));
    let alex = filtered("createdBy/userPrincipalName%20eq%20'alex.O''Wilber%40contoso.example'");
    assert_eq!(ids(&alex.json()).len(), 1);
    for wrong in [
        "createdBy/userPrincipalName%20eq%20'alex.O'Wilber%40contoso.example'",
        "createdBy/userPrincipalName%20eq%20alex",
        "status/state%20eq%20'paused'",
    ] {
        assert_eq!(filtered(wrong).status, 400, "{wrong}");
    }
}

#[test]
fn documents_and_tasks_come_only_when_expanded() {
    let mut office = Office::new("one-job");
    let list = format!("/v1.0/print/shares/{}/jobs", office.queue_share());
    let plain = office.get(&list).json()["value"][0].clone();
    assert!(plain.get("documents").is_none() && plain.get("tasks").is_none());
    let full = office
        .get(&format!("{list}?$expand=documents,tasks"))
        .json()["value"][0]
        .clone();
    assert_eq!(full["documents"][0]["displayName"], "Quarterly report.pdf");
    assert_eq!(full["tasks"][0]["status"]["state"], "processing");
    assert!(
        full["tasks"][0]["parentUrl"]
            .as_str()
            .unwrap()
            .contains(&office.queue_printer())
    );
}

#[test]
fn held_and_arriving_jobs_are_paused_with_their_own_details() {
    let mut office = Office::new("everyday");
    let held = office.job_named("Quarterly report.pdf");
    let arriving = office.job_named("Site plan, building B.pdf");
    let held = office.source_job(&held)["status"].clone();
    assert_eq!(
        (held["state"].as_str(), &held["details"]),
        (Some("paused"), &json!(["releaseWait"]))
    );
    let status = office.source_job(&arriving)["status"].clone();
    assert_eq!(status["state"], "paused");
    assert_eq!(status["details"], json!(["uploadPending"]));
    assert_eq!(status["isAcquiredByPrinter"], false);

    office.now_ms += 20_000;
    assert_eq!(
        office.source_job(&arriving)["status"]["details"],
        json!(["releaseWait"])
    );
}

#[test]
fn jobs_have_names_in_beta_only() {
    let mut office = Office::new("one-job");
    let path = format!("/v1.0/print/shares/{}/jobs", office.queue_share());
    assert!(
        office.get(&path).json()["value"][0]
            .get("displayName")
            .is_none()
    );
    let beta = office.get(&path.replace("v1.0", "beta")).json();
    assert_eq!(beta["value"][0]["displayName"], "Quarterly report.pdf");
}

#[test]
fn reading_jobs_needs_permissions_for_the_job_and_its_container() {
    let mut office = Office::new("everyday");
    let by_share = format!("/v1.0/print/shares/{}/jobs", office.queue_share());
    let by_printer = format!("/v1.0/print/printers/{}/jobs", office.queue_printer());
    let id = office.host.account.local_account_id.clone();
    for scope in [
        "PrintJob.ReadBasic",
        "PrinterShare.ReadBasic.All",
        "PrintJob.Create",
    ] {
        office
            .tenant
            .add_token("short", AccessToken::delegated(&id, &[scope]));
        let answer = office.get_as("short", &by_share);
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (403, "UnknownError"),
            "{scope}"
        );
    }
    // No application permission reads shares, and user scopes for shares do not open printers.
    assert_eq!(office.get_as(APPLICATION_TOKEN, &by_share).status, 403);
    assert_eq!(office.get_as(USER_TOKEN, &by_printer).status, 403);
}

#[test]
fn times_come_in_the_three_documented_forms() {
    let mut office = Office::new("everyday");
    let created: Vec<_> = office
        .waiting()
        .iter()
        .map(|job| job["createdDateTime"].as_str().unwrap().to_owned())
        .collect();
    assert!(created.iter().any(|moment| moment.ends_with(".0000000Z")));
    assert!(created.iter().any(|moment| moment.ends_with("-07:00")));
    assert!(
        created
            .iter()
            .any(|moment| moment.len() == "2020-06-30T17:19:09Z".len())
    );
}

#[test]
fn no_two_documents_share_an_id() {
    let mut office = Office::new("everyday");
    let jobs = office.waiting();
    let ids: BTreeSet<_> = jobs
        .iter()
        .map(|job| job["documents"][0]["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), jobs.len());
}

#[test]
fn an_absent_job_is_404() {
    let mut office = Office::new("everyday");
    let path = format!("/v1.0/print/shares/{}/jobs/999", office.queue_share());
    assert_eq!(office.get(&path).status, 404);
}
