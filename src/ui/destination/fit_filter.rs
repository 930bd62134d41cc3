//! The checkbox that leaves out printers that do not fit the ticked jobs.

use leptos::prelude::event_target_checked;

use crate::flow::Event;
use crate::flow::view::fit_filter;
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element, reactive};
use crate::ui::line::line;

/// The checkbox, and a line that says how much is left out. Its space is kept while no job is
/// ticked, so nothing moves at the first tick.
pub(super) fn fit_filter(ui: Ui) -> Drawing {
    let toggle = ui.select(fit_filter::toggle);
    let shown = move || toggle.with(|toggle| toggle.is_offered.to_string());
    element("DIV")
        .class("only-fitting")
        .reactive_attr("data-shown", move || Some(shown()))
        .child(reactive(move || {
            toggle.with(|toggle| {
                let checkbox = element("INPUT")
                    .attr("type", "checkbox")
                    .attr("id", "only-fitting")
                    .flag("checked", toggle.is_on)
                    .on("change", move |event| {
                        ui.dispatch(Event::FitFiltered(event_target_checked(&event)));
                    });
                let label = element("LABEL").class("choice").child(checkbox);
                let label = label.text(ui.say(&Message::only_fitting()));
                let found = toggle.found.as_ref().map(|it| line(ui, "quiet", it));
                [label.into()].into_iter().chain(found).collect()
            })
        }))
        .into()
}
