//! Injected faults, before and after the effect.

use serde_json::json;
use simulator::{
    ClientOutcome, Request, Response,
    fault::{FaultKind, InjectedFault, When},
    scenario::APPLICATION_TOKEN,
};

use crate::office::Office;

/// Sends a redirect that meets a fault, and returns whether it took effect.
fn redirect_into(kind: FaultKind) -> (ClientOutcome, bool) {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    let path = office.job_path(&job, "redirect");
    office
        .tenant
        .add_fault(InjectedFault::once("POST", "/redirect", kind));
    let request = Request::new("POST", &path, APPLICATION_TOKEN)
        .with_json(&json!({ "destinationPrinterId": printer }));
    let outcome = office.send(&request);
    let took_effect = !office.source_job(&job)["redirectedTo"].is_null();
    (outcome, took_effect)
}

fn answered(outcome: ClientOutcome) -> Response {
    outcome.response().unwrap()
}

#[test]
fn a_connection_is_lost_before_or_after_the_effect() {
    let before = redirect_into(FaultKind::Lose { when: When::Before });
    assert_eq!(before, (ClientOutcome::ConnectionLost, false));
    let after = redirect_into(FaultKind::Lose { when: When::After });
    assert_eq!(after, (ClientOutcome::ConnectionLost, true));
}

#[test]
fn a_server_error_comes_before_or_after_the_effect() {
    for (when, effect) in [(When::Before, false), (When::After, true)] {
        let (outcome, took_effect) = redirect_into(FaultKind::Unavailable { status: 503, when });
        assert_eq!((answered(outcome).status, took_effect), (503, effect));
    }
}

#[test]
fn throttling_and_refusals_have_no_effect() {
    let (outcome, took_effect) = redirect_into(FaultKind::Throttle {
        retry_after: Some("2.128".to_owned()),
    });
    let answer = answered(outcome);
    assert_eq!(
        (answer.status, answer.header("Retry-After"), took_effect),
        (429, Some("2.128"), false)
    );
    assert_eq!(answer.json()["error"]["code"], "TooManyRequests");

    let body = json!({ "error": { "code": "", "message": "No." } });
    let (outcome, took_effect) = redirect_into(FaultKind::Refuse {
        status: 403,
        body: body.clone(),
    });
    let answer = answered(outcome);
    assert_eq!(
        (answer.status, answer.json(), took_effect),
        (403, body, false)
    );
}

#[test]
fn a_garbled_answer_cannot_be_read_but_took_effect() {
    let (outcome, took_effect) = redirect_into(FaultKind::Garble);
    let answer = answered(outcome);
    let body = answer.body.unwrap();
    assert!(
        serde_json::from_str::<serde_json::Value>(&body).is_err(),
        "{body}"
    );
    assert_eq!((answer.status, took_effect), (200, true));
}

#[test]
fn a_claims_challenge_carries_the_claims_in_base64() {
    let claims = "{\"access_token\":{\"nbf\":{\"essential\":true}}}".to_owned();
    let (outcome, took_effect) = redirect_into(FaultKind::Challenge { claims });
    let answer = answered(outcome);
    let challenges: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "WWW-Authenticate")
        .map(|(_, value)| value)
        .collect();
    assert_eq!(
        (answer.status, challenges.len(), took_effect),
        (401, 1, false)
    );
    assert!(challenges[0].contains("error=\"insufficient_claims\""));
    assert!(
        challenges[0]
            .contains("claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==\"")
    );
}
