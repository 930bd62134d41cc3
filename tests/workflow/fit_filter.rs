//! Tests "Only printers that fit": what is left out, what stays, and how little is read for it.

use print_redirect::flow::Event;
use print_redirect::flow::event::PrintersInSight;
use print_redirect::flow::view::destination;
use print_redirect::flow::view::fit_filter::{FitToggle, toggle};
use print_redirect::text::{Message, Words};
use serde_json::json;
use simulator::printer::Printer;
use simulator::share::Share;

use crate::browser::Browser;

const REPORT: &str = "Quarterly report.pdf";
const MANY: usize = 50_000;

fn names(browser: &Browser) -> Vec<Words> {
    let printers = browser.page().printers().into_iter();
    printers.map(|option| option.name).collect()
}

fn found(browser: &Browser) -> FitToggle {
    toggle(&browser.page().state)
}

fn reads(browser: &Browser) -> usize {
    browser.requests("GET", "capabilities,defaults").len()
}

/// What the screen does: it tells which printers it shows, the first rows of the list.
fn show(browser: &mut Browser, rows: usize) {
    let printers = browser.page().printers();
    let shown = printers.iter().take(rows);
    let shares = shown.map(|option| option.share.clone()).collect();
    let sighted = PrintersInSight {
        shares,
        is_by_user: true,
    };
    browser.act(Event::PrintersSighted(sighted));
    browser.advance(1_000);
}

#[test]
fn the_filter_is_offered_once_a_job_is_ticked() {
    let mut browser = Browser::opened("everyday");
    assert!(!found(&browser).is_offered);
    browser.tick(REPORT);
    assert!(found(&browser).is_offered && !found(&browser).is_on);
}

#[test]
fn printers_known_not_to_fit_are_left_out_and_unknown_ones_stay() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    let all = names(&browser).len();
    show(&mut browser, 8);
    assert_eq!(names(&browser).len(), all);
    browser.act(Event::FitFiltered(true));
    // Of the first eight, those in black and white.
    let left = names(&browser);
    assert!(!left.contains(&"BER-A1 Reception".into()));
    assert!(!left.contains(&"BER-A2 Finance".into()));
    assert!(left.contains(&"BER-A1 Copy room".into()));
    let unknown = browser.page().now("LYO-S Atelier");
    assert_eq!(unknown.fit, Some(Message::not_known_yet()));
    let out = u32::try_from(all - left.len()).unwrap();
    assert_eq!(found(&browser).found, Some(Message::looked_at(8, out)));
    browser.act(Event::FitFiltered(false));
    assert_eq!((names(&browser).len(), found(&browser).found), (all, None));
}

#[test]
fn what_fits_comes_first_and_nothing_moves_up_later() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    let rhone = browser.page().printer("LYO-3 Marketing").share;
    browser.see(vec![rhone]);
    browser.advance(1_000);
    browser.act(Event::FitFiltered(true));
    assert_eq!(names(&browser)[3], "LYO-3 Marketing".into());
    let before = names(&browser);
    show(&mut browser, 30);
    // Others turn out to fit. They stay where they are.
    let after = names(&browser);
    let kept = before.iter().filter(|name| after.contains(name));
    assert!(kept.eq(after.iter()));
}

#[test]
fn a_printer_is_left_out_when_the_user_turns_to_the_list_and_not_before() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    browser.choose("BER-A2 Finance");
    browser.act(Event::FitFiltered(true));
    let all = names(&browser);
    show(&mut browser, 8);
    // Its row says that it does not fit. The next click must not meet another one.
    assert_eq!(names(&browser), all);
    let reception = browser.page().now("BER-A1 Reception");
    assert_eq!(reception.fit, Some(Message::fits_some(0, 1)));
    browser.act(Event::SearchFocused);
    let left = names(&browser);
    // The chosen printer stays.
    assert!(left.contains(&"BER-A2 Finance".into()) && !left.contains(&"BER-A1 Reception".into()));
    browser.choose("BER-A1 Copy room");
    assert!(!names(&browser).contains(&"BER-A2 Finance".into()));
    // With other jobs, others fit.
    browser.act(Event::AllToggled(false));
    browser.tick("Onboarding handbook 2026.pdf");
    assert!(names(&browser).contains(&"BER-A1 Reception".into()));
}

#[test]
fn without_a_ticked_job_nothing_is_left_out() {
    let mut browser = Browser::opened("does-not-fit");
    browser.tick("Minutes of the works council.docx");
    let all = names(&browser).len();
    show(&mut browser, all);
    browser.act(Event::FitFiltered(true));
    // None takes documents of its type.
    assert!(names(&browser).is_empty());
    browser.act(Event::AllToggled(false));
    assert_eq!(names(&browser).len(), all);
}

#[test]
fn with_a_search_the_filter_holds_too() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    show(&mut browser, 30);
    browser.act(Event::FitFiltered(true));
    browser.act(Event::SearchChanged("BER-A2".to_owned()));
    assert_eq!(names(&browser), [Words::from("BER-A2 Kitchen corner")]);
}

/// A browser with so many printers of which none fits, and the filter on.
fn many(count: usize) -> Browser {
    let mut browser = Browser::at("documented");
    for number in 0..count {
        let (id, name) = (format!("p{number}"), format!("PRN-{number:05}"));
        let mut printer = Printer::new(&id, &name);
        printer.capabilities = json!({ "colorModes": ["color"] }).into();
        browser.tenant.add_printer(printer);
        let share = Share::new(&format!("s{number}"), &id, &name);
        browser.tenant.add_share(share);
    }
    browser.open();
    browser.advance(300_000);
    assert!(browser.page().state.destinations.all.len() > count);
    browser.act(Event::AllToggled(true));
    browser.act(Event::SearchFocused);
    browser.act(Event::FitFiltered(true));
    browser
}

#[test]
fn fifty_thousand_printers_are_filtered_without_reading_each() {
    let mut browser = many(MANY);
    // None fits. Nothing leaves by itself, so nothing comes into sight by itself.
    for _ in 0..30 {
        show_others(&mut browser);
    }
    assert!((12..=15).contains(&reads(&browser)), "{}", reads(&browser));
    let others = |browser: &Browser| destination::list(&browser.page().state).others;
    let before = others(&browser);
    browser.act(Event::SearchFocused);
    assert_eq!(others(&browser), before - 12);
    for _ in 0..30 {
        show_others(&mut browser);
    }
    assert!((24..=27).contains(&reads(&browser)), "{}", reads(&browser));
    // The user types, so more may be read.
    browser.act(Event::SearchChanged("PRN-4711".to_owned()));
    let before = reads(&browser);
    show_others(&mut browser);
    assert!(reads(&browser) > before);
}

#[test]
fn however_many_are_left_out_none_comes_back_by_itself() {
    let mut browser = many(600);
    for _ in 0..30 {
        browser.act(Event::SearchFocused);
        show_others(&mut browser);
    }
    browser.act(Event::SearchFocused);
    let left = destination::list(&browser.page().state).others;
    assert!(left <= 600 - 30 * 12 + 20, "{left}");
}

#[test]
fn a_printer_is_found_among_the_others_with_and_without_the_filter() {
    let mut browser = many(60);
    for is_on in [true, false] {
        browser.act(Event::FitFiltered(is_on));
        show_others(&mut browser);
        let state = &browser.page().state;
        let others = destination::list(state).others;
        for (at, option) in destination::others(state, 0..others).iter().enumerate() {
            assert_eq!(
                destination::place_among_others(state, &option.share),
                Some(at)
            );
        }
    }
}

fn show_others(browser: &mut Browser) {
    let rows = destination::others(&browser.page().state, 0..12);
    let shares = rows.iter().map(|option| option.share.clone()).collect();
    browser.see(shares);
    browser.advance(1_000);
}
