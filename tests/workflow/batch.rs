//! Tests one press for many jobs: four at a time, each with its own result.

use serde_json::json;
use simulator::fault::FaultKind;

use crate::browser::Browser;

fn ten_jobs() -> Browser {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    browser
}

#[test]
fn ten_jobs_go_four_at_a_time_printed_once_each() {
    let mut browser = ten_jobs();
    browser.latency_ms = 1_000;
    browser.press();
    browser.advance(120_000);

    assert_eq!(browser.most_at_once, 4);
    let results = browser.page().results();
    assert_eq!(results.len(), 10);
    for result in results {
        assert!(result.words.key() == "printed", "{result:?}");
        assert_eq!(browser.papers_in_the_end(&result.job), 1);
    }
    assert_eq!((browser.sends(), browser.papers().len()), (10, 10));
}

#[test]
fn one_refused_job_does_not_hold_up_the_others() {
    let mut browser = ten_jobs();
    let refused = json!({ "error": { "code": "BadRequest", "message": "No." } });
    browser.trouble(
        "POST",
        "/redirect",
        FaultKind::Refuse {
            status: 400,
            body: refused,
        },
    );
    browser.press();
    browser.advance(120_000);

    let results = browser.page().results();
    let printed = results
        .iter()
        .filter(|result| result.words.key() == "printed");
    assert_eq!((printed.count(), results.len()), (9, 10));
    assert_eq!(browser.papers().len(), 9);
    assert_eq!(browser.page().names().len(), 1);
    assert_eq!(browser.page().list().selected, 1);
}

#[test]
fn a_throttled_redirect_blocks_one_place_of_four() {
    let mut browser = ten_jobs();
    // The first redirect waits three minutes; the other three places go on.
    let retry_after = Some("170".to_owned());
    browser.trouble("POST", "/redirect", FaultKind::Throttle { retry_after });
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.page().redirected(), 9);
    browser.advance(180_000);
    assert_eq!(browser.page().redirected(), 10);
}
