//! Tests that whoever follows a selector sees what the selector says, and that what the user
//! does recomputes no more than it changes.

use print_redirect::flow::coordinates::Coordinates;
use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::state::nearest::PositionError;
use print_redirect::flow::state::setting::Setting;
use print_redirect::flow::state::tracked::Pieces;
use print_redirect::flow::view::destination::PrinterOption;
use print_redirect::flow::view::{
    destination, fit_filter, job_order, jobs, nearest, results, settings, summary,
};
use print_redirect::flow::{Event, State};
use proptest::prelude::*;
use serde_json::json;
use simulator::fault::{FaultKind, When};
use universal_print::configuration::Member;

use crate::browser::Browser;

type Selector = fn(&State) -> String;

/// The selectors of the screen. Texts make them comparable.
const SELECTORS: [(&str, Selector); 13] = [
    ("list state", |state| {
        format!("{:?}", jobs::list_state(state))
    }),
    ("order", |state| format!("{:?}", job_order::order(state))),
    ("ticked", |state| format!("{:?}", jobs::ticked(state))),
    ("rows", |state| {
        let order = job_order::order(state);
        let rows = order.jobs.iter().map(|job| jobs::row(state, job));
        format!("{:?}", rows.collect::<Vec<_>>())
    }),
    ("picker", |state| {
        format!("{:?}", destination::picker(state))
    }),
    ("printers", |state| {
        format!("{:?}", destination::list(state))
    }),
    ("other printers", |state| {
        format!("{:?}", destination::others(state, 0..30))
    }),
    ("nearest", |state| format!("{:?}", nearest::button(state))),
    ("fit filter", |state| {
        format!("{:?}", fit_filter::toggle(state))
    }),
    ("results", |state| format!("{:?}", results::results(state))),
    ("settings", |state| format!("{:?}", settings::form(state))),
    ("summary", |state| format!("{:?}", summary::summary(state))),
    ("announcements", |state| {
        format!("{:?}", *state.announcements)
    }),
];

/// Follows all selectors as the screen does.
struct Follower {
    last: Vec<(String, Pieces)>,
}

impl Follower {
    fn new(state: &State) -> Self {
        state.take_changes();
        let last = SELECTORS.iter();
        let last = last.map(|(_, selector)| state.watch(selector));
        Self {
            last: last.collect(),
        }
    }

    /// Computes again what follows a part that changed. Returns the names of those.
    fn update(&mut self, state: &State) -> Vec<&'static str> {
        let changes = state.take_changes();
        let mut computed = Vec::new();
        for ((name, selector), last) in SELECTORS.iter().zip(&mut self.last) {
            if changes.meets(last.1) {
                *last = state.watch(selector);
                computed.push(*name);
            }
        }
        computed
    }

    fn is_up_to_date(&self, state: &State) -> bool {
        let pairs = SELECTORS.iter().zip(&self.last);
        let stale = pairs.filter(|((_, selector), last)| selector(state) != last.0);
        let stale: Vec<&str> = stale.map(|((name, _), _)| *name).collect();
        assert!(stale.is_empty(), "{stale:?} do not follow");
        true
    }
}

/// One thing that happens.
#[derive(Clone, Debug)]
enum Deed {
    Tick(usize, bool),
    TickAll(bool),
    TickTwo(bool),
    Search(String),
    Filter(Option<u32>),
    Choose(usize),
    Press,
    Dismiss(usize),
    CheckAgain(usize),
    AskToCancel(usize),
    AnswerCancel(bool),
    Change(bool),
    OpenSettings(usize),
    UseDefaults,
    ResetSettings,
    Star(usize, bool),
    Nearest(bool),
    SettingsForAll(bool),
    CloseSettings,
    See(usize),
    OnlyFitting(bool),
    Code(bool),
    Refresh,
    AddJob,
    Show(bool),
    Online(bool),
    Spoil(&'static str, &'static str),
    Reconfigure(bool),
    Pass(i64),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        1 => (0..4_usize, any::<bool>()).prop_map(|(at, on)| Deed::Tick(at, on)),
        1 => any::<bool>().prop_map(Deed::TickAll),
        1 => any::<bool>().prop_map(Deed::TickTwo),
        1 => "(kit|kitchen|floor 2|berlin|a|zzz|)".prop_map(Deed::Search),
        1 => proptest::option::of(0..5_u32).prop_map(Deed::Filter),
        1 => (0..6_usize).prop_map(Deed::Choose),
        1 => Just(Deed::Press),
        1 => (0..4_usize).prop_map(Deed::Dismiss),
        1 => (0..4_usize).prop_map(Deed::CheckAgain),
        1 => (0..4_usize).prop_map(Deed::AskToCancel),
        1 => any::<bool>().prop_map(Deed::AnswerCancel),
        1 => any::<bool>().prop_map(Deed::Change),
        1 => (0..4_usize).prop_map(Deed::OpenSettings),
        1 => Just(Deed::UseDefaults),
        1 => Just(Deed::ResetSettings),
        1 => (0..6_usize, any::<bool>()).prop_map(|(at, on)| Deed::Star(at, on)),
        1 => any::<bool>().prop_map(Deed::Nearest),
        1 => any::<bool>().prop_map(Deed::SettingsForAll),
        1 => Just(Deed::CloseSettings),
        1 => (0..20_usize).prop_map(Deed::See),
        1 => any::<bool>().prop_map(Deed::OnlyFitting),
        1 => any::<bool>().prop_map(Deed::Code),
        1 => Just(Deed::Refresh),
        1 => Just(Deed::AddJob),
        1 => any::<bool>().prop_map(Deed::Show),
        1 => any::<bool>().prop_map(Deed::Online),
        1 => Just(Deed::Spoil("POST", "/redirect")),
        1 => Just(Deed::Spoil("GET", "/jobs")),
        1 => Just(Deed::Spoil("GET", "/shares")),
        1 => any::<bool>().prop_map(Deed::Reconfigure),
        4 => prop_oneof![Just(20_i64), Just(150), Just(1_000), Just(20_000), Just(4_000_000)].prop_map(Deed::Pass),
    ]
}

fn carry_out(browser: &mut Browser, deed: Deed) {
    let key = |browser: &Browser, at: usize| {
        let rows = browser.page().list().rows;
        rows.into_iter().nth(at).map(|row| row.key)
    };
    let run =
        |browser: &Browser, at: usize| browser.page().state.runs.get(at).map(|run| run.job.clone());
    let event = match deed {
        Deed::Tick(at, selected) => key(browser, at).map(|job| Event::JobToggled { job, selected }),
        Deed::TickAll(on) => Some(Event::AllToggled(on)),
        Deed::TickTwo(selected) => {
            let jobs = [0, 1].into_iter().filter_map(|at| key(browser, at));
            let jobs = jobs.collect();
            Some(Event::JobsToggled { jobs, selected })
        }
        Deed::Search(query) => Some(Event::SearchChanged(query)),
        Deed::Filter(count) => Some(Event::JobsFiltered(count)),
        Deed::Choose(at) => {
            let printer = browser.page().printers().into_iter().nth(at);
            printer.map(|printer| Event::DestinationChosen(printer.share))
        }
        Deed::Press => Some(Event::Pressed),
        Deed::Dismiss(at) => run(browser, at).map(Event::Dismissed),
        Deed::CheckAgain(at) => run(browser, at).map(Event::CheckedAgain),
        Deed::AskToCancel(at) => key(browser, at).map(Event::CancelAsked),
        Deed::AnswerCancel(yes) => Some(Event::CancelAnswered(yes)),
        Deed::Change(color) => Some(Event::SettingChanged {
            setting: Setting {
                member: Member::ColorMode,
                part: "",
            },
            value: if color { "color" } else { "" }.to_owned(),
        }),
        Deed::OpenSettings(at) => Some(Event::SettingsOpened(key(browser, at))),
        Deed::UseDefaults => Some(Event::DefaultsUsed(None)),
        Deed::ResetSettings => Some(Event::SettingsReset),
        Deed::Star(at, is_favorite) => {
            let printer = browser.page().printers().into_iter().nth(at);
            printer.map(|PrinterOption { share, .. }| Event::FavoriteSet { share, is_favorite })
        }
        Deed::Nearest(is_known) => {
            let here = Coordinates::new(52_500_000, 13_400_000);
            let refused = PositionError::Denied;
            browser.position = Some((200, here.filter(|_| is_known).ok_or(refused)));
            Some(Event::NearestPressed)
        }
        Deed::SettingsForAll(all) => Some(Event::SettingsForAll(all)),
        Deed::CloseSettings => Some(Event::SettingsClosed),
        Deed::See(at) => {
            let printers = browser.page().printers().into_iter().skip(at).take(6);
            browser.see(printers.map(|option| option.share).collect());
            None
        }
        Deed::OnlyFitting(on) => Some(Event::FitFiltered(on)),
        Deed::Code(known) => {
            let share = browser.host.queues[0].share.clone();
            let code = if known { share } else { "4711".to_owned() };
            Some(Event::CodeGiven(code))
        }
        Deed::Refresh => Some(Event::Refreshed),
        Deed::AddJob => {
            browser.add_job("added.pdf");
            None
        }
        Deed::Show(visible) => Some(Event::Visible(visible)),
        Deed::Online(online) => Some(Event::Online(online)),
        Deed::Spoil(method, part) => {
            browser.trouble(method, part, FaultKind::Lose { when: When::After });
            None
        }
        Deed::Reconfigure(near_end) => {
            browser.options["retentionHours"] = json!(if near_end { 1 } else { 24 });
            browser.reconfigure();
            None
        }
        Deed::Pass(ms) => {
            browser.advance(ms);
            None
        }
    };
    if let Some(event) = event {
        browser.act(event);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_followed_selector_is_never_stale(deeds in proptest::collection::vec(any_deed(), 5..40)) {
        let mut browser = Browser::at("everyday");
        browser.open();
        let mut follower = Follower::new(&browser.page().state);
        for deed in deeds {
            carry_out(&mut browser, deed);
            follower.update(&browser.page().state);
            prop_assert!(follower.is_up_to_date(&browser.page().state));
        }
    }
}

fn tickable(browser: &Browser) -> Vec<JobKey> {
    let rows = browser.page().list().rows.into_iter();
    rows.filter(|row| !row.arriving)
        .map(|row| row.key)
        .collect()
}

#[test]
fn a_keystroke_recomputes_what_the_search_shows_and_nothing_else() {
    let mut browser = Browser::opened("everyday");
    browser.choose_first();
    let mut follower = Follower::new(&browser.page().state);
    browser.act(Event::SearchChanged("k".to_owned()));
    let computed = follower.update(&browser.page().state);
    assert_eq!(computed, ["printers", "other printers"]);
    browser.advance(499);
    assert_eq!(follower.update(&browser.page().state), [""; 0]);
    browser.advance(1);
    let computed = follower.update(&browser.page().state);
    assert_eq!(computed, ["announcements"], "once typing pauses");
}

#[test]
fn a_tick_recomputes_printers_only_if_any_was_read_and_never_the_order() {
    let mut browser = Browser::opened("everyday");
    let keys = tickable(&browser);
    let tick = |browser: &mut Browser, at: usize| {
        let mut follower = Follower::new(&browser.page().state);
        let job = keys[at].clone();
        let selected = true;
        browser.act(Event::JobToggled { job, selected });
        follower.update(&browser.page().state)
    };
    let of_jobs = ["ticked", "rows", "fit filter", "summary"];
    assert_eq!(tick(&mut browser, 0), of_jobs);
    // From now on, rows say whether their printer fits the ticked jobs.
    browser.choose_first();
    let computed = tick(&mut browser, 1);
    assert!(computed.contains(&"picker") && !computed.contains(&"order"));
}

#[test]
fn typing_says_what_was_found_once_and_only_at_the_end() {
    let mut browser = Browser::opened("everyday");
    let said = |browser: &Browser| browser.page().state.announcements.polite.clone();
    let before = said(&browser);
    for query in ["k", "ki", "kit"] {
        browser.act(Event::SearchChanged(query.to_owned()));
        browser.advance(300);
    }
    assert_eq!(said(&browser), before);
    browser.advance(200);
    let (_, words) = said(&browser).unwrap();
    assert_eq!(words.key(), "printersFound");
    browser.act(Event::JobsFiltered(Some(3)));
    browser.act(Event::JobsFiltered(None));
    browser.advance(10_000);
    assert_eq!(
        said(&browser).unwrap().1,
        words,
        "a blank filter says nothing"
    );
}

#[test]
fn ticking_what_a_filter_shows_keeps_what_it_hides() {
    let mut browser = Browser::opened("everyday");
    let keys = tickable(&browser);
    let toggle = |browser: &mut Browser, jobs: &[_], selected| {
        let jobs = jobs.to_vec();
        browser.act(Event::JobsToggled { jobs, selected });
        browser.page().list().selected
    };
    assert_eq!(toggle(&mut browser, &keys[..1], true), 1);
    assert_eq!(toggle(&mut browser, &keys[1..3], true), 3);
    assert_eq!(toggle(&mut browser, &keys[..1], false), 2);
    assert!(!browser.page().state.is_selected(&keys[0]));
}
