//! Where a scenario says that it is kinder than Graph, it is, and nowhere else.

use simulator::{
    ClientOutcome, Request, Switch,
    job::{Document, NewJob},
    scenario::{SCENARIOS, Scenario, scenarios_json},
    token::AccessToken,
};

use crate::office::Office;

const TOKEN: &str = "a token of this test";

/// A scenario without its faults, and a token of Adele's with a user's scopes.
fn office_of(scenario: &Scenario) -> Office {
    let mut office = Office::new(scenario.name);
    office.tenant.forget_faults();
    office.tenant.set(Switch::Offline, false);
    let scopes = [
        "PrintJob.ReadBasic",
        "PrintJob.ReadWriteBasic",
        "PrinterShare.ReadBasic.All",
    ];
    let adele = office.host.account.local_account_id.clone();
    office
        .tenant
        .add_token(TOKEN, AccessToken::delegated(&adele, &scopes));
    office
}

#[test]
fn a_user_redirects_where_the_scenario_says_so() {
    for scenario in SCENARIOS {
        let mut office = office_of(scenario);
        let adele = office.tenant.user(&office.host.account.username).cloned();
        let queue = office.queue_printer();
        let job = NewJob::of(
            &adele.unwrap(),
            office.now_ms,
            Document::pdf("Letter.pdf", 1),
        );
        let job = office.tenant.add_job(&queue, job).unwrap();
        let says_so = scenario.kinder.contains(&Switch::RedirectAcceptsUserTokens);
        let expected = if says_so { 200 } else { 403 };
        let answer = office.redirect_as(TOKEN, &job, &queue);
        assert_eq!(answer.status, expected, "{}", scenario.name);
    }
}

#[test]
fn a_user_expands_the_printer_where_the_scenario_says_so() {
    for scenario in SCENARIOS {
        let mut office = office_of(scenario);
        let share = office.queue_share();
        let path = format!("/v1.0/print/shares/{share}?$expand=printer");
        let says_so = scenario.kinder.contains(&Switch::ExpandPrinterForUsers);
        let expected = if says_so { 200 } else { 403 };
        let answer = office.get_as(TOKEN, &path);
        assert_eq!(answer.status, expected, "{}", scenario.name);
    }
}

#[test]
fn forgotten_faults_meet_no_request() {
    let mut office = Office::new("no-access");
    let path = format!("/v1.0/print/shares/{}", office.queue_share());
    let token = office.host.token.clone();
    assert_eq!(office.get_as(&token, &path).status, 403);
    office.tenant.forget_faults();
    assert_eq!(office.get_as(&token, &path).status, 200);
}

#[test]
fn every_kindness_is_a_sentence_in_the_list() {
    let list = scenarios_json();
    for (scenario, listed) in SCENARIOS.iter().zip(list.as_array().unwrap()) {
        let sentences = listed["kinder"].as_array().unwrap();
        assert_eq!(sentences.len(), scenario.kinder.len(), "{}", scenario.name);
        for (sentence, switch) in sentences.iter().zip(scenario.kinder) {
            assert_eq!(sentence.as_str(), switch.kindness());
            assert!(sentence.as_str().unwrap().ends_with('.'));
        }
    }
}

#[test]
fn other_switches_are_no_kindness() {
    assert_eq!(Switch::Offline.kindness(), None);
    assert_eq!(Switch::EmptyPages.kindness(), None);
    let mut office = Office::new("everyday");
    office.tenant.set(Switch::Offline, true);
    let request = Request::new("GET", "/v1.0/print/shares", TOKEN);
    assert_eq!(office.send(&request), ClientOutcome::ConnectionLost);
}
