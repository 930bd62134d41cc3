//! The job picker: a list of the user's waiting jobs, each with a checkbox.

mod list;
mod menu;
mod press;
mod result;
mod results;
mod row;
mod rows;

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use list::JobRows;
use results::results_line;

use super::button::{MakeEvent, button, icon_button};
use super::context::Ui;
use super::countdown::countdown;
use super::element::{Drawing, ElementRef, element, reactive};
use super::icon::Icon;
use super::job_filter::{JobFilter, SHORT_LIST};
use super::line::{line, speaking};
use super::problem::notice;
use super::settings_form::SettingsPanel;
use crate::flow::Event;
use crate::flow::state::sign_in::SignIn;
use crate::flow::view::jobs::{self, JobListState};
use crate::text::Message;

/// The section with the waiting jobs and what became of those that were pressed. `heading` is its
/// heading.
pub fn job_picker(
    ui: Ui,
    filter: JobFilter,
    settings: SettingsPanel,
    heading: ElementRef,
) -> Drawing {
    let list = ui.select(jobs::list_state);
    let rows = JobRows::new(ui, filter, settings, heading);
    let heading = element("H2")
        .attr("id", "jobs-heading")
        .attr("tabindex", "-1")
        .attr("data-home", "")
        .element_ref(heading);
    let tools = element("DIV")
        .class("list-tools")
        .child(reactive(move || select_all(ui, filter)))
        .child(filter.field())
        .child(reactive(move || settings_for(ui, filter, settings)));
    element("SECTION")
        .class("jobs")
        .attr("aria-labelledby", "jobs-heading")
        .child(
            element("DIV")
                .class("heading")
                .child(speaking(ui, heading, Message::jobs_heading()))
                .child(reactive(move || list.with(|list| refresh(ui, list)))),
        )
        .child(reactive(move || list.with(|list| above(ui, list))))
        .child(tools)
        .child(settings.above_list())
        .child(rows.view())
        .child(reactive(move || below(ui, filter)))
        .child(results_line(ui))
        .into()
}

fn refresh(ui: Ui, list: &JobListState) -> Vec<Drawing> {
    let refresh: MakeEvent = Box::new(|| Event::Refreshed);
    let refresh = (!list.refreshing).then_some(refresh);
    let name = Message::refresh();
    vec![icon_button(ui, "icon-only", Icon::Refresh, &name, refresh)]
}

/// Everything above the list: the state of sign-in and loading, and problems.
fn above(ui: Ui, list: &JobListState) -> Vec<Drawing> {
    let mut above = Vec::new();
    if list.loading {
        above.push(line(ui, "quiet", &Message::jobs_loading()));
    }
    match list.sign_in {
        SignIn::Quick => {}
        SignIn::Slow => above.push(line(ui, "quiet", &list.signing_in)),
        SignIn::Stalled => {
            let stalled = element("DIV")
                .class("stalled")
                .child(line(ui, "strong", &list.signing_in))
                .child(line(ui, "quiet", &Message::sign_in_stalled()))
                .child(button(ui, "secondary", &Message::sign_in(), || {
                    Event::SignInPressed
                }));
            above.push(stalled.into());
        }
    }
    if let Some(until) = list.throttled_until {
        above.push(countdown(ui, until));
    }
    for problem in &list.problems {
        let again = button(ui, "secondary", &Message::try_again(), || Event::Refreshed);
        above.push(notice(ui, problem, vec![again]));
    }
    if let [first, more @ ..] = list.empty.as_slice() {
        let mut lines = vec![line(ui, "strong", first)];
        lines.extend(more.iter().map(|more| line(ui, "quiet", more)));
        above.push(element("DIV").class("empty").children(lines).into());
    }
    if list.loading {
        // The space of the first rows, as in the shell's skeleton.
        let bar = || element("DIV").class("bar").into();
        above.extend([bar(), bar(), bar()]);
    }
    above
}

/// The checkbox that selects all jobs of the list: those that the filter leaves. The count beside
/// it is of all jobs.
fn select_all(ui: Ui, filter: JobFilter) -> Vec<Drawing> {
    let total = filter.all.with(|all| all.selectable);
    let shown = filter.shown.with(|shown| shown.selectable);
    if total < 2 {
        return Vec::new();
    }
    let ticked = filter.ticked.with(|ticked| *ticked);
    let is_on = filter.is_on();
    let words = if is_on {
        Message::select_found(shown)
    } else {
        Message::select_all()
    };
    let checkbox = element("INPUT")
        .attr("type", "checkbox")
        .flag("checked", ticked.shown == shown)
        .flag("indeterminate", ticked.shown > 0 && ticked.shown < shown)
        .on("change", move |event: DomEvent| {
            let selected = event_target_checked(&event);
            ui.dispatch(if untrack(|| filter.is_on()) {
                let jobs = filter.shown.with_untracked(|shown| {
                    let jobs = shown.jobs.iter();
                    jobs.map(|job| job.key.clone()).collect()
                });
                Event::JobsToggled { jobs, selected }
            } else {
                Event::AllToggled(selected)
            });
        });
    // What the checkbox does is plain beside the count, unless a filter is on.
    let does = element("SPAN").class(if is_on { "" } else { "unseen" });
    let count = Message::jobs_selected(ticked.shown + ticked.hidden, total);
    let count = element("SPAN").class("quiet").text(ui.say(&count));
    let label = element("LABEL").class("choice").child(checkbox);
    let label = label.child(does.text(ui.say(&words)));
    let select_all = element("DIV").class("select-all");
    let select_all = if shown > 0 {
        select_all.child(label.child(count))
    } else {
        select_all.child(count)
    };
    vec![select_all.into()]
}

/// The button that opens the settings of all ticked jobs. A narrow list has it in the menu of each
/// of them alone.
fn settings_for(ui: Ui, filter: JobFilter, settings: SettingsPanel) -> Vec<Drawing> {
    let ticked = filter.ticked.with(|ticked| ticked.shown + ticked.hidden);
    if ticked < 2 || !settings.wide.get() {
        return Vec::new();
    }
    let words = ui.say(&Message::settings_for_selected(ticked));
    let button = element("BUTTON")
        .attr("type", "button")
        .class("subtle settings-for")
        .on("click", move |_| {
            settings.open(None, String::new(), ".settings-for");
        });
    vec![button.text(words).into()]
}

/// What stands below the list: that the filter leaves nothing, or how keys move in a long list.
fn below(ui: Ui, filter: JobFilter) -> Vec<Drawing> {
    let shown = filter.shown.with(|shown| shown.jobs.len());
    if shown > SHORT_LIST {
        return vec![line(ui, "quiet keys", &Message::jobs_keys())];
    }
    if shown > 0 || !filter.is_on() {
        return Vec::new();
    }
    let nothing = element("DIV")
        .class("empty")
        .child(line(ui, "strong", &Message::jobs_none_found()))
        .child(filter.clear_button());
    vec![nothing.into()]
}
