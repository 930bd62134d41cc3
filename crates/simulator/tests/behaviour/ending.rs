//! Cancel by a user and abort by an app.

use serde_json::json;
use simulator::scenario::{
    APPLICATION_TOKEN, OTHER_APPLICATION_TOKEN, OTHER_USER_TOKEN, USER_TOKEN,
};

use crate::office::Office;

#[test]
fn only_the_owner_cancels_a_job() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let path = office.job_path(&job, "cancel");
    assert_eq!(
        office.post_as(OTHER_USER_TOKEN, &path, &json!({})).status,
        403
    );
    assert_eq!(
        office.post_as(APPLICATION_TOKEN, &path, &json!({})).status,
        403
    );
    let answer = office.post_as(USER_TOKEN, &path, &json!({}));
    assert_eq!((answer.status, answer.body), (204, None));
    assert_eq!(office.source_job(&job)["status"]["state"], "canceled");
    assert_eq!(office.post_as(USER_TOKEN, &path, &json!({})).status, 409);
}

#[test]
fn a_cancelled_job_can_no_longer_be_redirected() {
    let mut office = Office::new("everyday");
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    let path = office.job_path(&job, "cancel");
    assert_eq!(office.post_as(USER_TOKEN, &path, &json!({})).status, 204);
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        409
    );
    assert!(office.tenant.printed().is_empty());
}

#[test]
fn only_the_app_that_holds_a_job_aborts_it() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let path = office.job_path(&job, "abort");
    assert_eq!(office.post_as(USER_TOKEN, &path, &json!({})).status, 403);
    assert_eq!(
        office
            .post_as(OTHER_APPLICATION_TOKEN, &path, &json!({}))
            .status,
        409
    );
    assert_eq!(
        office
            .post_as(APPLICATION_TOKEN, &path, &json!({ "reason": "left" }))
            .status,
        204
    );
    assert_eq!(office.source_job(&job)["status"]["state"], "aborted");
}
