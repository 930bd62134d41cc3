//! The print settings that the user can change for the ticked jobs, folded at first.

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use crate::flow::Event;
use crate::flow::view::settings::{self, Field};
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element, reactive};
use crate::ui::line::line;

/// The settings. Empty until the chosen printer's capabilities are known.
pub(super) fn print_settings(ui: Ui) -> Drawing {
    let form = ui.select(settings::form);
    reactive(move || {
        form.with(|form| {
            if form.fields.is_empty() {
                return Vec::new();
            }
            let heading = ui.say(&Message::settings_heading());
            let which = form.heading.iter().map(|words| line(ui, "quiet", words));
            let fields = form.fields.iter().map(|field| setting_field(ui, field));
            let details = element("DETAILS")
                .class("settings")
                .child(element("SUMMARY").text(heading))
                .children(which)
                .child(element("DIV").class("fields").children(fields));
            vec![details.into()]
        })
    })
}

/// One setting: a list of choices, or a number field.
fn setting_field(ui: Ui, field: &Field) -> Drawing {
    let (id, setting) = (field.id, field.setting);
    let change = move |event: DomEvent| {
        let value = event_target_value(&event);
        ui.dispatch(Event::SettingChanged { setting, value });
    };
    let value = field.value.clone();
    let unset = ui.say(&field.unset);
    let control = if let Some(most) = field.most.clone() {
        element("INPUT")
            .attr("type", "number")
            .attr("min", "1")
            .attr("max", most)
            .attr("placeholder", unset)
            .value(value)
    } else {
        let unset = (String::new(), unset);
        let offered = field.offered.iter();
        let offered = offered.map(|(text, words)| (text.clone(), ui.words(words)));
        let options = [unset].into_iter().chain(offered).map(|(text, words)| {
            let selected = text == value;
            element("OPTION")
                .attr("value", text)
                .flag("selected", selected)
                .text(words)
                .into()
        });
        element("SELECT").children(options)
    };
    let refusal = field.refusal.as_ref().map(|words| {
        let refusal = element("P").attr("id", [id, "-refusal"].concat());
        refusal.class("refusal").text(ui.say(words)).into()
    });
    let control = control
        .attr("id", id)
        .attr(
            "aria-invalid",
            if refusal.is_some() { "true" } else { "false" },
        )
        .attr("aria-describedby", [id, "-refusal"].concat())
        .on("change", change);
    let label = element("LABEL").attr("for", id);
    element("DIV")
        .class("field")
        .child(label.text(ui.say(&field.label)))
        .child(control)
        .children(refusal)
        .into()
}
