//! Tests the main path: one waiting job, one printer, one press, one paper.

use print_redirect::flow::HostEvent;
use print_redirect::flow::view::destination;
use print_redirect::flow::view::outcome::Tone;
use serde_json::{Value, json};
use simulator::SettingsMode;
use universal_print::configuration::Member;

use crate::browser::Browser;

const USUAL: &str = "BER-A2 Kitchen corner";

#[test]
fn the_first_screen_sends_two_requests() {
    let mut browser = Browser::at("everyday");
    browser.open();
    browser.advance(60);
    assert_eq!(browser.lists(), 1);
    assert_eq!(browser.requests("GET", "recentPrinterShares").len(), 1);
    assert_eq!(browser.tenant.requests().len(), 2);

    browser.advance(1_000);
    let shares = browser.requests("GET", "/print/shares").len() - browser.lists();
    assert_eq!((browser.tenant.requests().len(), shares), (3, 1));
}

#[test]
fn a_single_job_is_ticked_and_recent_printers_come_first() {
    let browser = Browser::opened("one-job");
    assert!(browser.page().job("Quarterly report.pdf").selected);
    assert!(browser.page().told.contains(&HostEvent::Ready));

    let list = destination::list(&browser.page().state);
    assert_eq!(list.recent.len(), 3);
    let printers = browser.page().printers();
    assert_eq!(printers[..3], list.recent);
    assert_eq!(printers[0].name, USUAL.into());
}

#[test]
fn several_jobs_are_not_ticked_by_default() {
    let browser = Browser::opened("everyday");
    assert_eq!(browser.page().list().selected, 0);
    assert_eq!(browser.page().list().selectable, 4);
    assert!(!browser.page().summary().ready);
}

#[test]
fn a_press_sends_one_redirect_and_follows_the_job() {
    for (version, mode) in both_versions_in_every_mode() {
        let mut browser = Browser::at("one-job");
        browser.tenant.set_settings_mode(mode);
        browser.options["graph"] = json!({ "version": version });
        browser.open();
        browser.advance(1_000);
        browser.choose(USUAL);
        browser.press();
        browser.advance(200);
        assert!(!browser.page().summary().ready);

        browser.advance(200);
        assert_eq!(browser.page().result().words.key(), "sent");
        assert_eq!(browser.page().redirected(), 1);
        assert_eq!(browser.page().names(), []);

        browser.advance(30_000);
        let result = browser.page().result();
        assert!(result.words.key() == "printed", "{result:?}");
        assert_eq!(result.tone, Tone::Good);
        let sent = browser.requests("POST", "");
        assert_eq!(sent.len(), 1);
        assert!(sent[0].url.contains(&format!("/{version}/print/printers/")));
        let papers = browser.papers();
        assert_eq!(papers.len(), 1);
        assert_eq!((papers[0].printer.as_str(), papers[0].copies), (USUAL, 2));
        let paper = &papers[0].paper;
        assert_eq!(paper.color_mode.as_deref(), Some("color"));
        assert_eq!(paper.duplex_mode.as_deref(), Some("flipOnLongEdge"));
        assert_eq!(paper.sheets, 12);
    }
}

fn both_versions_in_every_mode() -> impl Iterator<Item = (&'static str, SettingsMode)> {
    let modes = SettingsMode::ALL.into_iter();
    modes.flat_map(|mode| ["v1.0", "beta"].map(|version| (version, mode)))
}

#[test]
fn the_host_is_told_of_the_redirect_and_each_state() {
    let mut browser = Browser::opened("one-job");
    browser.choose(USUAL);
    browser.press();
    browser.advance(30_000);

    let told = &browser.page().told;
    let went = told.iter().find_map(|event| match event {
        HostEvent::Redirected {
            printer, new_job, ..
        } => Some((printer.to_string(), new_job.as_ref()?.to_string())),
        _ => None,
    });
    let paper = &browser.papers()[0];
    assert_eq!(went, Some((paper.printer_id.clone(), paper.job_id.clone())));
    let mut tracked = told.iter().filter_map(|event| match event {
        HostEvent::Tracked { state, .. } => Some(state.as_str()),
        _ => None,
    });
    assert_eq!(tracked.next_back(), Some("completed"));
}

#[test]
fn without_changes_the_redirect_carries_no_configuration() {
    let mut browser = Browser::opened("documented");
    browser.choose_first();
    browser.press();
    browser.advance(1_000);
    let expected = json!({ "destinationPrinterId": "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea" });
    assert_eq!(body(&browser), expected);
}

#[test]
fn changed_copies_are_sent_with_the_whole_documented_configuration() {
    for (version, mode) in both_versions_in_every_mode() {
        changed_copies_are_sent_whole(version, mode);
    }
}

fn changed_copies_are_sent_whole(version: &str, mode: SettingsMode) {
    let mut browser = Browser::at("documented");
    browser.options["graph"] = json!({ "version": version });
    browser.tenant.set_settings_mode(mode);
    browser.open();
    browser.advance(1_000);
    browser.choose_first();
    browser.set(Member::Copies, "1");
    browser.press();
    browser.advance(60_000);

    // https://learn.microsoft.com/graph/api/printjob-redirect?view=graph-rest-beta#request
    let documented = json!({
        "destinationPrinterId": "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea",
        "configuration": {
            "feedOrientation": "longEdgeFirst",
            "pageRanges": [{ "start": 1, "end": 1 }],
            "quality": "medium",
            "dpi": 600,
            "orientation": "landscape",
            "copies": 1,
            "duplexMode": "oneSided",
            "colorMode": "blackAndWhite",
            "inputBin": "by-pass-tray",
            "outputBin": "output-tray",
            "mediaSize": "A4",
            "margin": { "top": 0, "bottom": 0, "left": 0, "right": 0 },
            "mediaType": "stationery",
            "finishings": null,
            "pagesPerSheet": 1,
            "multipageLayout": "clockwiseFromBottomLeft",
            "collate": false,
            "scaling": "shrinkToFit",
            "fitPdfToPage": false,
        },
    });
    assert_eq!(body(&browser), documented);
    let papers = browser.papers();
    assert_eq!(papers[0].copies, 1);
    let expected = json!({
        "mediaSize": "A4", "colorMode": "blackAndWhite", "duplexMode": "oneSided", "copies": 1,
        "pages": [{ "start": 1, "end": 1 }], "pagesPerSheet": 1, "finishings": [], "sheets": 1,
    });
    assert_eq!(json!(papers[0].paper), expected);
}

fn body(browser: &Browser) -> Value {
    let sent = browser.requests("POST", "/redirect");
    assert_eq!(sent.len(), 1);
    serde_json::from_str(sent[0].body.as_deref().unwrap()).unwrap()
}
