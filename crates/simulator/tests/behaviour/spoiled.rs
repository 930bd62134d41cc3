//! Faults that change an answer, and which requests meet them.

use serde_json::{Value, json};
use simulator::{
    Delivery, Request, Response,
    fault::{ChallengeForm, CutAt, FaultKind, InjectedFault, When},
    graph_operation::GraphOperation,
    http::PartialResponse,
    scenario::{APPLICATION_TOKEN, USER_TOKEN},
};

use crate::office::{NOW_MS, Office};

const SHARES: &str = "/v1.0/print/shares?$top=1";

fn shares_with(fault: InjectedFault) -> Response {
    let mut office = Office::new("one-job");
    office.tenant.add_fault(fault);
    office.get(SHARES)
}

#[test]
fn an_error_fault_has_graphs_error_body() {
    let answer = shares_with(InjectedFault::on(
        GraphOperation::ListShares,
        FaultKind::Error {
            status: 423,
            code: "resourceLocked".to_owned(),
            message: "Locked.".to_owned(),
        },
    ));
    let error = &answer.json()["error"];
    assert_eq!(
        (answer.status, &error["code"]),
        (423, &json!("resourceLocked"))
    );
    assert_eq!(
        error["innerError"]["request-id"].as_str(),
        answer.header("request-id")
    );
}

#[test]
fn a_fault_can_replace_headers_of_the_answer() {
    let kind = FaultKind::Unavailable {
        status: 503,
        when: When::Before,
    };
    let answer = shares_with(InjectedFault {
        headers: vec![
            ("Retry-After".to_owned(), "7".to_owned()),
            ("date".to_owned(), "yesterday".to_owned()),
        ],
        ..InjectedFault::on(GraphOperation::ListShares, kind)
    });
    assert_eq!(
        (answer.status, answer.header("Retry-After")),
        (503, Some("7"))
    );
    let dates = answer
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("Date"));
    assert_eq!(
        dates.map(|(_, value)| value.as_str()).collect::<Vec<_>>(),
        ["yesterday"]
    );
}

#[test]
fn a_body_can_be_replaced_before_or_after_the_effect() {
    let page = "<html>Sign in to this network</html>".to_owned();
    for (when, effect) in [(When::Before, false), (When::After, true)] {
        let mut office = Office::new("one-job");
        let job = office.job_named("Quarterly report.pdf");
        let printer = office.printer_named("BER-A1 Copy room");
        let body = page.clone();
        office.tenant.add_fault(InjectedFault::on(
            GraphOperation::Redirect,
            FaultKind::Replace { when, body },
        ));
        let answer = office.redirect_as(APPLICATION_TOKEN, &job, &printer);
        assert_eq!(
            (answer.status, answer.body.as_deref()),
            (200, Some(page.as_str()))
        );
        assert_eq!(office.source_job(&job)["redirectedTo"].is_string(), effect);
    }
}

#[test]
fn values_of_an_answer_can_be_altered_or_omitted() {
    let altered = |pointer: &str, value: Value| {
        let pointer = pointer.to_owned();
        shares_with(InjectedFault::always(FaultKind::Alter { pointer, value })).json()
    };
    let omitted = |pointer: &str| {
        let pointer = pointer.to_owned();
        shares_with(InjectedFault::always(FaultKind::Omit { pointer })).json()
    };
    assert_eq!(altered("", json!([])), json!([]));
    assert_eq!(altered("/value", json!("none"))["value"], "none");
    assert_eq!(altered("/value/0/id", json!(7))["value"][0]["id"], 7);
    assert_eq!(
        altered("/value/0/@odata.type", json!("#x"))["value"][0]["@odata.type"],
        "#x"
    );
    assert!(omitted("/value").get("value").is_none());
    assert!(omitted("/value/0/id")["value"][0].get("id").is_none());
    assert_eq!(omitted("/value/0")["value"], json!([]));
}

#[test]
fn a_cut_answer_is_equal_before_and_after_the_effect() {
    let cut = |when| {
        let mut office = Office::new("one-job");
        let job = office.job_named("Quarterly report.pdf");
        let printer = office.printer_named("BER-A1 Copy room");
        let kind = FaultKind::Cut {
            when,
            at: CutAt::Body,
            reset: true,
        };
        office
            .tenant
            .add_fault(InjectedFault::on(GraphOperation::Redirect, kind));
        let path = office.job_path(&job, "redirect");
        let request = Request::new("POST", &path, APPLICATION_TOKEN)
            .with_json(&json!({ "destinationPrinterId": printer }));
        let delivery = office.tenant.handle(&request, NOW_MS);
        let effect = office.source_job(&job)["redirectedTo"].is_string();
        (delivery, effect)
    };
    let (before, after) = (cut(When::Before), cut(When::After));
    assert_eq!((before.1, after.1), (false, true));
    assert_eq!(before.0, after.0);
    let Delivery::Cut {
        part: PartialResponse::Body(response),
        reset: true,
    } = before.0
    else {
        panic!("{:?}", before.0);
    };
    assert_eq!(response.status, 200);
}

#[test]
fn an_answer_without_a_body_is_cut_in_its_head() {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let kind = FaultKind::Cut {
        when: When::After,
        at: CutAt::Body,
        reset: false,
    };
    office
        .tenant
        .add_fault(InjectedFault::on(GraphOperation::Cancel, kind));
    let request = Request::new("POST", &office.job_path(&job, "cancel"), USER_TOKEN);
    let delivery = office.tenant.handle(&request, NOW_MS);
    assert!(
        matches!(
            delivery,
            Delivery::Cut {
                part: PartialResponse::Head(_),
                ..
            }
        ),
        "{delivery:?}"
    );
}

#[test]
fn every_challenge_form_has_the_required_fields_in_one_header() {
    // {"access_token":{}}
    let encoded = "claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"";
    for (form, count) in [
        (ChallengeForm::Common, 1),
        (ChallengeForm::Tenant, 1),
        (ChallengeForm::WithoutRealm, 1),
        (ChallengeForm::Shuffled, 1),
        (ChallengeForm::SecondHeader, 2),
        (ChallengeForm::TwoInOne, 1),
    ] {
        let claims = "{\"access_token\":{}}".to_owned();
        let answer = shares_with(InjectedFault::always(FaultKind::ChallengeIn {
            form,
            claims,
        }));
        let headers = answer.headers.iter();
        let challenges: Vec<_> = headers
            .filter(|(name, _)| name == "WWW-Authenticate")
            .map(|(_, value)| value)
            .collect();
        assert_eq!((answer.status, challenges.len()), (401, count), "{form:?}");
        let whole = challenges.iter().filter(|value| {
            let parts = [
                "Bearer ",
                "authorization_uri=\"",
                "error=\"insufficient_claims\"",
                encoded,
            ];
            parts.iter().all(|part| value.contains(part))
        });
        assert_eq!(whole.count(), 1, "{form:?}: {challenges:?}");
    }
}

#[test]
fn a_fault_can_meet_the_third_request_of_an_operation() {
    let mut office = Office::new("one-job");
    let share = office.queue_share();
    office.tenant.add_fault(InjectedFault {
        after: 2,
        ..InjectedFault::on(
            GraphOperation::GetShare,
            FaultKind::Throttle { retry_after: None },
        )
    });
    let path = format!("/v1.0/print/shares/{share}");
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(office.get(&path).status);
        assert_eq!(office.get(SHARES).status, 200);
    }
    assert_eq!(statuses, [200, 200, 429, 200]);
}

#[test]
fn a_throttled_step_leaves_the_other_steps_alone() {
    let mut office = Office::new("one-job");
    let retry_after = Some("10".to_owned());
    office.tenant.add_fault(InjectedFault::on(
        GraphOperation::ListShares,
        FaultKind::Throttle { retry_after },
    ));
    // A lost connection cannot meet a step of a batch, so this fault still waits.
    office.tenant.add_fault(InjectedFault::on(
        GraphOperation::ListRecentShares,
        FaultKind::Lose { when: When::Before },
    ));
    let batch = json!({ "requests": [
        { "id": "1", "method": "GET", "url": "/print/shares" },
        { "id": "2", "method": "GET", "url": "/me/print/recentPrinterShares" },
    ] });
    let answer = office.post_as(USER_TOKEN, "/v1.0/$batch", &batch);
    assert_eq!(answer.status, 200);
    let answer = answer.json();
    let step = |id: &str| {
        let steps = answer["responses"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap().clone()
    };
    assert_eq!(
        (&step("1")["status"], &step("1")["headers"]["Retry-After"]),
        (&json!(429), &json!("10"))
    );
    assert_eq!(step("2")["status"], 200);
}
