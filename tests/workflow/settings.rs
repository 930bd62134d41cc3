//! Tests changed print settings: they belong to jobs, end with them, and stay within what the
//! chosen printer can do.

use print_redirect::flow::Event;
use print_redirect::flow::state::setting::Setting;
use print_redirect::flow::view::settings;
use print_redirect::flow::view::settings_field::Field;
use print_redirect::text::{Message, Words};
use serde_json::json;
use simulator::fault::FaultKind;
use universal_print::capabilities::Capabilities;
use universal_print::configuration::{ColorMode, Member};

use crate::browser::Browser;

const REPORT: &str = "Quarterly report.pdf";

/// The field of a whole setting.
fn whole(member: Member) -> Setting {
    Setting { member, part: "" }
}

impl Browser {
    /// Changes a setting of the ticked jobs.
    pub(crate) fn set(&mut self, member: Member, value: &str) {
        self.set_part(whole(member), value);
    }

    /// Changes a setting, or a part of one, of the ticked jobs.
    pub(crate) fn set_part(&mut self, setting: Setting, value: &str) {
        let value = value.to_owned();
        if self.page().state.settings.form.is_none() {
            self.act(Event::SettingsOpened(None));
        }
        self.act(Event::SettingChanged { setting, value });
    }

    /// Chooses the first printer that can be used and whose capabilities are such.
    fn choose_such(&mut self, such: fn(&Capabilities) -> bool) {
        for printer in self.page().printers() {
            self.act(Event::DestinationChosen(printer.share));
            self.advance(1_000);
            let destinations = &self.page().state.destinations;
            if destinations.capabilities().is_some_and(such) && destinations.obstacle().is_none() {
                return;
            }
        }
        panic!("no printer is such");
    }

    fn choose_color(&mut self) {
        self.choose_such(|it| it.color_modes.contains(&ColorMode::Color));
    }

    fn choose_mono(&mut self) {
        self.choose_such(|it| !it.color_modes.contains(&ColorMode::Color));
    }

    /// The value of a setting, as the form shows it for all ticked jobs.
    fn shown(&mut self, member: Member) -> String {
        self.act(Event::SettingsOpened(None));
        let field = self.field(whole(member));
        field.map(|field| field.value).unwrap_or_default()
    }

    /// A field of the form.
    pub(crate) fn field(&self, setting: Setting) -> Option<Field> {
        let form = settings::form(&self.page().state);
        let mut fields = form.fields.into_iter().chain(form.more);
        fields.find(|field| field.setting == setting)
    }

    fn refusal(&self) -> Option<Message> {
        let fields = settings::form(&self.page().state).fields;
        fields.into_iter().find_map(|field| field.refusal)
    }
}

fn said(name: Message, value: impl Into<Words>) -> Message {
    Message::setting_value(name.into(), value.into())
}

#[test]
fn a_change_ends_when_its_job_is_accepted() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    browser.choose_color();
    browser.set(Member::Copies, "50");
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.papers()[0].copies, 50);

    let next = browser.page().names()[0].clone();
    let next = browser
        .page()
        .list()
        .rows
        .into_iter()
        .find(|row| row.name == next);
    let job = next.unwrap().key;
    browser.act(Event::JobToggled {
        job,
        selected: true,
    });
    assert_eq!(browser.shown(Member::Copies), "");
    assert_eq!(browser.page().summary().changes, []);
}

#[test]
fn copies_are_read_in_the_digits_of_any_script() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.set(Member::Copies, "\u{663}");
    assert_eq!(browser.shown(Member::Copies), "3");
    assert!(browser.page().summary().ready);
}

#[test]
fn changes_stay_for_a_job_that_was_not_sent() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.set(Member::Copies, "3");
    let body = json!({});
    browser.trouble("POST", "/redirect", FaultKind::Refuse { status: 403, body });
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.papers().len(), 0);
    assert_eq!(browser.shown(Member::Copies), "3");
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.papers()[0].copies, 3);
}

#[test]
fn a_change_never_reaches_a_job_that_is_ticked_later() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    browser.choose_color();
    browser.set(Member::Copies, "7");
    let copies = || Message::settings_copies();
    assert_eq!(browser.page().summary().changes, [said(copies(), 7)]);

    browser.act(Event::AllToggled(true));
    let some = Message::setting_value_some(copies().into(), 7.into(), 1, 4);
    assert_eq!(browser.page().summary().changes, [some]);
    assert_eq!(browser.shown(Member::Copies), "");
    let copies = browser.field(whole(Member::Copies)).unwrap();
    assert_eq!(copies.unset, Message::settings_differ());

    browser.press();
    browser.advance(120_000);
    let mut copies: Vec<_> = browser.papers().iter().map(|paper| paper.copies).collect();
    copies.sort_unstable();
    assert_eq!(
        copies.iter().filter(|copies| **copies == 7).count(),
        1,
        "{copies:?}"
    );
}

#[test]
fn a_change_that_another_printer_cannot_do_is_taken_back_and_said() {
    let mut browser = Browser::opened("one-job");
    browser.choose_color();
    browser.set(Member::ColorMode, "color");
    browser.choose_mono();

    let summary = browser.page().summary();
    assert_eq!(summary.changes, []);
    let [note] = &summary.notes[..] else {
        panic!("{:?}", summary.notes)
    };
    assert_eq!(note.key(), "takenBack");
    browser.press();
    browser.advance(1_000);
    let sent = browser.requests("POST", "/redirect")[0].body.clone();
    assert!(!sent.unwrap().contains("configuration"));
}

#[test]
fn nothing_that_was_changed_is_sent_before_the_printers_abilities_are_known() {
    let mut browser = Browser::opened("one-job");
    browser.choose_color();
    browser.set(Member::ColorMode, "color");
    let other = browser.page().printers()[3].share.clone();
    browser.act(Event::DestinationChosen(other));
    assert!(!browser.page().summary().ready);
    browser.act(Event::Pressed);
    assert_eq!(browser.page().results(), []);
    browser.advance(1_000);
    assert!(browser.page().summary().ready);
}

#[test]
fn a_number_out_of_range_is_refused_and_blocks_its_job_alone() {
    for refused in ["500", "0", "-3", "1.5", "many", "99999999999"] {
        let mut browser = Browser::opened("everyday");
        browser.tick(REPORT);
        browser.choose_such(|it| it.copies_per_job.is_some_and(|range| range.end == 99));
        browser.set(Member::Copies, refused);
        assert_eq!(browser.shown(Member::Copies), refused);
        assert_eq!(browser.refusal(), Some(Message::copies_refused(99)));
        let summary = browser.page().summary();
        assert!(!summary.ready, "{refused}");
        assert_eq!(summary.words, Message::left_out(1));

        browser.act(Event::AllToggled(true));
        let summary = browser.page().summary();
        assert_eq!(summary.notes, [Message::left_out(1)]);
        assert_eq!(summary.button, Message::release_some(3, 4));
        browser.press();
        browser.advance(120_000);
        assert_eq!(browser.papers().len(), 3, "{refused}");
        assert!(browser.page().job(REPORT).selected);

        browser.set(Member::Copies, " 99 ");
        assert_eq!(browser.refusal(), None);
        browser.press();
        browser.advance(120_000);
        assert_eq!(browser.papers().len(), 4);
    }
}

#[test]
fn copies_beyond_another_printers_most_are_refused_there() {
    let mut browser = Browser::opened("one-job");
    browser.choose_such(|it| it.copies_per_job.is_some_and(|range| range.end == 99));
    browser.set(Member::Copies, "50");
    assert!(browser.page().summary().ready);
    browser.choose_such(|it| it.copies_per_job.is_some_and(|range| range.end < 50));
    assert!(!browser.page().summary().ready);
    assert!(browser.refusal().is_some());
}

#[test]
fn without_a_ticked_job_there_is_nothing_to_set() {
    let mut browser = Browser::opened("everyday");
    browser.choose_first();
    assert_eq!(settings::form(&browser.page().state).fields, []);
    browser.set(Member::Copies, "5");
    browser.act(Event::AllToggled(true));
    assert_eq!(browser.page().summary().changes, []);
}

#[test]
fn what_a_printer_can_do_still_counts_when_it_cannot_be_read_again() {
    let mut browser = Browser::opened("one-job");
    browser.choose_such(|it| it.copies_per_job.is_some_and(|range| range.end == 99));
    browser.set(Member::Copies, "500");
    assert!(!browser.page().summary().ready);
    let body = json!({});
    let refuse = FaultKind::Refuse { status: 400, body };
    browser.lasting_trouble("GET", "$select=id,displayName", refuse);
    browser.act(Event::Refreshed);
    browser.advance(2_000);
    assert!(!browser.page().summary().ready);
    assert!(browser.refusal().is_some());
    // "Check again" chooses the same printer.
    let share = browser.page().state.destinations.choice.share.clone();
    browser.act(Event::DestinationChosen(share.unwrap()));
    browser.advance(2_000);
    assert!(!browser.page().summary().ready);
}

#[test]
fn a_job_under_way_keeps_its_changes_until_its_printer_has_refused_it() {
    let mut browser = Browser::opened("one-job");
    browser.choose_color();
    browser.set(Member::ColorMode, "color");
    let body = json!({});
    browser.trouble("POST", "/redirect", FaultKind::Refuse { status: 403, body });
    browser.redirect_answer_ms = 20_000;
    browser.press();
    browser.advance(1_000);
    browser.choose_mono();
    assert_eq!(browser.page().summary().notes, []);
    browser.advance(60_000);
    let notes = browser.page().summary().notes;
    assert_eq!(
        notes.iter().map(Message::key).collect::<Vec<_>>(),
        ["takenBack"]
    );
}

#[test]
fn all_pages_are_another_choice_than_the_pages_as_sent() {
    let mut browser = Browser::opened("documented");
    browser.choose_first();
    browser.set(Member::PageRanges, "1-");
    assert_eq!(browser.shown(Member::PageRanges), "1-");
    browser.set(Member::PageRanges, ",");
    assert_eq!(browser.shown(Member::PageRanges), "1-");
    browser.set(Member::PageRanges, "");
    assert_eq!(browser.shown(Member::PageRanges), "");
}
