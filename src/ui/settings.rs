//! The settings that may be changed on the way, folded away until wanted.

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use super::element::{element, live};
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::settings::{self, Field};
use crate::text::Message;

/// The settings, once it is known what the chosen printer can do.
pub fn print_settings(stage: Stage) -> AnyView {
    let fields = stage.select(settings::fields);
    live(move || {
        fields.with(|fields| {
            if fields.is_empty() {
                return Vec::new();
            }
            let heading = stage.say(&Message::settings_heading());
            let fields = fields.iter().map(|field| choice(stage, field));
            let details = element("DETAILS")
                .class("settings")
                .child(element("SUMMARY").text(heading))
                .child(element("DIV").class("fields").children(fields));
            vec![details.into()]
        })
    })
}

/// A setting to choose, or a number to type where there is nothing to choose from.
fn choice(stage: Stage, field: &Field) -> AnyView {
    let (id, setting) = (field.id, field.setting);
    let change = move |event: DomEvent| {
        let changes = stage.peek(|state| state.changes.clone());
        stage.act(Event::SettingsChanged(
            setting.change(changes, &event_target_value(&event)),
        ));
    };
    let value = field.value.clone();
    let control = if let Some(most) = field.most.clone() {
        let hint = stage.say(&settings::as_sent());
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
                .text(stage.say(words))
                .into()
        });
        element("SELECT").children(options)
    };
    let label = element("LABEL").attr("for", id);
    element("DIV")
        .class("field")
        .child(label.text(stage.say(&field.label)))
        .child(control.attr("id", id).on("change", change))
        .into()
}
