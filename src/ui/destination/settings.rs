//! The print settings that the user can change for the redirect, folded at first.

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use crate::flow::Event;
use crate::flow::view::settings::{self, Field};
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element, reactive};

/// The settings. Empty until the chosen printer's capabilities are known.
pub(super) fn print_settings(ui: Ui) -> Drawing {
    let fields = ui.select(settings::fields);
    reactive(move || {
        fields.with(|fields| {
            if fields.is_empty() {
                return Vec::new();
            }
            let heading = ui.say(&Message::settings_heading());
            let fields = fields.iter().map(|field| setting_field(ui, field));
            let details = element("DETAILS")
                .class("settings")
                .child(element("SUMMARY").text(heading))
                .child(element("DIV").class("fields").children(fields));
            vec![details.into()]
        })
    })
}

/// One setting: a list of choices, or a number field.
fn setting_field(ui: Ui, field: &Field) -> Drawing {
    let (id, setting) = (field.id, field.setting);
    let change = move |event: DomEvent| {
        let changes = ui.peek(|state| state.changes.clone());
        ui.dispatch(Event::SettingsChanged(
            setting.change(changes, &event_target_value(&event)),
        ));
    };
    let value = field.value.clone();
    let control = if let Some(most) = field.most.clone() {
        let hint = ui.say(&settings::as_sent());
        element("INPUT")
            .attr("type", "number")
            .attr("min", "1")
            .attr("max", most)
            .attr("placeholder", hint)
            .value(value)
    } else {
        let options = field.offered.iter().map(|(text, words)| {
            element("OPTION")
                .attr("value", text.clone())
                .flag("selected", *text == value)
                .text(ui.say(words))
                .into()
        });
        element("SELECT").children(options)
    };
    let label = element("LABEL").attr("for", id);
    element("DIV")
        .class("field")
        .child(label.text(ui.say(&field.label)))
        .child(control.attr("id", id).on("change", change))
        .into()
}
