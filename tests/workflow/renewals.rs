//! Tests that every call renews a refused token once, and that one sign-in brings all parts back.

use print_redirect::flow::state::resolution::Resolution;
use print_redirect::flow::{Event, TokenNeed};
use print_redirect::text::Message;
use serde_json::{Value, json};
use simulator::fault::{FaultKind, InjectedFault};
use simulator::graph_operation::GraphOperation;
use simulator::scenario::USER_TOKEN;
use universal_print::fault::NoToken;

use crate::browser::Browser;

const REPORT: &str = "Quarterly report.pdf";
const USUAL: &str = "BER-A2 Kitchen corner";
const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}"#;

/// The next call of this kind meets a claims challenge.
fn challenge(browser: &mut Browser, operation: GraphOperation) {
    let claims = CLAIMS.to_owned();
    let fault = InjectedFault::on(operation, FaultKind::Challenge { claims });
    browser.tenant.add_fault(fault);
}

/// One token was renewed, with the claims, and nobody was troubled with it.
fn was_renewed_once(browser: &Browser) {
    let renewed = browser.renewals();
    assert_eq!(renewed.len(), 1, "{renewed:?}");
    assert_eq!(renewed[0].claims.as_deref(), Some(CLAIMS));
    assert_eq!(browser.page().problems(), [""; 0]);
}

#[test]
fn each_call_of_a_release_renews_its_token_once() {
    for operation in [
        GraphOperation::ListJobsOfShare,
        GraphOperation::ListRecentShares,
        GraphOperation::ListShares,
        GraphOperation::GetShare,
        GraphOperation::GetPrinterOfShare,
        GraphOperation::GetJobOfShare,
        GraphOperation::Redirect,
    ] {
        let mut browser = Browser::at("one-job");
        browser.options["queues"][0]["printer"] = Value::Null;
        challenge(&mut browser, operation);
        browser.open();
        browser.advance(1_000);
        browser.choose(USUAL);
        browser.press();
        browser.advance(60_000);
        was_renewed_once(&browser);
        assert_eq!(browser.papers().len(), 1, "{operation:?}");
        assert_eq!(browser.page().result().words.key(), "printed");
    }
}

#[test]
fn reading_an_accepted_job_renews_its_token_once() {
    let mut browser = Browser::opened("one-job");
    browser.choose(USUAL);
    browser.press();
    browser.advance(2_000);
    challenge(&mut browser, GraphOperation::GetJobOfShare);
    browser.advance(60_000);
    was_renewed_once(&browser);
    assert_eq!(browser.page().result().words.key(), "printed");
}

#[test]
fn a_batch_renews_its_token_once_as_a_whole_or_for_one_read() {
    for operation in [GraphOperation::Batch, GraphOperation::GetJobOfShare] {
        let mut browser = Browser::at("empty");
        browser.open_with_ten_jobs();
        browser.press();
        while browser.requests("POST", "/redirect").len() < 10 {
            browser.advance(100);
        }
        challenge(&mut browser, operation);
        browser.advance(120_000);
        was_renewed_once(&browser);
        let results = browser.page().results();
        let printed = results.iter().filter(|it| it.words.key() == "printed");
        assert_eq!((printed.count(), browser.papers().len()), (10, 10));
    }
}

#[test]
fn a_read_of_a_batch_that_stays_refused_leaves_the_others_followed() {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    browser.press();
    while browser.requests("POST", "/redirect").len() < 10 {
        browser.advance(100);
    }
    for _ in 0..2 {
        challenge(&mut browser, GraphOperation::GetJobOfShare);
    }
    browser.advance(120_000);
    let results = browser.page().results();
    let printed = results.iter().filter(|it| it.words.key() == "printed");
    assert_eq!(printed.count(), 10);
}

#[test]
fn a_cancel_renews_its_token_once() {
    let mut browser = Browser::opened("one-job");
    challenge(&mut browser, GraphOperation::Cancel);
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job));
    browser.act(Event::CancelAnswered(true));
    browser.advance(1_000);
    was_renewed_once(&browser);
    assert_eq!(browser.page().names(), []);
}

#[test]
fn looking_up_a_code_renews_its_token_once() {
    let mut browser = Browser::opened("one-job");
    let share = browser.page().printer(USUAL).share;
    browser.choose(USUAL);
    let Some(Resolution::Known(printer)) = browser.page().state.printers.get(&share).cloned()
    else {
        panic!("the printer is not known");
    };
    let printer = printer.to_string();
    for (operation, code) in [
        (GraphOperation::GetShare, share.to_string()),
        (GraphOperation::ListSharesOfPrinter, printer),
    ] {
        let mut browser = Browser::opened("one-job");
        challenge(&mut browser, operation);
        browser.act(Event::CodeGiven(code));
        browser.advance(2_000);
        was_renewed_once(&browser);
        assert_eq!(browser.page().chosen().name, USUAL.into());
    }
}

#[test]
fn calls_at_the_gateway_renew_its_token_once() {
    for operation in [
        GraphOperation::GetPrinterOfShare,
        GraphOperation::Redirect,
        GraphOperation::Abort,
    ] {
        let mut browser = Browser::at("one-job");
        browser.add_job("Second.pdf");
        browser.options["gateway"] = json!({ "url": crate::browser::GATEWAY, "scope": "s" });
        browser.options["queues"][0]["printer"] = Value::Null;
        challenge(&mut browser, operation);
        browser.open();
        browser.advance(1_000);
        browser.choose(USUAL);
        browser.tick(REPORT);
        browser.press();
        browser.advance(60_000);
        let job = browser.page().job("Second.pdf").key;
        browser.act(Event::CancelAsked(job));
        browser.act(Event::CancelAnswered(true));
        browser.advance(1_000);
        was_renewed_once(&browser);
        assert_eq!(browser.papers().len(), 1);
        assert_eq!(browser.page().names(), [], "{operation:?}");
    }
}

/// A provider that refuses what is needed for printers alone.
fn without_printers(
    need: &TokenNeed,
) -> Result<(&'static str, Option<print_redirect::flow::account::Account>), NoToken> {
    if need.scopes.len() == 1 {
        Err(NoToken::Rejected)
    } else {
        Ok((USER_TOKEN, None))
    }
}

#[test]
fn when_one_part_has_a_token_again_the_others_ask_too() {
    let mut browser = Browser::at("one-job");
    browser.options["destination"] = json!(null);
    browser.provider = without_printers;
    browser.open();
    browser.advance(1_000);
    assert!(browser.page().problems().contains(&"signInRejected"));
    assert_eq!(browser.page().printers(), []);

    browser.provider = |_| Ok((USER_TOKEN, None));
    browser.act(Event::Focused);
    browser.advance(2_000);
    assert!(!browser.page().printers().is_empty());
    assert!(!browser.page().state.destinations.recent.is_empty());
}

#[test]
fn a_part_without_a_token_is_asked_for_once_until_the_user_asks() {
    let mut browser = Browser::at("one-job");
    browser.provider = without_printers;
    browser.open();
    browser.advance(1_000);
    let asked = |browser: &Browser| {
        let needs = browser.asked.iter();
        needs.filter(|need| need.scopes.len() == 1).count()
    };
    let at_first = asked(&browser);
    for _ in 0..20 {
        browser.act(Event::Focused);
        browser.advance(2_000);
    }
    // Recent printers and all printers, once more each.
    assert_eq!(asked(&browser), at_first + 2);
    browser.act(Event::Refreshed);
    browser.advance(2_000);
    assert!(asked(&browser) > at_first + 2);
}

#[test]
fn a_sign_in_for_a_redirect_brings_the_printers_back() {
    let mut browser = Browser::opened("one-job");
    browser.choose(USUAL);
    browser.provider = without_printers;
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    browser.act(Event::Focused);
    browser.advance(1_000);
    challenge(&mut browser, GraphOperation::Redirect);
    browser.provider = |_| Ok((USER_TOKEN, None));
    let recents = |browser: &Browser| browser.requests("GET", "/recentPrinterShares").len();
    let before = recents(&browser);
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.papers().len(), 1);
    assert_eq!(recents(&browser), before + 1);
    assert_ne!(browser.page().chosen().state, Message::state_unknown());
}

#[test]
fn a_job_list_without_a_token_comes_back_with_the_printers() {
    let mut browser = Browser::at("one-job");
    browser.provider = |need| match need.scopes.len() {
        1 => Ok((USER_TOKEN, None)),
        _ => Err(NoToken::Silent),
    };
    browser.open();
    assert_eq!(browser.page().list().problems[0].code, "signInSilent");
    browser.provider = |_| Ok((USER_TOKEN, None));
    browser.advance(1_000);
    assert_eq!(browser.page().names(), [REPORT.into()]);
}
