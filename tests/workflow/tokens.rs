//! Tests tokens: one for each call, renewed once, with failures reported.

use print_redirect::flow::Event;
use print_redirect::flow::service::Service;
use print_redirect::flow::state::sign_in::SignIn;
use print_redirect::text::Message;
use simulator::fault::FaultKind;
use simulator::scenario::USER_TOKEN;
use universal_print::fault::NoToken;

use crate::browser::Browser;

const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}"#;

fn challenge() -> FaultKind {
    let claims = CLAIMS.to_owned();
    FaultKind::Challenge { claims }
}

#[test]
fn a_rejected_token_is_renewed_once_with_its_claims() {
    let mut browser = Browser::at("one-job");
    browser.trouble("GET", "/jobs?", challenge());
    browser.open();
    browser.advance(1_000);

    let renewed = browser.renewals();
    assert_eq!(renewed.len(), 1);
    assert_eq!(renewed[0].claims.as_deref(), Some(CLAIMS));
    assert_eq!(browser.lists(), 2);
    assert_eq!(browser.page().list().rows.len(), 1);
    assert_eq!(browser.page().problems(), [""; 0]);
}

#[test]
fn a_second_rejection_is_reported_and_not_retried() {
    let mut browser = Browser::opened("token-rejected");
    browser.advance(60_000);
    assert_eq!(browser.lists(), 2);
    assert_eq!(browser.page().list().problems[0].code, "signInRejected");
    assert!(browser.page().problems().contains(&"signInRejected"));
}

#[test]
fn a_token_rejected_at_the_redirect_is_renewed_once() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.trouble("POST", "/redirect", challenge());
    browser.asked.clear();
    browser.press();
    browser.advance(60_000);

    let renewed = browser.renewals();
    assert_eq!(renewed.len(), 1);
    assert_eq!(renewed[0].claims.as_deref(), Some(CLAIMS));
    assert_eq!(browser.page().result().words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
}

#[test]
fn a_token_rejected_twice_at_the_redirect_sends_nothing() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.lasting_trouble("POST", "/redirect", challenge());
    browser.press();
    browser.advance(600_000);
    assert_eq!(
        browser.page().result().problem.unwrap().code,
        "signInRejected"
    );
    assert_eq!((browser.sends(), browser.papers().len()), (2, 0));
    assert!(browser.page().job("Quarterly report.pdf").selected);
}

#[test]
fn without_a_token_nothing_is_sent_and_the_reason_named() {
    for (reason, code) in [
        (NoToken::NoProvider, "signInMissing"),
        (NoToken::Rejected, "signInRejected"),
        (NoToken::Silent, "signInSilent"),
        (NoToken::Garbage, "signInUnusable"),
    ] {
        let mut browser = Browser::at("one-job");
        browser.provider = match reason {
            NoToken::NoProvider => |_| Err(NoToken::NoProvider),
            NoToken::Rejected => |_| Err(NoToken::Rejected),
            NoToken::Silent => |_| Err(NoToken::Silent),
            NoToken::Garbage => |_| Err(NoToken::Garbage),
        };
        browser.open();
        browser.advance(60_000);
        let problem = &browser.page().list().problems[0];
        assert_eq!(problem.code, code);
        let garbage = reason == NoToken::Garbage;
        assert_eq!(problem.for_it.len(), usize::from(garbage));
        assert_eq!(browser.tenant.requests().len(), 0);
    }
}

#[test]
fn without_a_token_at_the_redirect_the_job_waits() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.provider = |_| Err(NoToken::Rejected);
    browser.press();
    browser.advance(60_000);
    assert_eq!(
        browser.page().result().problem.unwrap().code,
        "signInRejected"
    );
    assert_eq!(browser.sends(), 0);

    browser.provider = |_| Ok((USER_TOKEN, None));
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn only_scopes_with_user_consent_are_requested() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.press();
    browser.advance(60_000);
    for need in &browser.asked {
        assert_eq!(need.audience, Service::Graph);
        for scope in &need.scopes {
            let known = [
                "https://graph.microsoft.com/PrintJob.ReadBasic",
                "https://graph.microsoft.com/PrinterShare.ReadBasic.All",
            ];
            assert!(known.contains(&scope.as_str()), "{scope}");
        }
    }
}

#[test]
fn a_slow_sign_in_is_announced_once_and_loses_nothing() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let before = browser.page().summary();
    browser.act(Event::SignInTook(SignIn::Slow));
    browser.act(Event::SignInTook(SignIn::Stalled));
    assert_eq!(browser.page().list().sign_in, SignIn::Stalled);
    let said = browser.page().state.announcements.polite.clone().unwrap();
    assert_eq!(said.1, Message::signing_in());

    browser.act(Event::SignInPressed);
    assert_eq!(browser.page().list().sign_in, SignIn::Slow);
    browser.act(Event::SignInTook(SignIn::Quick));
    assert_eq!(browser.page().list().sign_in, SignIn::Quick);
    assert_eq!(browser.page().summary(), before);
}
