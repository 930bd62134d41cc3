//! Tests that the screen says what the chosen printer makes of the ticked jobs, before the press
//! and in words, and that all settings can be changed to what that printer can do.

use print_redirect::flow::Event;
use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::state::setting::Setting;
use print_redirect::flow::view::fit::RowFit;
use print_redirect::flow::view::settings;
use print_redirect::flow::view::settings_field::{Control, Field};
use print_redirect::flow::words::fit::lines;
use print_redirect::small_map::SmallMap;
use print_redirect::text::{Catalogue, Message, Phrasebook, Words};
use serde_json::{Value, json};
use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Changes, Member};
use universal_print::defaults::Defaults;
use universal_print::fit::Asked;
use universal_print::job::Job;
use universal_print::json as graph_json;
use universal_print::wire::Wire;

use crate::browser::Browser;

const POSTER: &str = "Open day poster.pdf";
const REPORT: &str = "Quarterly report.pdf";
const FLYER: &str = "Flyer for the summer party.pdf";
const MINUTES: &str = "Minutes of the works council.docx";

fn book() -> Phrasebook {
    let english = Catalogue::new("en".to_owned(), "en".to_owned(), graph_json::Value::Null);
    let plural = |count: u32| if count == 1 { "one" } else { "other" }.to_owned();
    Phrasebook::new(english, SmallMap::default(), plural, |it| it.to_string())
}

fn say(words: &Words) -> String {
    book().words(words)
}

fn all(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|it| book().say(it)).collect()
}

fn whole(member: Member) -> Setting {
    Setting { member, part: "" }
}

impl Browser {
    fn fit_of(&self, name: &str) -> Option<RowFit> {
        self.page().job(name).fit
    }

    fn said_of(&self, name: &str) -> Vec<String> {
        let lines = self.fit_of(name).map(|fit| fit.lines).unwrap_or_default();
        lines.iter().map(|line| book().say(&line.words)).collect()
    }

    /// The page on the jobs that fit nowhere, with a printer chosen, and these jobs ticked.
    fn misfit(jobs: &[&str]) -> Self {
        let mut browser = Self::opened("does-not-fit");
        browser.choose_first();
        for job in jobs {
            browser.tick(job);
        }
        browser
    }

    fn open_settings_of(&mut self, name: &str) -> JobKey {
        let job = self.page().job(name).key;
        self.act(Event::SettingsOpened(Some(job.clone())));
        job
    }
}

#[test]
fn the_row_says_what_is_lost_by_name_and_value() {
    let browser = Browser::misfit(&[POSTER]);
    assert_eq!(
        browser.said_of(POSTER),
        ["Color becomes Black and white", "A3 becomes A4"]
    );
    let fit = browser.fit_of(POSTER).unwrap();
    assert_eq!(fit.field.as_deref(), Some("colorMode"));
    assert!(fit.more >= 2, "{fit:?}");
}

#[test]
fn only_ticked_jobs_are_compared() {
    let mut browser = Browser::misfit(&[]);
    assert_eq!(browser.fit_of(POSTER), None);
    browser.tick(POSTER);
    assert!(browser.fit_of(POSTER).is_some());
    browser.act(Event::AllToggled(false));
    assert_eq!(browser.fit_of(POSTER), None);
    assert_eq!(browser.page().summary().fit.lost, []);
}

#[test]
fn the_bar_says_every_loss_and_in_how_many_jobs() {
    let browser = Browser::misfit(&[POSTER, REPORT]);
    let fit = browser.page().summary().fit;
    assert_eq!(fit.jobs, 2);
    let lost = all(&fit.lost);
    for line in [
        "Color becomes Black and white",
        "A3 becomes A4 (1 of 2)",
        "Staple: Top left is lost (1 of 2)",
        "Staple: ×2, Left is lost (1 of 2)",
        "Punch: ×2, Left is lost (1 of 2)",
    ] {
        assert!(lost.iter().any(|it| it == line), "{line}: {lost:?}");
    }
    let hardly_seen = all(&fit.hardly_seen);
    assert!(
        hardly_seen.contains(&"Quality: High becomes Normal (1 of 2)".to_owned()),
        "{hardly_seen:?}"
    );
    assert!(!lost.iter().any(|it| it.contains("Quality")), "{lost:?}");
}

#[test]
fn one_press_takes_the_printers_defaults_and_the_bar_says_each() {
    let mut browser = Browser::misfit(&[POSTER]);
    let job = browser.page().job(POSTER).key;
    browser.act(Event::DefaultsUsed(Some(job)));
    assert_eq!(browser.said_of(POSTER), Vec::<String>::new());
    let summary = browser.page().summary();
    assert_eq!(summary.fit.lost, []);
    let changes = all(&summary.changes);
    for change in ["Color: Black and white", "Paper size: A4", "Staple: None"] {
        assert!(changes.iter().any(|it| it == change), "{changes:?}");
    }
    browser.press();
    browser.advance(600_000);
    let [paper] = &browser.papers()[..] else {
        panic!("not one paper")
    };
    assert_eq!(paper.copies, 12);
    assert_eq!(paper.paper.media_size.as_deref(), Some("A4"));
    assert_eq!(paper.paper.color_mode.as_deref(), Some("blackAndWhite"));
}

#[test]
fn defaults_for_all_make_every_ticked_job_fit() {
    let mut browser = Browser::misfit(&[POSTER, REPORT, FLYER]);
    assert!(browser.page().summary().fit.offers_defaults);
    browser.act(Event::DefaultsUsed(None));
    let summary = browser.page().summary();
    assert_eq!(summary.fit.lost, []);
    assert!(!summary.fit.offers_defaults);
    // No default decides how many copies somebody wants.
    assert_eq!(summary.button, Message::release_some(2, 3));
}

#[test]
fn a_job_that_the_printer_does_not_take_is_left_out_and_that_is_said() {
    let mut browser = Browser::misfit(&[POSTER, REPORT, FLYER, MINUTES]);
    assert_eq!(
        browser.said_of(FLYER)[0],
        "Copies: 250 is too many. This printer makes 99 at most."
    );
    assert_eq!(
        browser.said_of(MINUTES)[0],
        "This printer doesn't take documents of type XPS."
    );
    let summary = browser.page().summary();
    assert_eq!(summary.button, Message::release_some(2, 4));
    assert_eq!(summary.notes, [Message::cannot_here(2)]);
    browser.press();
    browser.advance(600_000);
    assert_eq!(browser.papers().len(), 2);
    assert!(browser.page().job(FLYER).selected);

    let summary = browser.page().summary();
    assert!(!summary.ready);
    assert_eq!(summary.words, Message::cannot_here(2));
}

#[test]
fn what_a_printer_does_not_tell_is_never_called_lost() {
    let job = Job::read(&graph_json!({
        "id": "1",
        "configuration": { "finishings": ["stapleTopLeft"], "mediaSize": "iso_a3_297x420mm" },
    }));
    let silent = Capabilities::default();
    let fit = Asked::new(&job.unwrap(), &Changes::default()).fit(&silent, &Defaults::default());
    let lines = lines(&fit, Some(&silent));
    let words: Vec<_> = lines.iter().map(|line| book().say(&line.words)).collect();
    assert_eq!(words, ["Paper size: A3", "Staple: Top left"]);
    assert!(
        lines
            .iter()
            .all(|it| it.level == universal_print::fit::Level::NotTold)
    );
}

#[test]
fn a_change_for_one_of_two_ticked_jobs_stays_with_it() {
    let mut browser = Browser::misfit(&[POSTER, REPORT]);
    browser.open_settings_of(REPORT);
    browser.set(Member::Copies, "5");
    browser.act(Event::SettingsOpened(None));
    browser.act(Event::DefaultsUsed(None));
    browser.press();
    browser.advance(600_000);
    let copies = browser.papers().into_iter().map(|it| it.copies);
    let mut copies: Vec<_> = copies.collect();
    copies.sort_unstable();
    assert_eq!(copies, [5, 12]);
}

#[test]
fn pages_are_typed_and_what_cannot_be_read_blocks_that_job_alone() {
    let mut browser = Browser::misfit(&[POSTER, REPORT]);
    browser.open_settings_of(REPORT);
    browser.set(Member::PageRanges, "1-3, x, 7");
    let field = browser.field(whole(Member::PageRanges)).unwrap();
    assert_eq!(field.value, "1-3, x, 7");
    assert_eq!(field.refusal, Some(Message::pages_refused("x".into())));
    let summary = browser.page().summary();
    assert_eq!(summary.button, Message::release_some(1, 2));
    assert_eq!(summary.notes, [Message::left_out(1)]);
    let fit = browser.fit_of(REPORT).unwrap();
    assert_eq!(fit.lines[0].words, Message::pages_refused("x".into()));
    assert_eq!(fit.field.as_deref(), Some("pageRanges"));

    browser.set(Member::PageRanges, "3, 1 – 2, 7-");
    let field = browser.field(whole(Member::PageRanges)).unwrap();
    assert_eq!((field.value.as_str(), field.refusal), ("1-3, 7-", None));
    let changes = all(&browser.page().summary().changes);
    assert!(
        changes.contains(&"Pages: 1-3, 7- (1 of 2)".to_owned()),
        "{changes:?}"
    );
    browser.press();
    browser.advance(600_000);
    let sent = browser.requests("POST", "/redirect");
    let bodies = sent.iter().filter_map(|it| it.body.clone());
    let sent: Vec<Value> = bodies
        .map(|it| serde_json::from_str(&it).unwrap())
        .collect();
    let ranges = json!([{ "start": 1, "end": 3 }, { "start": 7, "end": i32::MAX }]);
    assert!(
        sent.iter()
            .any(|it| it["configuration"]["pageRanges"] == ranges)
    );
    assert!(sent.iter().any(|it| it["configuration"].is_null()));
}

#[test]
fn the_form_says_what_was_sent_and_what_the_printer_lacks() {
    let mut browser = Browser::misfit(&[POSTER]);
    browser.open_settings_of(POSTER);
    let field = browser.field(whole(Member::MediaSize)).unwrap();
    assert_eq!(book().say(&field.unset), "As sent (A3)");
    let Control::Choices(choices) = field.control else {
        panic!("{field:?}")
    };
    let off: Vec<_> = choices.iter().filter(|it| !it.is_here).collect();
    assert_eq!(off.len(), 1);
    assert_eq!(say(&off[0].words), "A3 (not on this printer)");
    let color = browser.field(whole(Member::ColorMode)).unwrap();
    let Control::Choices(choices) = color.control else {
        panic!("{color:?}")
    };
    let words: Vec<_> = choices.iter().map(|it| say(&it.words)).collect();
    assert!(
        words.contains(&"Color (not on this printer)".to_owned()),
        "{words:?}"
    );
    // This printer prints normal quality only, and the job asks for another.
    assert!(browser.field(whole(Member::Quality)).is_some());
}

#[test]
fn a_setting_with_one_possible_value_is_text() {
    let mut browser = Browser::misfit(&[REPORT]);
    browser.open_settings_of(REPORT);
    let quality = browser.field(whole(Member::Quality)).unwrap();
    let Control::Fixed(words) = quality.control else {
        panic!("{quality:?}")
    };
    assert_eq!(say(&words), "Normal");
}

#[test]
fn sets_are_offered_from_two_copies_on() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let collate = whole(Member::Collate);
    browser.set(Member::Copies, "1");
    assert_eq!(browser.field(collate), None);
    browser.set(Member::Copies, "2");
    assert!(browser.field(collate).is_some());
}

/// Every field that offers a choice, with each value that it offers, for a job and each printer.
fn offered_everywhere(browser: &mut Browser) -> Vec<(usize, Field, String)> {
    let mut offered = Vec::new();
    for (at, printer) in browser.page().printers().into_iter().enumerate() {
        browser.act(Event::DestinationChosen(printer.share));
        browser.advance(1_000);
        browser.set(Member::Copies, "2");
        browser.set(Member::PagesPerSheet, "2");
        let form = settings::form(&browser.page().state);
        for field in form.fields.into_iter().chain(form.more) {
            let values: Vec<String> = match &field.control {
                Control::Choices(choices) => {
                    let here = choices.iter().filter(|it| it.is_here);
                    here.map(|it| it.value.clone()).collect()
                }
                Control::Number => vec!["2".to_owned()],
                Control::Text => vec!["1".to_owned()],
                Control::Fixed(_) => Vec::new(),
            };
            for value in values {
                let is_new = |(_, known, same): &(usize, Field, String)| {
                    known.setting != field.setting || *same != value
                };
                if offered.iter().all(is_new) {
                    offered.push((at, field.clone(), value));
                }
            }
        }
    }
    offered
}

#[test]
fn every_value_that_the_form_offers_is_shown_said_and_sent() {
    let mut members = Vec::new();
    for (at, field, value) in offered_everywhere(&mut Browser::opened("one-job")) {
        let mut browser = Browser::opened("one-job");
        let share = browser.page().printers()[at].share.clone();
        browser.act(Event::DestinationChosen(share));
        browser.advance(1_000);
        browser.set_part(field.setting, &value);
        let shown = browser.field(field.setting).map(|it| it.value);
        let summary = browser.page().summary();
        if let Some(shown) = shown.filter(|it| !it.is_empty()) {
            assert_eq!(shown, value, "{:?}", field.setting);
        }
        assert_eq!(summary.fit.lost.len() + summary.fit.hardly_seen.len(), {
            let mut untouched = Browser::opened("one-job");
            let share = untouched.page().printers()[at].share.clone();
            untouched.act(Event::DestinationChosen(share));
            untouched.advance(1_000);
            let fit = untouched.page().summary().fit;
            let touched = format!("{}:", say(&field.label));
            let lines = all(&fit.lost).into_iter().chain(all(&fit.hardly_seen));
            lines.filter(|it| !it.starts_with(&touched)).count()
        });
        if !summary.ready {
            continue;
        }
        browser.press();
        browser.advance(1_000);
        let sent = browser.requests("POST", "/redirect")[0].body.clone();
        let sent: Value = serde_json::from_str(&sent.unwrap()).unwrap();
        let is_sent = sent["configuration"].is_object();
        assert_eq!(
            is_sent,
            !summary.changes.is_empty(),
            "{:?} {value}",
            field.setting
        );
        members.push(field.setting.member);
    }
    members.sort_unstable();
    members.dedup();
    assert!(members.len() >= 15, "{members:?}");
}

#[test]
fn a_finishing_of_another_family_stays_when_one_is_changed() {
    let mut changes = Browser::misfit(&[REPORT]);
    let punch = Setting {
        member: Member::Finishings,
        part: "punch",
    };
    changes.set_part(punch, "none");
    let said = all(&changes.page().summary().changes);
    assert_eq!(said, ["Punch: None"]);
    changes.set_part(punch, "");
    assert_eq!(changes.page().summary().changes, []);
    changes.set_part(punch, "none");
    changes.act(Event::SettingsReset);
    assert_eq!(changes.page().summary().changes, []);
}

#[test]
fn a_job_that_does_not_fit_is_printed_with_the_defaults_in_three_presses() {
    let mut browser = Browser::opened("one-job");
    let mono = browser.page().printers().into_iter().find(|printer| {
        let mut probe = Browser::opened("one-job");
        probe.act(Event::DestinationChosen(printer.share.clone()));
        probe.advance(1_000);
        let summary = probe.page().summary();
        summary.ready && summary.fit.offers_defaults
    });
    let presses = [
        Event::DestinationChosen(mono.unwrap().share),
        Event::DefaultsUsed(None),
        Event::Pressed,
    ];
    for press in presses {
        browser.act(press);
        browser.advance(1_000);
    }
    browser.advance(600_000);
    assert_eq!(browser.papers().len(), 1);
}
