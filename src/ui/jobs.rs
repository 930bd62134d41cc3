//! The job picker: the user's waiting jobs as checkboxes in a list.

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use super::button::{button, labelled_button};
use super::countdown::countdown;
use super::element::{Place, element, live};
use super::line::{line, said};
use super::problem::notice;
use super::rows::Rows;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::state::sign_in::SignIn;
use crate::flow::view::jobs::{self, JobList};
use crate::text::Message;

/// The waiting jobs.
pub fn job_picker(stage: Stage) -> AnyView {
    let list = stage.select(jobs::list);
    let place = Place::new();
    let rows = StoredValue::new_local(Rows::new(stage, place));
    let heading = element("H2")
        .attr("id", "jobs-heading")
        .attr("tabindex", "-1")
        .at(place);
    let under_heading = element("UL")
        .class("rows")
        .attr("aria-labelledby", "jobs-heading")
        .keep(move |element| {
            let show = |list: &JobList| rows.update_value(|rows| rows.show(element, &list.rows));
            list.with(|list| untrack(|| show(list)));
        })
        .keep(move |_| {
            stage.speak(|_| ());
            untrack(|| rows.update_value(Rows::say_again));
        });
    element("SECTION")
        .class("jobs")
        .attr("aria-labelledby", "jobs-heading")
        .child(heading.child(said(stage, Message::jobs_heading())))
        .child(live(move || list.with(|list| above(stage, list))))
        .child(under_heading)
        .into()
}

/// What stands above the rows: the way to refresh, what is going on or wrong,
/// and the choice of all jobs at once.
fn above(stage: Stage, list: &JobList) -> Vec<AnyView> {
    let refresh = (!list.refreshing).then_some(Event::Refreshed);
    let refresh = labelled_button(stage, "subtle", &Message::refresh(), None, refresh);
    let heading = element("DIV")
        .class("heading")
        .child(line(stage, "quiet", &Message::intro()))
        .child(refresh);
    let mut above = vec![heading.into()];
    if list.loading {
        above.push(line(stage, "quiet", &Message::jobs_loading()));
    }
    match list.sign_in {
        SignIn::Quick => {}
        SignIn::Slow => above.push(line(stage, "quiet", &Message::signing_in())),
        SignIn::Stalled => {
            let stalled = element("DIV")
                .class("stalled")
                .child(line(stage, "strong", &Message::signing_in()))
                .child(line(stage, "quiet", &Message::sign_in_stalled()))
                .child(button(
                    stage,
                    "secondary",
                    &Message::sign_in(),
                    Event::SignInPressed,
                ));
            above.push(stalled.into());
        }
    }
    if let Some(until) = list.throttled_until {
        above.push(countdown(stage, until));
    }
    for problem in &list.problems {
        let again = button(stage, "secondary", &Message::try_again(), Event::Refreshed);
        above.push(notice(stage, problem, vec![again]));
    }
    if let [what, more @ ..] = list.empty.as_slice() {
        let mut lines = vec![line(stage, "strong", what)];
        lines.extend(more.iter().map(|more| line(stage, "quiet", more)));
        above.push(element("DIV").class("empty").children(lines).into());
    }
    if list.selectable > 1 {
        above.push(select_all(stage, list.selected, list.selectable));
    }
    above
}

fn select_all(stage: Stage, count: u32, total: u32) -> AnyView {
    let (all, some) = (count == total, count > 0 && count < total);
    let checkbox = element("INPUT")
        .attr("type", "checkbox")
        .flag("checked", all)
        .flag("indeterminate", some)
        .on("change", move |event: DomEvent| {
            stage.act(Event::AllToggled(event_target_checked(&event)));
        });
    let label = element("LABEL").class("choice").child(checkbox);
    element("DIV")
        .class("select-all")
        .child(label.text(stage.say(&Message::select_all())))
        .child(line(stage, "quiet", &Message::jobs_selected(count, total)))
        .into()
}
