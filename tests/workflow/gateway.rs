//! Tests the widget with a gateway: calls that Graph accepts only from an
//! application go to the gateway with its own token; all others go to Graph.

use print_redirect::flow::Event;
use print_redirect::flow::service::Service;
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::{FaultKind, When};
use simulator::printer::PrinterStatus;
use simulator::{Switch, record::RecordedRequest};

use crate::browser::{Browser, GATEWAY};

const REPORT: &str = "Quarterly report.pdf";
const SCOPE: &str = "api://print/Jobs.Redirect";

/// A browser with one job and a chosen printer, where Graph refuses users' redirects.
fn with_gateway() -> Browser {
    let mut browser = opened();
    browser.choose_first();
    browser
}

fn opened() -> Browser {
    let mut browser = Browser::at("one-job");
    browser.tenant.set(Switch::RedirectAcceptsUserTokens, false);
    browser.options["gateway"] = json!({ "url": GATEWAY, "scope": SCOPE });
    browser.open();
    browser.advance(1_000);
    browser
}

fn share_named_by(request: &RecordedRequest) -> Option<&str> {
    let mut headers = request.headers.iter();
    let (_, share) = headers.find(|(name, _)| name == "print-share")?;
    Some(share)
}

#[test]
fn a_redirect_to_the_gateway_has_its_token_and_share() {
    let mut browser = with_gateway();
    browser.asked.clear();
    browser.press();
    browser.advance(60_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");

    let share = browser.page().printers()[0].share.to_string();
    let redirect = browser.requests("POST", "/redirect")[0];
    assert_eq!(share_named_by(redirect), Some(share.as_str()));
    let named = browser.tenant.requests().iter().filter_map(share_named_by);
    assert_eq!(named.count(), 1, "no other request names the share");
    let asked = browser
        .asked
        .iter()
        .filter(|need| need.audience == Service::Gateway);
    assert!(asked.clone().count() > 0);
    assert!(asked.clone().all(|need| need.scopes == [SCOPE]));
}

#[test]
fn a_rejected_gateway_token_is_renewed_for_the_gateway() {
    let mut browser = with_gateway();
    let claims = "{}".to_owned();
    browser.trouble("POST", "/redirect", FaultKind::Challenge { claims });
    browser.asked.clear();
    browser.press();
    browser.advance(60_000);
    let fresh = browser.renewals();
    assert_eq!((fresh.len(), fresh[0].audience), (1, Service::Gateway));
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
}

#[test]
fn the_gateway_is_asked_for_a_printer_before_graph() {
    let mut browser = opened();
    let body = json!({});
    browser.trouble("GET", "/printer?", FaultKind::Refuse { status: 404, body });
    browser.choose_first();
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
    let asked = browser.requests("GET", "/printer?");
    assert_eq!(asked.len(), 2, "{asked:?}");
}

#[test]
fn a_job_its_share_hides_is_followed_through_gateway() {
    let mut browser = with_gateway();
    let share = browser.page().printers()[0].share.to_string();
    let body = json!({});
    let looks = format!("/shares/{share}/jobs/");
    browser.lasting_trouble("GET", &looks, FaultKind::Refuse { status: 403, body });
    browser.press();
    browser.advance(60_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert_eq!(browser.requests("GET", &looks).len(), 1);
}

#[test]
fn partly_hidden_jobs_are_each_read_once_a_pause() {
    let mut browser = Browser::at("empty");
    browser.options["gateway"] = json!({ "url": GATEWAY, "scope": SCOPE });
    browser.open_with_ten_jobs();
    let share = browser.page().printers()[0].share.to_string();
    let looks = format!("/shares/{share}/jobs/");
    for _ in 0..6 {
        let body = json!({});
        browser.trouble("GET", &looks, FaultKind::Refuse { status: 403, body });
    }
    browser.press();
    browser.advance(400);
    browser.set_destination(PrinterStatus::new("stopped", &["mediaJam"]));
    browser.advance(60_000);
    let before = browser.requests("GET", "/jobs/").len();
    browser.advance(600_000);
    // Ten jobs, each 20 times, with pauses of 30 s.
    let looks = browser.requests("GET", "/jobs/").len() - before;
    assert!((190..=200).contains(&looks), "{looks}");
}

#[test]
fn cancelling_aborts_the_job_through_the_gateway() {
    let mut browser = with_gateway();
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job));
    browser.act(Event::CancelAnswered(true));
    browser.advance(5_000);
    assert_eq!(browser.page().names(), []);
    assert_eq!(browser.requests("POST", "/abort").len(), 1);
    assert_eq!(browser.requests("POST", "/cancel").len(), 0);
}

#[test]
fn each_refusal_of_the_gateway_has_its_own_problem_code() {
    for (reason, code) in [
        ("destinationNotAllowed", "destinationRefused"),
        ("shareMismatch", "destinationRefused"),
        ("missingScope", "gatewayRefused"),
        ("originNotAllowed", "gatewayRefused"),
    ] {
        let mut browser = with_gateway();
        let inner = json!({ "code": reason, "request-id": "r" });
        let body =
            json!({ "error": { "code": "Forbidden", "message": "No.", "innerError": inner } });
        browser.trouble("POST", "/redirect", FaultKind::Refuse { status: 403, body });
        browser.press();
        browser.advance(60_000);
        let problem = browser.page().result().problem.unwrap();
        assert_eq!(problem.code, code, "{reason}");
        assert_eq!(problem.for_it, [Message::it_gateway_says()]);
        assert_eq!(browser.papers().len(), 0);
    }
}

#[test]
fn a_gateway_error_that_sent_nothing_ends_at_once() {
    let mut browser = with_gateway();
    let inner = json!({ "code": "gatewayCredential", "request-id": "r" });
    let body =
        json!({ "error": { "code": "gatewayCredential", "message": "No.", "innerError": inner } });
    browser.trouble("POST", "/redirect", FaultKind::Refuse { status: 502, body });
    browser.press();
    browser.advance(1_000);
    let result = browser.page().result();
    let problem = result.problem.unwrap();
    assert_eq!(problem.code, "serviceFailed");
    assert_eq!(problem.for_it, [Message::it_gateway_says()]);
    assert_eq!(result.words.key(), "notSent");
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
}

#[test]
fn an_unreachable_gateway_is_named_and_nothing_sent() {
    let mut browser = opened();
    let lost = FaultKind::Lose { when: When::Before };
    browser.lasting_trouble("GET", "/printer?", lost);
    browser.choose_first();
    browser.press();
    browser.advance(60_000);
    let problem = browser.page().result().problem.unwrap();
    assert_eq!(problem.code, "gatewayUnreachable");
    assert_eq!(problem.advice, Message::gateway_unreachable_advice());
    assert_eq!(problem.for_it, [Message::it_gateway_unreachable()]);
    assert_eq!((browser.sends(), browser.papers().len()), (0, 0));
}

#[test]
fn an_unreachable_graph_is_not_blamed_on_the_gateway() {
    let mut browser = opened();
    let lost = FaultKind::Lose { when: When::Before };
    browser.lasting_trouble("GET", "/jobs?", lost);
    browser.act(Event::Refreshed);
    browser.advance(60_000);
    let problems = browser.page().list().problems;
    assert_eq!(problems[0].code, "unreachable");
}

#[test]
fn an_offline_page_does_not_blame_the_gateway() {
    let mut browser = opened();
    let lost = FaultKind::Lose { when: When::Before };
    browser.lasting_trouble("GET", "/printer?", lost);
    browser.choose_first();
    browser.press();
    browser.act(Event::Online(false));
    browser.advance(60_000);
    let problem = browser.page().result().problem.unwrap();
    assert_eq!(problem.code, "unreachable");
}
