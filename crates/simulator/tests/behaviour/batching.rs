//! `$batch`: several requests in one.

use serde_json::{Value, json};
use simulator::scenario::USER_TOKEN;

use crate::office::Office;

fn step<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let steps = answer["responses"].as_array().unwrap();
    steps.iter().find(|step| step["id"] == id).unwrap()
}

#[test]
fn each_step_has_its_own_answer_under_its_id() {
    let mut office = Office::new("one-job");
    let jobs = format!("/print/shares/{}/jobs", office.queue_share());
    let batch = json!({ "requests": [
        { "id": "1", "method": "GET", "url": jobs },
        { "id": "2", "method": "GET", "url": "print/shares/none" },
        { "id": "3", "method": "GET", "url": "/print/shares", "dependsOn": ["2"] },
    ] });
    let answer = office.post_as(USER_TOKEN, "/v1.0/$batch", &batch);
    assert_eq!(answer.status, 200);
    let answer = answer.json();
    assert_eq!(
        step(&answer, "1")["body"]["value"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(step(&answer, "2")["status"], 404);
    assert_eq!(step(&answer, "3")["status"], 424);
}

#[test]
fn more_than_twenty_steps_or_repeated_ids_are_refused() {
    let mut office = Office::new("one-job");
    let steps = |ids: Vec<String>| {
        let steps = ids
            .into_iter()
            .map(|id| json!({ "id": id, "method": "GET", "url": "/print/shares" }));
        json!({ "requests": steps.collect::<Vec<_>>() })
    };
    let many = steps((0..21).map(|id| id.to_string()).collect());
    let twice = steps(vec!["a".to_owned(), "A".to_owned()]);
    for body in [many, twice, json!({})] {
        assert_eq!(
            office.post_as(USER_TOKEN, "/v1.0/$batch", &body).status,
            400
        );
    }
}

#[test]
fn an_invalid_batch_changes_nothing() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let cancel = office.job_path(&job, "cancel").replace("/v1.0", "");
    let cancel = json!({ "id": "1", "method": "POST", "url": cancel });
    for last in [
        json!({ "id": "1", "method": "GET", "url": "/print/shares" }),
        json!({ "id": "2", "url": "/print/shares" }),
        json!({ "id": "2", "method": "GET", "url": "/print/shares", "dependsOn": ["3"] }),
        json!({ "id": "2", "method": "GET", "url": "/print/shares", "dependsOn": ["2"] }),
    ] {
        let body = json!({ "requests": [cancel, last] });
        assert_eq!(
            office.post_as(USER_TOKEN, "/v1.0/$batch", &body).status,
            400,
            "{last}"
        );
    }
    assert_eq!(office.source_job(&job)["status"]["state"], "paused");
}

#[test]
fn a_step_runs_after_the_one_it_depends_on() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let cancel = office.job_path(&job, "cancel").replace("/v1.0", "");
    let read = format!("/print/shares/{}/jobs/{job}", office.queue_share());
    let batch = json!({ "requests": [
        { "id": "read", "method": "GET", "url": read, "dependsOn": ["Cancel"] },
        { "id": "cancel", "method": "POST", "url": cancel },
    ] });
    let answer = office.post_as(USER_TOKEN, "/v1.0/$batch", &batch).json();
    assert_eq!(step(&answer, "read")["body"]["status"]["state"], "canceled");
}

#[test]
fn a_step_needs_a_relative_url_and_a_content_type() {
    let mut office = Office::new("one-job");
    let batch = json!({ "requests": [
        { "id": "1", "method": "POST", "url": "/print/taskDefinitions", "body": {} },
        { "id": "2", "method": "GET", "url": "https://graph.microsoft.com/v1.0/print/shares" },
        { "id": "3", "method": "POST", "url": "/$batch" },
    ] });
    let answer = office.post_as(USER_TOKEN, "/v1.0/$batch", &batch).json();
    for id in ["1", "2", "3"] {
        assert_eq!(step(&answer, id)["status"], 400, "{id}");
    }
}
