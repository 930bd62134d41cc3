//! The print settings that the user can change for the ticked jobs, folded at first.

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use crate::flow::Event;
use crate::flow::view::settings::{self, Scope, SettingsForm};
use crate::flow::view::settings_field::{Control, Field};
use crate::text::Message;
use crate::ui::button::{MakeEvent, labelled_button};
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementBuilder, element, reactive};
use crate::ui::line::line;

/// The settings. Empty until the chosen printer's capabilities are known.
pub(super) fn print_settings(ui: Ui) -> Drawing {
    let form = ui.select(settings::form);
    reactive(move || {
        form.with(|form| {
            if form.fields.is_empty() {
                return Vec::new();
            }
            let more = folded(ui, &Message::settings_more()).child(fields(ui, &form.more));
            let more = more.flag("hidden", form.more.is_empty());
            let reset = form
                .is_changed
                .then(|| -> MakeEvent { Box::new(|| Event::SettingsReset) });
            let details = folded(ui, &Message::settings_heading())
                .class("settings")
                .child(which_jobs(ui, form))
                .child(fields(ui, &form.fields))
                .child(more)
                .child(labelled_button(
                    ui,
                    "subtle",
                    &Message::settings_reset(),
                    None,
                    reset,
                ));
            vec![details.into()]
        })
    })
}

fn folded(ui: Ui, heading: &Message) -> ElementBuilder {
    let summary = element("SUMMARY").text(ui.say(heading));
    element("DETAILS").child(summary)
}

fn fields(ui: Ui, fields: &[Field]) -> ElementBuilder {
    let fields = fields.iter().map(|field| setting_field(ui, field));
    element("DIV").class("fields").children(fields)
}

/// Which jobs the form changes.
fn which_jobs(ui: Ui, form: &SettingsForm) -> Drawing {
    let [all] = form.scopes.as_slice() else {
        let scopes: Vec<Scope> = form.scopes.clone();
        let options = form.scopes.iter().enumerate();
        let options = options.map(|(at, scope)| {
            let words = ui.say(&scope.words);
            option(at.to_string(), words, scope.is_chosen, true)
        });
        let options: Vec<Drawing> = options.collect();
        return element("SELECT")
            .attr("aria-label", ui.say(&Message::settings_heading()))
            .children(options)
            .on("change", move |event: DomEvent| {
                let at: usize = event_target_value(&event).parse().unwrap_or_default();
                let job = scopes.get(at).and_then(|scope| scope.job.clone());
                ui.dispatch(Event::SettingsOpened(job));
            })
            .into();
    };
    line(ui, "quiet", &all.words)
}

fn option(value: String, words: String, is_chosen: bool, is_here: bool) -> Drawing {
    element("OPTION")
        .attr("value", value)
        .flag("selected", is_chosen)
        .flag("disabled", !is_here)
        .text(words)
        .into()
}

/// One setting: a list of choices, a number or a text.
fn setting_field(ui: Ui, field: &Field) -> Drawing {
    let setting = field.setting;
    let id = setting.id();
    let refusal_id = [&id, "-refusal"].concat();
    let change = move |event: DomEvent| {
        let value = event_target_value(&event);
        ui.dispatch(Event::SettingChanged { setting, value });
    };
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
    let control = control
        .attr("id", id.clone())
        .attr(
            "aria-invalid",
            if refusal.is_some() { "true" } else { "false" },
        )
        .attr("aria-describedby", refusal_id)
        .on("change", change);
    let label = element("LABEL").attr("for", id);
    element("DIV")
        .class("field")
        .child(label.text(ui.words(&field.label)))
        .child(control)
        .children(refusal)
        .into()
}
