//! The filter of the job list: what the user typed, and the jobs that it leaves.
//!
//! A job matches if its row has the words, in the user's language, as it is drawn. Only the screen
//! knows the words of a row, so this file decides what matches; [`TextQuery`] says how. The filter
//! hides rows and never ticks or unticks a job.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::context::Ui;
use super::element::{ElementBuilder, ElementRef, element, empty};
use super::job_text::all_words;
use super::line::speaking;
use super::memoized::Memoized;
use super::watched::Watched;
use crate::browser::intl::plain_letters;
use crate::flow::Event;
use crate::flow::search::{TextQuery, fold};
use crate::flow::view::job_order::{self, JobOrder, ListedJob};
use crate::flow::view::jobs::{self, count};
use crate::text::Message;

/// The most jobs that are shown without a filter and without a scroll bar.
pub const SHORT_LIST: usize = 10;

/// The filter. A copy refers to the same filter.
#[derive(Copy, Clone)]
pub struct JobFilter {
    ui: Ui,
    /// All jobs of the list.
    pub all: Memoized<JobOrder>,
    /// The jobs that the filter leaves.
    pub shown: Memoized<JobOrder>,
    /// How many of those are ticked, and how many ticked jobs are hidden.
    pub ticked: Memoized<TickedJobs>,
    typed: Watched<String>,
    query: Memoized<TextQuery>,
    /// Whether the user has turned to the field, so that the words of all rows are needed.
    in_use: Watched<bool>,
    has_focus: Watched<bool>,
    field: ElementRef,
    /// Takes the focus where the field is gone.
    heading: ElementRef,
}

/// How many jobs are ticked.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct TickedJobs {
    /// Of the jobs that the filter leaves.
    pub shown: u32,
    /// Of those that the filter hides.
    pub hidden: u32,
}

impl JobFilter {
    /// A filter that hides nothing. `heading` is the heading of the list.
    pub fn new(ui: Ui, heading: ElementRef) -> Self {
        let all = ui.select(job_order::order);
        let typed = Watched::new(String::new());
        let query = Memoized::new(TextQuery::default(), move || {
            TextQuery::of(&typed.get(), plain_letters)
        });
        let in_use = Watched::new(false);
        let words = row_words(ui, all, in_use);
        let shown = Memoized::new(JobOrder::default(), move || {
            if query.with(TextQuery::is_blank) {
                return all.with(JobOrder::clone);
            }
            let matching = |query: &TextQuery, all: &JobOrder, words: &Vec<String>| {
                let rows = all.jobs.iter().zip(words);
                let matching = rows.filter(|(job, words)| job.stays || query.matches(words));
                let jobs: Vec<_> = matching.map(|(job, _)| job.clone()).collect();
                let selectable = jobs.iter().filter(|job| job.is_selectable()).count();
                JobOrder {
                    selectable: count(selectable),
                    jobs,
                }
            };
            all.with(|all| words.with(|words| query.with(|query| matching(query, all, words))))
        });
        let ticked = Memoized::new(TickedJobs::default(), move || {
            let all = ui.follow(jobs::ticked);
            let shown = if query.with(TextQuery::is_blank) {
                all
            } else {
                shown.with(|shown| ui.follow(|state| jobs::ticked_of(state, shown)))
            };
            TickedJobs {
                shown,
                hidden: all.saturating_sub(shown),
            }
        });
        let field = ElementRef::new();
        // What was typed may name a document, and would hide the next user's jobs.
        ui.after_user(move || {
            empty(field);
            typed.set(String::new());
        });
        Self {
            ui,
            all,
            shown,
            ticked,
            typed,
            query,
            in_use,
            has_focus: Watched::new(false),
            field,
            heading,
        }
    }

    /// Whether the list is filtered. Tracks it.
    pub fn is_on(self) -> bool {
        !self.query.with(TextQuery::is_blank)
    }

    /// Shows all jobs again. The focus goes to the field, because the pressed button disappears.
    pub fn clear(self) {
        empty(self.field);
        self.set(String::new());
        let is_long = self.all.with_untracked(|all| all.jobs.len() > SHORT_LIST);
        let next = if is_long { self.field } else { self.heading };
        if let Some(next) = next.get_untracked() {
            let _ = next.focus();
        }
    }

    fn set(self, typed: String) {
        self.in_use.set(true);
        self.typed.set(typed);
        let found = self.shown.with_untracked(|shown| count(shown.jobs.len()));
        self.ui.dispatch(Event::JobsFiltered(
            untrack(|| self.is_on()).then_some(found),
        ));
    }

    /// The button that shows all jobs again.
    pub fn clear_button(self) -> ElementBuilder {
        element("BUTTON")
            .attr("type", "button")
            .class("secondary")
            .on("click", move |_| self.clear())
            .text(self.ui.say(&Message::show_all_jobs()))
    }

    /// The field with its label. Short lists have none, unless the user is still in it.
    pub fn field(self) -> ElementBuilder {
        let is_long = move || self.all.with(|all| all.jobs.len() > SHORT_LIST);
        let is_needed = move || is_long() || self.is_on() || self.has_focus.get();
        let on_key = move |event: &KeyboardEvent| {
            if event.key() == "Escape" && !self.typed.get_untracked().is_empty() {
                event.prevent_default();
                event.stop_propagation();
                self.clear();
            }
        };
        let field = element("INPUT")
            .attr("id", "job-filter")
            .attr("type", "text")
            .attr("role", "searchbox")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr("enterkeyhint", "search")
            .element_ref(self.field)
            .on("focus", move |_| {
                self.in_use.set(true);
                self.has_focus.set(true);
            })
            .on("blur", move |_| self.has_focus.set(false))
            .on("input", move |event| self.set(event_target_value(&event)))
            .on_key(on_key);
        let label = element("LABEL").attr("for", "job-filter");
        element("DIV")
            .class("job-filter")
            .reactive_attr("hidden", move || (!is_needed()).then(String::new))
            .child(speaking(self.ui, label, Message::filter_jobs()))
            .child(field)
    }
}

/// The folded words of all rows, in the order of `all`. They are put together when the user turns
/// to the filter, and again when the rows, the language or the minute changed.
fn row_words(ui: Ui, all: Memoized<JobOrder>, in_use: Watched<bool>) -> Memoized<Vec<String>> {
    let minute = ui.select(|state| state.shown_at.millis() / 60_000);
    Memoized::new(Vec::new(), move || {
        if !in_use.get() {
            return Vec::new();
        }
        minute.with(|_| ());
        all.with(|all| {
            let row = |job: &ListedJob| ui.peek(|state| jobs::row(state, job));
            let words = all.jobs.iter().map(|job| all_words(ui, &row(job)));
            words.map(|words| fold(&words, plain_letters)).collect()
        })
    })
}
