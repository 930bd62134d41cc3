//! Tests that a result stands where its job stood, and what can be done about several of them.

use print_redirect::flow::Event;
use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::view::results;
use print_redirect::text::{Message, Words};
use serde_json::json;
use simulator::fault::{FaultKind, When};
use universal_print::configuration::Member;

use crate::browser::Browser;
use crate::page::JobResult;

impl Browser {
    /// The jobs of all rows, in their order.
    fn order(&self) -> Vec<JobKey> {
        let rows = self.page().rows().into_iter();
        rows.map(|row| row.key).collect()
    }

    fn refuse_next(&mut self) {
        let body = json!({ "error": { "code": "BadRequest", "message": "No." } });
        self.trouble("POST", "/redirect", FaultKind::Refuse { status: 400, body });
    }

    fn results_line(&self) -> results::Results {
        results::results(&self.page().state).unwrap()
    }
}

fn coded(browser: &Browser, code: &str) -> JobResult {
    let mut results = browser.page().results().into_iter();
    let is_it = |it: &JobResult| it.problem.as_ref().is_some_and(|it| it.code == code);
    results.find(is_it).unwrap()
}

#[test]
fn a_pressed_jobs_row_keeps_its_place_until_its_result_is_dismissed() {
    let mut browser = Browser::at("empty");
    for number in 0..4 {
        browser.add_job(&format!("{number}.pdf"));
        browser.now_ms += 60_000;
    }
    browser.open();
    browser.advance(1_000);
    browser.choose_first();
    let before = browser.order();
    let job = browser.page().job("1.pdf").key;
    browser.tick("1.pdf");
    browser.press();
    assert_eq!(browser.order(), before, "while it is sent");
    browser.advance(60_000);
    browser.add_job("newer.pdf");
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(browser.order()[1..], before, "after a refresh");
    let row = browser.page().rows().remove(3);
    assert_eq!((row.key, row.waits), (job.clone(), false));
    assert_eq!(row.result.unwrap().words.key(), "printed");
    assert_eq!(
        results::results(&browser.page().state),
        None,
        "a single one"
    );

    browser.act(Event::Dismissed(job.clone()));
    assert!(!browser.order().contains(&job));
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert!(!browser.order().contains(&job));
}

#[test]
fn a_result_of_an_earlier_visit_stands_at_the_top() {
    let mut browser = Browser::opened("everyday");
    browser.choose_first();
    let last = browser.page().rows().into_iter().rfind(|row| !row.arriving);
    let job = last.unwrap().key;
    let selected = true;
    browser.act(Event::JobToggled {
        job: job.clone(),
        selected,
    });
    browser.trouble("POST", "/redirect", FaultKind::Lose { when: When::After });
    browser.press();
    browser.advance(500);
    browser.reload();
    browser.advance(2_000);
    assert_eq!(browser.order()[0], job);
    browser.advance(120_000);
    assert_eq!(
        browser.page().rows()[0]
            .result
            .as_ref()
            .unwrap()
            .words
            .key(),
        "printed"
    );
    browser.reload();
    browser.advance(2_000);
    assert!(!browser.order().contains(&job), "it ends with its visit");
}

#[test]
fn only_jobs_that_were_certainly_not_sent_go_elsewhere_with_their_changes() {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    browser.set(Member::Copies, "3");
    // The first is refused, and what becomes of the second stays unknown.
    browser.refuse_next();
    browser.trouble("POST", "/redirect", FaultKind::Lose { when: When::After });
    browser.press();
    assert!(
        !browser.results_line().elsewhere,
        "while jobs are being sent"
    );
    browser.advance(1_000);
    let (mut refused, mut unknown) = (None, None);
    for result in browser.page().results() {
        match result.words.key() {
            "notSent" => refused = Some(result.job),
            "checking" => unknown = Some(result.job),
            _ => {}
        }
    }
    let (refused, unknown) = (refused.unwrap(), unknown.unwrap());
    let source = format!("/jobs/{}", unknown.job);
    let refusal = FaultKind::Refuse {
        status: 403,
        body: json!({}),
    };
    browser.lasting_trouble("GET", &source, refusal);
    browser.advance(300_000);
    assert_eq!(coded(&browser, "unconfirmed").job, unknown);
    browser.act(Event::AllToggled(true));
    browser.add_job("new.pdf");
    browser.act(Event::Refreshed);
    browser.advance(1_000);

    let line = browser.results_line();
    let Words::List(counts) = &line.counts else {
        panic!("{:?}", line.counts);
    };
    assert_eq!(counts.last(), Some(&Message::results_not_sent(1).into()));
    assert!(
        counts.contains(&Message::results_unclear(1).into()),
        "{counts:?}"
    );
    assert!(line.elsewhere && line.can_dismiss);
    assert!(browser.page().state.destinations.choice.share.is_some());
    browser.act(Event::ElsewherePressed);
    assert_eq!(browser.page().state.destinations.choice.share, None);
    assert_eq!(
        *browser.page().state.selected,
        std::slice::from_ref(&refused)
    );
    let kept = browser.page().state.settings.of(&refused).unwrap();
    assert_eq!(kept.changes.copies, Some(3));

    browser.act(Event::AllDismissed);
    let left = browser.page().results();
    let left: Vec<JobKey> = left.into_iter().map(|it| it.job).collect();
    assert_eq!(left, [unknown], "what is not confirmed has to be read");
    assert!(
        browser
            .page()
            .list()
            .rows
            .iter()
            .any(|row| row.key == refused)
    );
}

#[test]
fn dismissing_all_leaves_what_is_still_under_way() {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    browser.trouble("POST", "/redirect", FaultKind::Lose { when: When::Before });
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.page().results().len(), 10);
    browser.act(Event::AllDismissed);
    let left = browser.page().result();
    assert_eq!(left.words, Message::checking());
    assert_eq!(results::results(&browser.page().state), None);
}

#[test]
fn a_job_whose_redirect_is_unanswered_goes_nowhere_else() {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    // The answers come so late that the protocol has long given them up.
    browser.redirect_answer_ms = 1_000_000;
    browser.refuse_next();
    browser.refuse_next();
    browser.press();
    browser.advance(500_000);
    let is_not_sent = |it: &JobResult| it.words.key() == "notSent";
    assert!(browser.page().results().iter().any(is_not_sent));
    assert_eq!(browser.page().state.not_sent().next(), None);
    assert!(!browser.results_line().elsewhere);
    browser.act(Event::AllDismissed);
    assert!(browser.page().results().iter().any(is_not_sent));

    browser.advance(1_000_000);
    assert!(browser.page().state.not_sent().next().is_some());
    assert!(browser.results_line().elsewhere);
}
