//! The list of the rows: which are drawn, and what keys and presses in it do.
//!
//! One listener for each kind of event serves all rows. In a long list only the rows near what is
//! in sight are drawn, and Tab stops at one row of them; the arrow keys, Home, End, Page Up and
//! Page Down go to every other.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event as DomEvent, FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::menu::{MenuJob, RowMenu};
use super::press::{AGAIN, DISMISS};
use super::row::{ASK, CHANGE, DEFAULTS, FITTING, MORE, NO, PlacedRow, SETTINGS, YES};
use super::rows::Rows;
use crate::flow::Event;
use crate::flow::state::job_key::JobKey;
use crate::flow::view::job_order::ListedJob;
use crate::flow::view::jobs::{self, JobRow};
use crate::ui::context::Ui;
use crate::ui::element::{ElementBuilder, ElementRef, closest, element, find};
use crate::ui::job_filter::{JobFilter, SHORT_LIST};
use crate::ui::settings_form::SettingsPanel;
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
    menu: RowMenu,
    settings: SettingsPanel,
    /// The heading of the list, which gets the focus where its row is gone.
    heading: ElementRef,
}

impl JobRows {
    pub(super) fn new(
        ui: Ui,
        filter: JobFilter,
        settings: SettingsPanel,
        heading: ElementRef,
    ) -> Self {
        let rows = Self {
            ui,
            filter,
            window: Windowed::new(ROW, GAP, SHORT_LIST),
            rows: StoredValue::new_local(Rows::new(ui, settings)),
            list: ElementRef::new(),
            last: StoredValue::new(Vec::new()),
            current: Watched::new(None),
            has_focus: Watched::new(false),
            menu: RowMenu::new(ui),
            settings,
            heading,
        };
        settings.on_close(move |job, opener| rows.focus_opener(job, opener));
        rows
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
        let frame = self
            .window
            .scroller(frame)
            .on("scroll", move |_| self.menu.close())
            .child(before)
            .child(self.window.rows(list))
            .child(after);
        let menu = self.menu.view(move |job, act| self.chosen(job, act));
        element("DIV")
            .class("job-list")
            .on("pointerdown", move |event| self.menu.pressed(&event))
            .child(frame)
            .child(menu)
    }

    /// Draws the rows that are to be in the document. Tracks what they show.
    fn show(self, list: &Element) {
        self.filter.shown.with(|shown| {
            let range = self.window.range();
            let current = self.current.get();
            let has_focus = self.has_focus.get();
            let menu = self.menu.job();
            let form = self.settings.under_row();
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
                position,
                count: shown.jobs.len(),
                is_menu_open: menu.as_ref() == Some(&row.key),
                form: form
                    .clone()
                    .filter(|form| form.job.as_ref() == Some(&row.key)),
                is_tab_stop: stop.is_none_or(|stop| stop == position) || !is_long,
                is_in_long_list: is_long,
                apart: (apart == Some(position)).then(|| self.window.offset(position)),
                row,
            });
            let placed: Vec<PlacedRow> = placed.collect();
            let focused = current.filter(|_| has_focus);
            let update = |rows: &mut Rows| rows.show(list, placed, focused.as_ref());
            untrack(|| {
                let lost = self.rows.try_update_value(update).flatten();
                if let Some(position) = lost {
                    self.land(position);
                }
            });
        });
    }

    /// The row that had the focus is gone: moves it to the row that stands there now.
    fn land(self, position: usize) {
        let count = self.last.with_value(Vec::len);
        if let Some(last) = count.checked_sub(1) {
            // Not to a button, or a held Enter would dismiss one result after another.
            self.go_to(position.min(last), ["input:not(:disabled)", ".more"]);
        } else if let Some(heading) = self.heading.get_untracked() {
            let _ = heading.focus();
        }
    }

    /// Tells the window how the list changed.
    fn resize(self, jobs: &[ListedJob]) {
        let same = self.last.with_value(|last| {
            let is_same = |(last, job): &(&JobKey, &ListedJob)| **last == job.key;
            let first = last.iter().zip(jobs).take_while(is_same).count();
            let ends = last.iter().rev().zip(jobs.iter().rev());
            (first, ends.take_while(is_same).count())
        });
        let is_same = self.last.with_value(Vec::len) == jobs.len() && same.0 == jobs.len();
        if !is_same {
            let keys = jobs.iter().map(|job| job.key.clone()).collect();
            self.last.set_value(keys);
            // Its row may be elsewhere now, or gone.
            self.menu.withdraw();
        }
        self.window.resize(jobs.len(), same);
    }

    fn ticked(self, event: &DomEvent) {
        // The fields of the settings change too.
        let is_checkbox = closest(event, ".choice").is_some();
        if let Some(job) = self.job_of(event).filter(|_| is_checkbox) {
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
            Some(MORE) => {
                let job = position(event).and_then(|at| {
                    let shown = self.filter.shown;
                    shown.with_untracked(|shown| shown.jobs.get(at).map(menu_job))
                });
                if let Some(job) = job {
                    self.menu.toggle(job, button.unchecked_into());
                }
            }
            Some(CHANGE) => {
                let field = button.get_attribute("data-field").unwrap_or_default();
                if let Some(job) = self.job_of(event) {
                    self.settings.open(Some(job), field, "[data-act=change]");
                }
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
            Some(AGAIN) => {
                if let Some(job) = self.job_of(event) {
                    self.ui.dispatch(Event::CheckedAgain(job));
                }
            }
            Some(DISMISS) => {
                if let Some(job) = self.job_of(event) {
                    self.ui.dispatch(Event::Dismissed(job));
                }
            }
            Some(YES) => self.ui.dispatch(Event::CancelAnswered(true)),
            Some(NO) => self.ui.dispatch(Event::CancelAnswered(false)),
            _ => {}
        }
    }

    /// Does what was chosen in the menu.
    fn chosen(self, job: JobKey, act: &'static str) {
        match act {
            ASK => self.ui.dispatch(Event::CancelAsked(job)),
            SETTINGS => self.settings.open(Some(job), String::new(), ".more"),
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
        if event.key() == "Escape" {
            return self.keep(event);
        }
        let chord = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if chord || closest(event, ".question, .settings").is_some() {
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
        let controls = if is_button {
            ["button", "input"]
        } else {
            ["input:not(:disabled)", "button"]
        };
        self.go_to(to.min(count.saturating_sub(1)), controls);
    }

    /// Moves the focus to what opened the form for a job, or for all ticked jobs.
    fn focus_opener(self, job: Option<&JobKey>, opener: &'static str) {
        let Some(heading) = self.heading.get_untracked() else {
            return;
        };
        let Some(job) = job else {
            let section = heading.closest(".jobs").ok().flatten();
            let opener = section.and_then(|section| find(&section, opener));
            let _ = opener.as_ref().unwrap_or(&heading).focus();
            return;
        };
        let is_it = |last: &Vec<JobKey>| last.iter().position(|it| it == job);
        match self.last.with_value(is_it) {
            Some(position) => self.go_to(position, [opener, ".more"]),
            None => drop(heading.focus()),
        }
    }

    /// Moves the focus to a row: to the first of these controls that it has, or to the row itself.
    /// What is folded away cannot take it.
    fn go_to(self, position: usize, controls: [&'static str; 2]) {
        let job = self.last.with_value(|last| last.get(position).cloned());
        let (Some(job), Some(list)) = (job, self.list.get_untracked()) else {
            return;
        };
        self.current.set(Some(job));
        self.window.reveal(position);
        untrack(|| self.show(&list));
        let row = ["[data-at=\"", &position.to_string(), "\"] "].concat();
        let mut controls = controls.into_iter();
        let control = controls.find_map(|control| {
            let selector = [&row, control, ":not(details:not([open]) *)"].concat();
            list.query_selector(&selector).ok().flatten()
        });
        let control = control.or_else(|| list.query_selector(row.trim_end()).ok().flatten());
        if let Some(control) = control {
            let _ = control.unchecked_ref::<HtmlElement>().focus();
        }
    }

    /// Answers the question whether to cancel a job so that nothing is lost.
    fn keep(self, event: &KeyboardEvent) {
        let row = closest(event, ".row");
        let asks = row.is_some_and(|row| find(&row, "[data-act=no]").is_some());
        if asks {
            event.prevent_default();
            event.stop_propagation();
            self.ui.dispatch(Event::CancelAnswered(false));
        }
    }

    fn job_of(self, event: &DomEvent) -> Option<JobKey> {
        let at = position(event)?;
        self.last.with_value(|last| last.get(at).cloned())
    }
}

fn menu_job(listed: &ListedJob) -> MenuJob {
    MenuJob {
        key: listed.key.clone(),
        name: listed.name(),
        has_settings: listed.is_selectable(),
    }
}

/// The position of the row that an event happened in.
fn position(event: &DomEvent) -> Option<usize> {
    closest(event, "[data-at]")?
        .get_attribute("data-at")?
        .parse()
        .ok()
}
