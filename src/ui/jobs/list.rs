//! The list of the rows: which are drawn, and what keys and presses in it do.
//!
//! One listener for each kind of event serves all rows. In a long list only the rows near what is
//! in sight are drawn, and Tab stops at one row of them; the arrow keys, Home, End, Page Up and
//! Page Down go to every other.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event as DomEvent, FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::row::{ASK, CHANGE, DEFAULTS, FITTING, NO, PlacedRow, YES};
use super::rows::Rows;
use crate::flow::Event;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::queue::WaitingJob;
use crate::flow::view::jobs::{self, JobRow};
use crate::ui::context::Ui;
use crate::ui::element::{ElementBuilder, ElementRef, closest, element};
use crate::ui::job_filter::{JobFilter, SHORT_LIST};
use crate::ui::watched::Watched;
use crate::ui::windowed::Windowed;

/// About how high a row is, in px.
const ROW: u32 = 60;
/// The gap below a row, in px, as in the styles.
const GAP: u32 = 8;

/// The list. A copy refers to the same list.
#[derive(Copy, Clone)]
pub(super) struct JobRows {
    ui: Ui,
    filter: JobFilter,
    window: Windowed,
    rows: StoredValue<Rows, LocalStorage>,
    list: ElementRef,
    /// The jobs of the last update, in their order.
    last: StoredValue<Vec<JobKey>>,
    /// The row that Tab stops at, which the user was in last.
    current: Watched<Option<JobKey>>,
    has_focus: Watched<bool>,
}

impl JobRows {
    pub(super) fn new(ui: Ui, filter: JobFilter, heading: ElementRef) -> Self {
        Self {
            ui,
            filter,
            window: Windowed::new(ROW, GAP, SHORT_LIST),
            rows: StoredValue::new_local(Rows::new(ui, heading)),
            list: ElementRef::new(),
            last: StoredValue::new(Vec::new()),
            current: Watched::new(None),
            has_focus: Watched::new(false),
        }
    }

    /// The list in its frame, which scrolls if the list is long.
    pub(super) fn view(self) -> ElementBuilder {
        let list = element("UL")
            .class("rows")
            .attr("aria-labelledby", "jobs-heading")
            .element_ref(self.list)
            .effect(move |_| {
                let shown = self.filter.shown;
                shown.with(|shown| untrack(|| self.resize(&shown.jobs)));
            })
            .effect(move |list| self.show(list))
            .effect(move |_| {
                self.ui.with_language(|_| ());
                untrack(|| self.rows.update_value(Rows::redraw));
            })
            .on("change", move |event| self.ticked(&event))
            .on("click", move |event| self.pressed(&event))
            .on_key(move |event| self.key(event))
            .on("focusin", move |event| self.focused(&event))
            .on("focusout", move |event| self.left(event.unchecked_ref()));
        let class = move || {
            let long = self.filter.all.with(|all| all.jobs.len() > SHORT_LIST);
            Some(if long { "job-rows long" } else { "job-rows" }.to_owned())
        };
        let [before, after] = self.window.spacers();
        let frame = element("DIV").reactive_attr("class", class);
        self.window
            .scroller(frame)
            .child(before)
            .child(self.window.rows(list))
            .child(after)
    }

    /// Draws the rows that are to be in the document. Tracks what they show.
    fn show(self, list: &Element) {
        self.filter.shown.with(|shown| {
            let range = self.window.range();
            let current = self.current.get();
            let has_focus = self.has_focus.get();
            let position = current.as_ref().and_then(|current| {
                let mut jobs = shown.jobs.iter();
                jobs.position(|job| job.key == *current)
            });
            let is_long = shown.jobs.len() > SHORT_LIST;
            // The row with the focus stays, wherever the list is scrolled to.
            let apart = position.filter(|at| has_focus && !range.contains(at));
            let stop = position.filter(|at| range.contains(at) || has_focus);
            let stop = stop.or_else(|| is_long.then(|| self.window.first_in_sight()));
            let before = apart.filter(|at| *at < range.start);
            let behind = apart.filter(|at| *at >= range.end);
            let positions = before.into_iter().chain(range).chain(behind);
            let jobs = positions.filter_map(|at| Some((at, shown.jobs.get(at)?)));
            let rows: Vec<(usize, JobRow)> = self
                .ui
                .follow(|state| jobs.map(|(at, job)| (at, jobs::row(state, job))).collect());
            let placed = rows.into_iter().map(|(position, row)| PlacedRow {
                row,
                position,
                count: shown.jobs.len(),
                is_tab_stop: stop.is_none_or(|stop| stop == position) || !is_long,
                apart: (apart == Some(position)).then(|| self.window.offset(position)),
            });
            let placed: Vec<PlacedRow> = placed.collect();
            let focused = current.filter(|_| has_focus);
            let update = |rows: &mut Rows| rows.show(list, placed, focused.as_ref());
            untrack(|| self.rows.update_value(update));
        });
    }

    /// Tells the window how the list changed.
    fn resize(self, jobs: &[WaitingJob]) {
        let same = self.last.with_value(|last| {
            let is_same = |(last, job): &(&JobKey, &WaitingJob)| **last == job.key;
            let first = last.iter().zip(jobs).take_while(is_same).count();
            let ends = last.iter().rev().zip(jobs.iter().rev());
            (first, ends.take_while(is_same).count())
        });
        let is_same = self.last.with_value(Vec::len) == jobs.len() && same.0 == jobs.len();
        if !is_same {
            let keys = jobs.iter().map(|job| job.key.clone()).collect();
            self.last.set_value(keys);
        }
        self.window.resize(jobs.len(), same);
    }

    fn ticked(self, event: &DomEvent) {
        if let Some(job) = self.job_of(event) {
            let selected = event_target_checked(event);
            self.ui.dispatch(Event::JobToggled { job, selected });
        }
    }

    fn pressed(self, event: &DomEvent) {
        let Some(button) = closest(event, "[data-act]") else {
            return;
        };
        let act = button.get_attribute("data-act");
        match act.as_deref() {
            Some(ASK) => {
                if let Some(job) = self.job_of(event) {
                    self.ui.dispatch(Event::CancelAsked(job));
                }
            }
            Some(CHANGE) => {
                self.ui.dispatch(Event::SettingsOpened(self.job_of(event)));
                // The form is drawn for the job before the field gets the focus.
                request_animation_frame(move || open_settings(&button));
            }
            Some(FITTING) => {
                self.ui.dispatch(Event::FitFiltered(true));
                let root = button.closest(".root").ok().flatten();
                if let Some(field) = root.and_then(|root| find(&root, "#printer")) {
                    let _ = field.focus();
                    // Opens the list.
                    field.click();
                }
            }
            Some(DEFAULTS) => {
                let job = self.job_of(event);
                // The pressed button disappears, and the focus would be lost with it.
                if let Some(checkbox) = closest(event, ".row").and_then(|row| find(&row, "input")) {
                    let _ = checkbox.focus();
                }
                if job.is_some() {
                    self.ui.dispatch(Event::DefaultsUsed(job));
                }
            }
            Some(YES) => self.ui.dispatch(Event::CancelAnswered(true)),
            Some(NO) => self.ui.dispatch(Event::CancelAnswered(false)),
            _ => {}
        }
    }

    fn focused(self, event: &DomEvent) {
        self.has_focus.set(true);
        if let Some(job) = self.job_of(event) {
            self.current.set(Some(job));
        }
    }

    fn left(self, event: &FocusEvent) {
        let to = event.related_target();
        // What gets the focus is a node, even where the page replaced that class.
        let to = to.as_ref().map(JsCast::unchecked_ref::<Node>);
        let list = self.list.get_untracked();
        if !list.is_some_and(|list| list.contains(to)) {
            self.has_focus.set(false);
        }
    }

    /// Moves to another row.
    fn key(self, event: &KeyboardEvent) {
        let chord = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if chord || closest(event, ".question").is_some() {
            return;
        }
        let (Some(at), count) = (position(event), self.last.with_value(Vec::len)) else {
            return;
        };
        let page = self.window.page();
        let to = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at + page,
            "PageUp" => at.saturating_sub(page),
            "Home" => 0,
            "End" => count,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let is_button = closest(event, "button").is_some();
        self.go_to(to.min(count.saturating_sub(1)), is_button);
    }

    /// Moves the focus to a row: to its button, or to its checkbox where that can be ticked.
    fn go_to(self, position: usize, to_button: bool) {
        let job = self.last.with_value(|last| last.get(position).cloned());
        let (Some(job), Some(list)) = (job, self.list.get_untracked()) else {
            return;
        };
        self.current.set(Some(job));
        self.window.reveal(position);
        untrack(|| self.show(&list));
        let row = ["[data-at=\"", &position.to_string(), "\"] "].concat();
        let controls = if to_button {
            ["button", "input"]
        } else {
            ["input:not(:disabled)", "button"]
        };
        let mut controls = controls.into_iter();
        let control = controls.find_map(|control| {
            let selector = [row.as_str(), control].concat();
            list.query_selector(&selector).ok().flatten()
        });
        if let Some(control) = control {
            let _ = control.unchecked_ref::<HtmlElement>().focus();
        }
    }

    fn job_of(self, event: &DomEvent) -> Option<JobKey> {
        let at = position(event)?;
        self.last.with_value(|last| last.get(at).cloned())
    }
}

/// Opens the settings, and moves the focus to the field that a button names.
fn open_settings(button: &Element) {
    let field = button.get_attribute("data-field").unwrap_or_default();
    let root = button.closest(".root").ok().flatten();
    let field = root.and_then(|root| {
        find(&root, &["#", &field].concat()).or_else(|| find(&root, ".settings > summary"))
    });
    let Some(field) = field else { return };
    let mut around = field.closest("details").ok().flatten();
    while let Some(folded) = around {
        let _ = folded.set_attribute("open", "");
        let outer = folded.parent_element();
        around = outer.and_then(|outer| outer.closest("details").ok().flatten());
    }
    let _ = field.focus();
}

fn find(within: &Element, selector: &str) -> Option<HtmlElement> {
    let found = within.query_selector(selector).ok().flatten();
    found.map(JsCast::unchecked_into)
}

/// The position of the row that an event happened in.
fn position(event: &DomEvent) -> Option<usize> {
    closest(event, "[data-at]")?
        .get_attribute("data-at")?
        .parse()
        .ok()
}
