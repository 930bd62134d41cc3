//! Tests which jobs the open form is for, and when it closes.

use print_redirect::flow::Event;
use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::view::settings::{self, SettingsForm};
use print_redirect::text::Message;
use universal_print::configuration::Member;

use crate::browser::Browser;

const REPORT: &str = "Quarterly report.pdf";
const POSTER: &str = "Open day poster.pdf";

impl Browser {
    fn form(&self) -> SettingsForm {
        settings::form(&self.page().state)
    }

    fn open_form(&mut self, name: &str) -> JobKey {
        let job = self.page().job(name).key;
        self.act(Event::SettingsOpened(Some(job.clone())));
        job
    }

    /// The words of the jobs that the form can be for, and whether it is for them.
    fn scopes(&self) -> Vec<(Message, bool)> {
        let scopes = self.form().scopes.into_iter();
        scopes.map(|it| (it.words, it.is_chosen)).collect()
    }

    fn changes(&self) -> Vec<Message> {
        self.page().summary().changes
    }
}

fn alone(name: &str) -> Message {
    Message::settings_for_job(name.into())
}

fn copies(count: &str, jobs: u32, all: u32) -> Message {
    let name = Message::settings_copies().into();
    let count = count.parse::<u32>().unwrap().into();
    Message::setting_value_some(name, count, jobs, all)
}

#[test]
fn the_form_of_a_job_that_is_not_ticked_changes_that_job_alone() {
    let mut browser = Browser::opened("everyday");
    browser.choose_first();
    browser.tick(REPORT);
    browser.open_form(POSTER);
    assert_eq!(browser.scopes(), [(alone(POSTER), true)]);
    browser.set(Member::Copies, "5");
    assert_eq!(browser.changes(), []);
    browser.tick(POSTER);
    assert_eq!(browser.changes(), [copies("5", 1, 2)]);
}

#[test]
fn the_form_of_a_ticked_job_can_be_for_all_that_are_ticked() {
    let mut browser = Browser::opened("everyday");
    browser.choose_first();
    browser.tick(REPORT);
    browser.tick(POSTER);
    browser.open_form(REPORT);
    let all = Message::settings_for(2);
    assert_eq!(
        browser.scopes(),
        [(alone(REPORT), true), (all.clone(), false)]
    );
    browser.act(Event::SettingsForAll(true));
    assert_eq!(browser.scopes(), [(alone(REPORT), false), (all, true)]);
    browser.set(Member::Copies, "4");
    let name = Message::settings_copies().into();
    assert_eq!(browser.changes(), [Message::setting_value(name, 4.into())]);
    // Without its own tick, it is for its own job again.
    let job = browser.page().job(REPORT).key;
    browser.act(Event::JobToggled {
        job,
        selected: false,
    });
    assert_eq!(browser.scopes(), [(alone(REPORT), true)]);
}

#[test]
fn one_field_is_set_back_alone() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.open_form(REPORT);
    browser.set(Member::Copies, "3");
    browser.set(Member::PageRanges, "2-3");
    let changed = |browser: &Browser| -> Vec<Member> {
        let fields = browser.form().fields.into_iter();
        let changed = fields.filter(|field| field.is_changed);
        changed.map(|field| field.setting.member).collect()
    };
    assert_eq!(changed(&browser), [Member::Copies, Member::PageRanges]);
    browser.set(Member::Copies, "");
    assert_eq!(changed(&browser), [Member::PageRanges]);
    browser.act(Event::SettingsReset);
    assert_eq!(changed(&browser), []);
    assert!(browser.form().is_open);
}

#[test]
fn the_form_closes_when_its_job_is_sent_and_stays_closed() {
    let mut browser = Browser::opened("everyday");
    browser.choose_first();
    browser.tick(REPORT);
    browser.open_form(REPORT);
    browser.press();
    assert!(!browser.form().is_open);
    browser.advance(600_000);
    browser.act(Event::AllToggled(true));
    assert!(!browser.form().is_open);
}

#[test]
fn the_form_closes_when_its_job_is_cancelled() {
    let mut browser = Browser::opened("everyday");
    let job = browser.open_form(POSTER);
    browser.act(Event::CancelAsked(job));
    assert!(browser.form().is_open);
    browser.act(Event::CancelAnswered(true));
    browser.advance(10_000);
    assert!(!browser.form().is_open);
}

#[test]
fn the_form_for_all_closes_with_the_last_tick() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    browser.act(Event::SettingsOpened(None));
    assert!(browser.form().is_open);
    browser.act(Event::AllToggled(false));
    assert!(!browser.form().is_open);
}

#[test]
fn without_a_printer_the_form_has_what_any_printer_does_and_says_what_is_missing() {
    let mut browser = Browser::opened("everyday");
    browser.open_form(POSTER);
    let form = browser.form();
    assert_eq!(form.note, Some(Message::summary_choose_printer()));
    let members: Vec<Member> = form.fields.iter().map(|it| it.setting.member).collect();
    assert_eq!(members, [Member::Copies, Member::PageRanges]);
    browser.choose_first();
    let form = browser.form();
    assert_eq!(form.note, None);
    assert!(form.fields.len() > 4, "{form:?}");
}
