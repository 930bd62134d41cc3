//! The job picker: a list of the user's waiting jobs, each with a checkbox.

mod row;
mod rows;

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use rows::Rows;

use super::button::{button, labelled_button};
use super::context::Ui;
use super::countdown::countdown;
use super::element::{ElementRef, element, reactive};
use super::line::{line, reactive_text};
use super::problem::notice;
use crate::flow::Event;
use crate::flow::state::sign_in::SignIn;
use crate::flow::view::jobs::{self, JobList};
use crate::text::Message;

/// The section with the waiting jobs.
pub fn job_picker(ui: Ui) -> AnyView {
    let list = ui.select(jobs::list);
    let heading_ref = ElementRef::new();
    let rows = StoredValue::new_local(Rows::new(ui, heading_ref));
    let heading = element("H2")
        .attr("id", "jobs-heading")
        .attr("tabindex", "-1")
        .element_ref(heading_ref);
    let list_element = element("UL")
        .class("rows")
        .attr("aria-labelledby", "jobs-heading")
        .effect(move |element| {
            let show = |list: &JobList| rows.update_value(|rows| rows.show(element, &list.rows));
            list.with(|list| untrack(|| show(list)));
        })
        .effect(move |_| {
            ui.with_language(|_| ());
            untrack(|| rows.update_value(Rows::redraw));
        });
    element("SECTION")
        .class("jobs")
        .attr("aria-labelledby", "jobs-heading")
        .child(heading.child(reactive_text(ui, Message::jobs_heading())))
        .child(reactive(move || list.with(|list| above(ui, list))))
        .child(list_element)
        .into()
}

/// Everything above the rows: the button to refresh, the state of sign-in and loading, problems,
/// and the checkbox that selects all jobs.
fn above(ui: Ui, list: &JobList) -> Vec<AnyView> {
    let refresh = (!list.refreshing).then_some(Event::Refreshed);
    let refresh = labelled_button(ui, "subtle", &Message::refresh(), None, refresh);
    let heading = element("DIV")
        .class("heading")
        .child(line(ui, "quiet", &Message::intro()))
        .child(refresh);
    let mut above = vec![heading.into()];
    if list.loading {
        above.push(line(ui, "quiet", &Message::jobs_loading()));
    }
    match list.sign_in {
        SignIn::Quick => {}
        SignIn::Slow => above.push(line(ui, "quiet", &Message::signing_in())),
        SignIn::Stalled => {
            let stalled = element("DIV")
                .class("stalled")
                .child(line(ui, "strong", &Message::signing_in()))
                .child(line(ui, "quiet", &Message::sign_in_stalled()))
                .child(button(
                    ui,
                    "secondary",
                    &Message::sign_in(),
                    Event::SignInPressed,
                ));
            above.push(stalled.into());
        }
    }
    if let Some(until) = list.throttled_until {
        above.push(countdown(ui, until));
    }
    for problem in &list.problems {
        let again = button(ui, "secondary", &Message::try_again(), Event::Refreshed);
        above.push(notice(ui, problem, vec![again]));
    }
    if let [first, more @ ..] = list.empty.as_slice() {
        let mut lines = vec![line(ui, "strong", first)];
        lines.extend(more.iter().map(|more| line(ui, "quiet", more)));
        above.push(element("DIV").class("empty").children(lines).into());
    }
    if list.selectable > 1 {
        above.push(select_all(ui, list.selected, list.selectable));
    }
    above
}

fn select_all(ui: Ui, count: u32, total: u32) -> AnyView {
    let (all, some) = (count == total, count > 0 && count < total);
    let checkbox = element("INPUT")
        .attr("type", "checkbox")
        .flag("checked", all)
        .flag("indeterminate", some)
        .on("change", move |event: DomEvent| {
            ui.dispatch(Event::AllToggled(event_target_checked(&event)));
        });
    let label = element("LABEL").class("choice").child(checkbox);
    element("DIV")
        .class("select-all")
        .child(label.text(ui.say(&Message::select_all())))
        .child(line(ui, "quiet", &Message::jobs_selected(count, total)))
        .into()
}
