//! Tests lost answers: the widget finds the outcome and sends nothing twice.

use print_redirect::flow::Event;
use print_redirect::flow::view::outcome::Tone;
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault, When};

use crate::browser::Browser;
use crate::page::HOUR_MS;

const REPORT: &str = "Quarterly report.pdf";

/// A browser with one job and a chosen printer, whose redirect meets this trouble.
fn before_a_press(trouble: FaultKind) -> Browser {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.trouble("POST", "/redirect", trouble);
    browser
}

/// All troubles that leave it unknown whether the redirect took effect.
fn losses(when: When) -> Vec<FaultKind> {
    let unavailable = |status| FaultKind::Unavailable { status, when };
    vec![
        FaultKind::Lose { when },
        unavailable(500),
        unavailable(502),
        unavailable(504),
    ]
}

#[test]
fn a_send_with_a_lost_answer_is_found_not_repeated() {
    let garbled = losses(When::After).into_iter().chain([FaultKind::Garble]);
    for trouble in garbled {
        let mut browser = before_a_press(trouble.clone());
        browser.press();
        browser.advance(500);
        assert_eq!(browser.page().result().words, Message::checking());
        assert_eq!(browser.page().alert(), Some(Message::checking()));

        browser.advance(60_000);
        let words = browser.page().result().words;
        assert!(words.key() == "printed", "{trouble:?}: {words:?}");
        assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
        assert!(!browser.remembers_a_redirect());
    }
}

#[test]
fn a_job_still_held_after_two_minutes_was_not_sent() {
    for trouble in losses(When::Before) {
        let mut browser = before_a_press(trouble.clone());
        browser.press();
        browser.advance(115_000);
        assert_eq!(browser.page().result().words, Message::checking());
        assert_eq!(browser.page().names(), []);

        browser.advance(40_000);
        let result = browser.page().result();
        assert_eq!(result.problem.unwrap().code, "notSent", "{trouble:?}");
        assert_eq!((browser.sends(), browser.papers().len()), (1, 0));
        assert!(!browser.remembers_a_redirect());

        browser.press();
        browser.advance(60_000);
        assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
        assert_eq!(browser.page().results().len(), 1);
    }
}

#[test]
fn a_reload_finds_the_outcome_and_never_sends() {
    for (when, papers) in [(When::Before, 0), (When::After, 1)] {
        let mut browser = before_a_press(FaultKind::Lose { when });
        browser.press();
        browser.advance(500);
        assert!(browser.remembers_a_redirect());

        browser.reload();
        browser.advance(500);
        assert_eq!(browser.page().result().words, Message::checking());
        assert_eq!(browser.page().names(), []);

        browser.advance(200_000);
        assert_eq!((browser.sends(), browser.papers().len()), (1, papers));
        assert_eq!(browser.page().names().len(), 1 - papers);
        assert!(!browser.remembers_a_redirect());
    }
}

#[test]
fn a_redirect_on_its_way_survives_a_reload() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.latency_ms = 2_000;
    browser.press();
    // The source was read; the redirect has just left.
    browser.advance(2_500);
    assert_eq!(browser.sends(), 0);
    browser.reload();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
}

#[test]
fn an_answer_after_half_a_minute_still_counts() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.latency_ms = 80_000;
    browser.press();
    browser.advance(80_000 + 31_000);
    assert_eq!(browser.page().result().words, Message::checking());
    browser.advance(400_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

/// Makes the job of the only result unreadable while its outcome is looked for.
fn hide_source(browser: &mut Browser) {
    let body = json!({});
    let source = format!("/jobs/{}", browser.page().result().job.job);
    let trouble = FaultKind::Refuse { status: 404, body };
    browser.tenant.add_fault(InjectedFault {
        times: Some(16),
        ..InjectedFault::once("GET", &source, trouble)
    });
}

/// A browser in which a send was lost and the source cannot be read afterwards.
fn unconfirmed(when: When) -> Browser {
    let mut browser = before_a_press(FaultKind::Lose { when });
    browser.press();
    browser.advance(500);
    hide_source(&mut browser);
    browser.advance(HOUR_MS);
    browser
}

#[test]
fn an_unknown_outcome_is_unconfirmed_and_stays_in_the_journal() {
    let browser = unconfirmed(When::After);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "unconfirmed");
    assert!(result.can_check_again);
    assert!(browser.remembers_a_redirect());
    assert_eq!(browser.sends(), 1);
}

#[test]
fn an_unconfirmed_send_can_be_checked_again() {
    let mut browser = unconfirmed(When::After);
    let job = browser.page().result().job;
    browser.act(Event::CheckedAgain(job));
    browser.advance(60_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert!(!browser.remembers_a_redirect());
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn an_unconfirmed_send_is_checked_again_after_a_reload() {
    let mut browser = unconfirmed(When::Before);
    browser.reload();
    browser.advance(500);
    assert_eq!(browser.page().result().words, Message::checking());
    browser.advance(200_000);
    assert_eq!(browser.page().result().problem.unwrap().code, "notSent");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 0));
    assert!(!browser.page().job(REPORT).arriving);
}

#[test]
fn a_send_unconfirmed_after_a_reload_can_be_checked_again() {
    let mut browser = unconfirmed(When::After);
    hide_source(&mut browser);
    browser.reload();
    browser.advance(HOUR_MS);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "unconfirmed");

    browser.act(Event::CheckedAgain(result.job));
    browser.advance(60_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn a_journal_entry_older_than_a_day_is_ignored() {
    let mut browser = unconfirmed(When::Before);
    browser.now_ms += 24 * HOUR_MS;
    browser.reload();
    browser.advance(1_000);
    assert_eq!(browser.page().results(), []);
    assert_eq!(browser.page().names().len(), 1);
}

#[test]
fn a_send_that_was_answered_by_an_error_says_so_and_has_details_for_it() {
    let failing = FaultKind::Unavailable {
        status: 503,
        when: When::Before,
    };
    let mut browser = before_a_press(failing);
    browser.press();
    browser.advance(500);
    let failed = Message::service_failed("503".into());
    let checking = [failed.clone(), Message::checking_advice()];
    assert_eq!(browser.page().result().advice, checking);

    browser.advance(200_000);
    let result = browser.page().result();
    assert_eq!(result.advice, [failed, Message::not_sent_advice()]);
    let problem = result.problem.unwrap();
    let diagnostic = problem.diagnostic.unwrap();
    assert_eq!(problem.code, "notSent");
    assert_eq!(diagnostic.status, Some(503));
    assert!(diagnostic.request_id.is_some() && diagnostic.time.is_some());
    assert_eq!(problem.diagnostic_id, diagnostic.client_request_id);
}

#[test]
fn a_send_whose_answer_cannot_be_read_says_so() {
    let body = "<html>Sign in to the guest network".to_owned();
    let when = When::Before;
    let mut browser = before_a_press(FaultKind::Replace { when, body });
    browser.press();
    browser.advance(200_000);
    let result = browser.page().result();
    let unreadable = [Message::unreadable(), Message::not_sent_advice()];
    assert_eq!(result.advice, unreadable);
    let diagnostic = result.problem.unwrap().diagnostic.unwrap();
    assert_eq!(diagnostic.status, Some(200));
    assert!(diagnostic.time.is_some());
}

#[test]
fn a_send_without_an_answer_never_claims_a_lost_connection() {
    let mut browser = before_a_press(FaultKind::Lose { when: When::Before });
    browser.press();
    browser.advance(200_000);
    let result = browser.page().result();
    let unanswered = [Message::no_answer(), Message::not_sent_advice()];
    assert_eq!(result.advice, unanswered);
    let diagnostic = result.problem.unwrap().diagnostic.unwrap();
    assert!(!diagnostic.client_request_id.is_empty());
    assert!(diagnostic.time.is_some());
}

#[test]
fn a_resumed_send_has_the_ids_and_the_time_of_its_journal() {
    let mut browser = unconfirmed(When::Before);
    let before = browser.page().result().problem.unwrap().diagnostic.unwrap();
    browser.reload();
    browser.advance(200_000);
    let problem = browser.page().result().problem.unwrap();
    assert_eq!(problem.code, "notSent");
    let after = problem.diagnostic.unwrap();
    assert_eq!(after.client_request_id, before.client_request_id);
    assert!(after.time.is_some());
}

#[test]
fn an_answer_that_comes_after_the_outcome_was_given_up_still_counts() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.redirect_answer_ms = 300_000;
    browser.press();
    browser.advance(1_000);
    hide_source(&mut browser);
    browser.advance(250_000);
    assert_eq!(browser.page().result().problem.unwrap().code, "unconfirmed");
    browser.advance(100_000);
    let words = browser.page().result().words;
    assert!(["sent", "printed"].contains(&words.key()), "{words:?}");
    assert!(!browser.remembers_a_redirect());
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn a_job_that_was_not_sent_is_still_ticked_after_a_refresh_meanwhile() {
    let mut browser = Browser::opened("everyday");
    browser.act(Event::AllToggled(true));
    browser.choose_first();
    let failing = FaultKind::Unavailable {
        status: 503,
        when: When::Before,
    };
    browser.trouble("POST", "/redirect", failing);
    browser.press();
    browser.advance(10_000);
    browser.act(Event::Refreshed);
    browser.advance(200_000);
    let result = browser.page().results();
    let not_sent = result.iter().find(|row| row.tone == Tone::Bad).unwrap();
    let rows = browser.page().list().rows;
    let row = rows.iter().find(|row| row.key == not_sent.job).unwrap();
    assert!(row.selected);
    assert_eq!(browser.page().list().selected, 1);
}

#[test]
fn a_claim_that_is_never_answered_ends_the_press_and_a_late_one_is_released() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.claim_ms = 600_000;
    browser.press();
    browser.advance(31_000);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "notClaimed");
    browser.advance(700_000);
    assert_eq!(browser.sends(), 0);

    // The late claim was released: another press gets it.
    browser.claim_ms = 0;
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn an_unreadable_source_before_the_send_sends_nothing() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let source = format!("/jobs/{}", browser.page().job(REPORT).key.job);
    let body = json!({});
    browser.trouble("GET", &source, FaultKind::Refuse { status: 403, body });
    browser.press();
    browser.advance(60_000);
    let result = browser.page().result();
    assert_eq!(result.words.key(), "notSent");
    assert_eq!(result.problem.unwrap().code, "permissionMissing");
    assert_eq!(browser.sends(), 0);
    assert!(browser.page().job(REPORT).selected);
}

#[test]
fn a_job_released_elsewhere_is_reported_as_released() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    release_elsewhere(&mut browser);
    browser.press();
    browser.advance(60_000);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "alreadyReleased");
    assert_eq!(browser.sends(), 1);
    assert_eq!(browser.page().names(), []);
}

#[test]
fn a_job_released_elsewhere_names_a_known_printer() {
    let mut browser = Browser::opened("one-job");
    let elsewhere = browser.page().printers()[5].clone();
    // Choosing it once makes its printer known.
    browser.act(Event::DestinationChosen(elsewhere.share));
    browser.advance(1_000);
    browser.choose_first();
    release_elsewhere(&mut browser);
    browser.press();
    browser.advance(60_000);
    assert_eq!(
        browser.page().result().advice,
        [Message::already_released_advice(elsewhere.name)]
    );
}

/// The application that holds the job sends it to another printer.
fn release_elsewhere(browser: &mut Browser) {
    let job = browser.page().job(REPORT).key.job;
    let queue = browser.host.queues[0].printer.clone();
    let token = simulator::scenario::APPLICATION_TOKEN;
    let base = "https://graph.microsoft.com/v1.0/print";
    let printers = browser.page().printers();
    let share = format!("{base}/shares/{}?$expand=printer", printers[5].share);
    let share = simulator::Request::new("GET", &share, simulator::scenario::USER_TOKEN);
    let mut answer = |request| browser.tenant.answer(&request, browser.now_ms).response();
    let elsewhere = answer(share).unwrap().json()["printer"]["id"].clone();
    let url = format!("{base}/printers/{queue}/jobs/{job}/redirect");
    let body = json!({ "destinationPrinterId": elsewhere });
    let redirect = simulator::Request::new("POST", &url, token).with_json(&body);
    assert_eq!(answer(redirect).unwrap().status, 200);
}
