//! The whole screen.
//!
//! Changes are patched in place, so the focus and half-typed text stay. A change of language
//! patches every text in the same way.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::context::Ui;
use super::destination::destination_picker;
use super::element::{Drawing, ElementBuilder, ElementRef, element, is_for_input_method};
use super::focus::keep_focus;
use super::job_filter::JobFilter;
use super::jobs::job_picker;
use super::language::Language;
use super::live_regions::live_regions;
use super::settings_form::SettingsPanel;
use super::summary::summary_bar;
use super::watched::Watched;
use super::width::watch_width;
use crate::flow::Event;
use crate::flow::view::stage::{self, Stage};
use crate::live_state::LiveState;

/// Stops a key that the focused control uses, so that it does not trigger the page's shortcuts.
fn stop_used_keys(event: &KeyboardEvent) {
    let Some(control) = event.target() else {
        return;
    };
    let control: &Element = control.unchecked_ref();
    let key = event.key();
    let chord = event.ctrl_key() || event.meta_key();
    let presses = matches!(key.as_str(), " " | "Enter");
    let moves = key.starts_with("Arrow") || matches!(key.as_str(), "Home" | "End");
    let edits = key.chars().count() == 1 || matches!(key.as_str(), "Backspace" | "Delete");
    let kind = control.get_attribute("type");
    let used = match (control.tag_name().as_str(), kind.as_deref()) {
        ("INPUT", Some("text" | "number")) | ("SELECT", _) => edits || moves || presses,
        ("INPUT", Some("radio")) => moves || presses,
        _ => presses,
    };
    if (used && !chord) || is_for_input_method(event) {
        event.stop_propagation();
    }
}

/// The form that prints: the printer, and the bar with the button. Where nothing can be printed
/// there is none.
fn form(ui: Ui, filter: JobFilter, settings: SettingsPanel, heading: ElementRef) -> ElementBuilder {
    let stage = ui.select(stage::stage);
    let now = move || stage.with(|stage| *stage);
    element("DIV")
        .class("form")
        .reactive_attr("data-stage", move || Some(now().as_str().to_owned()))
        .reactive_attr("hidden", move || {
            (now() == Stage::Nothing).then(String::new)
        })
        .effect(move |form| {
            // The focus would be lost with the form.
            let focused = form.query_selector(":focus").ok().flatten();
            if now() == Stage::Nothing
                && focused.is_some()
                && let Some(heading) = heading.get_untracked()
            {
                let _ = heading.focus();
            }
        })
        .child(
            element("DIV")
                .class("panel")
                .child(destination_picker(ui))
                .child(settings.in_column()),
        )
        .child(summary_bar(ui, filter))
}

/// The widget.
#[component]
pub fn Screen(
    /// The state to show.
    state: LiveState,
    /// The language to speak.
    language: ArcRwSignal<Language>,
    /// Whether the page is dark.
    dark: ArcRwSignal<bool>,
    /// Receives what the user did.
    dispatch: Rc<dyn Fn(Event)>,
) -> impl IntoView {
    let ui = Ui::new(state, language, dispatch);
    let dark = RwSignal::from(dark);
    let dir = |language: &Language| language.dir().to_owned();
    let theme = move || ui.with_language(|language| language.theme(dark.get()).to_owned());
    let heading = ElementRef::new();
    let filter = JobFilter::new(ui, heading);
    let wide = Watched::new(false);
    let settings = SettingsPanel::new(ui, wide);
    let screen = element("DIV")
        .class("screen")
        .child(job_picker(ui, filter, settings, heading))
        .child(form(ui, filter, settings, heading))
        .child(live_regions(ui));
    let root = element("DIV")
        // The widget has its own languages. A page's translator would replace its words.
        .class("root notranslate")
        .attr("translate", "no")
        .reactive_attr("lang", move || Some(ui.with_language(Language::tag)))
        .reactive_attr("dir", move || Some(ui.with_language(dir)))
        .reactive_attr("data-theme", move || Some(theme()))
        .on("keydown", |event| stop_used_keys(event.unchecked_ref()))
        .child(screen);
    Drawing::from(keep_focus(watch_width(root, wide))).into_view()
}
