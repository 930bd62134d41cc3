//! The fields of the form for print settings: a list of choices, a number, a text, or a value that
//! is the only one.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event as DomEvent, HtmlElement};

use crate::flow::Event;
use crate::flow::state::setting::Setting;
use crate::flow::view::settings_field::{Control, Field};
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementBuilder, closest, element};

/// These settings, as far as there are fields for them. A setting without a field keeps its place,
/// so that the focus stays where it is when a field comes or goes.
pub(super) fn fields(ui: Ui, settings: &[Setting], fields: &[Field]) -> ElementBuilder {
    let fields = settings.iter().map(|setting| {
        let field = fields.iter().find(|field| field.setting == *setting);
        field.map_or_else(
            || element("DIV").flag("hidden", true).into(),
            |field| setting_field(ui, field),
        )
    });
    element("DIV").class("fields").children(fields)
}

/// One choice of a list.
pub(super) fn option(value: String, words: String, is_chosen: bool, is_here: bool) -> Drawing {
    element("OPTION")
        .attr("value", value)
        .flag("selected", is_chosen)
        .flag("disabled", !is_here)
        .text(words)
        .into()
}

/// One setting.
fn setting_field(ui: Ui, field: &Field) -> Drawing {
    let setting = field.setting;
    let id = setting.id();
    let refusal_id = [&id, "-refusal"].concat();
    let change = move |value: String| ui.dispatch(Event::SettingChanged { setting, value });
    let value = field.value.clone();
    let unset = ui.say(&field.unset);
    let input = |kind: &'static str| {
        let input = element("INPUT").attr("type", kind);
        input
            .attr("placeholder", unset.clone())
            .value(value.clone())
    };
    let control = match &field.control {
        // Not of the type `number`: a browser hides from the page what is no number, and it would
        // be printed as sent.
        Control::Number => input("text").attr("inputmode", "numeric"),
        Control::Text => input("text").attr("autocomplete", "off"),
        // "Change" moves the focus here too.
        Control::Fixed(words) => element("OUTPUT")
            .attr("tabindex", "-1")
            .text(ui.words(words)),
        Control::Choices(choices) => {
            let unset = option(String::new(), unset, value.is_empty(), true);
            let choices = choices.iter().map(|choice| {
                let is_chosen = choice.value == value;
                option(
                    choice.value.clone(),
                    ui.words(&choice.words),
                    is_chosen,
                    choice.is_here,
                )
            });
            element("SELECT").children([unset].into_iter().chain(choices))
        }
    };
    let refusal = field.refusal.as_ref().map(|words| {
        let refusal = element("P").attr("id", refusal_id.clone());
        refusal.class("refusal").text(ui.say(words)).into()
    });
    // What is typed into a number counts at once: the line above the button says it before a press.
    let changed = match field.control {
        Control::Number => "input",
        _ => "change",
    };
    let control = control
        .attr("id", id.clone())
        .attr(
            "aria-invalid",
            if refusal.is_some() { "true" } else { "false" },
        )
        .attr("aria-describedby", refusal_id)
        .on(changed, move |event: DomEvent| {
            change(event_target_value(&event));
        });
    let name = ui.words(&field.label);
    let reset = element("BUTTON")
        .attr("type", "button")
        .class("subtle")
        .attr(
            "aria-label",
            ui.say(&Message::setting_reset(field.label.clone())),
        )
        .flag("hidden", !field.is_changed)
        .on("click", move |event: DomEvent| {
            // The pressed button disappears, and the focus would be lost with it.
            focus_control(&event);
            change(String::new());
        })
        .text(ui.say(&Message::reset()));
    let label = element("LABEL").attr("for", id).text(name);
    let head = element("DIV").class("label").child(label).child(reset);
    element("DIV")
        .class("field")
        .flag("hidden", false)
        .child(head)
        .child(control)
        .children(refusal)
        .into()
}

/// Moves the focus to the control of the field that a button belongs to.
fn focus_control(event: &DomEvent) {
    let field = closest(event, ".field");
    let control = field.and_then(|field| field.query_selector("input, select, output").ok()?);
    if let Some(control) = control {
        let _ = control.unchecked_ref::<HtmlElement>().focus();
    }
}
