//! The field for a printer's code, and the camera's picture while it scans.
//!
//! The field keeps what was typed, so that a code can be corrected.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event as DomEvent, HtmlInputElement, KeyboardEvent};

use super::button::button;
use super::element::{Place, element};
use super::line::line;
use super::problem::notice;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::code::CodeField;
use crate::text::Message;

/// The field for codes, where the page takes them, and what became of the last.
/// `field` is where the field can be found.
pub fn code_entry(stage: Stage, entry: &CodeField, field: Place) -> Vec<AnyView> {
    let mut parts = Vec::new();
    parts.extend(entry.only_way.as_ref().map(|how| line(stage, "", how)));
    if entry.has_field {
        let label = element("LABEL").attr("for", "code");
        parts.push(label.text(stage.say(&Message::code_label())).into());
        parts.push(controls(stage, entry, field));
    }
    if entry.camera == Some(true) {
        // The shell finds it, and shows in it what the camera sees.
        let picture = element("VIDEO")
            .class("camera")
            .attr("playsinline", "")
            .attr("aria-hidden", "true")
            .flag("muted", true);
        parts.push(line(stage, "quiet", &Message::code_scanning()));
        parts.push(picture.into());
    }
    if entry.looking_up {
        parts.push(line(stage, "quiet", &Message::code_looking_up()));
    }
    let problem = entry.problem.as_ref();
    parts.extend(problem.map(|problem| notice(stage, problem, Vec::new())));
    if parts.is_empty() {
        return parts;
    }
    vec![element("DIV").class("code").children(parts).into()]
}

fn controls(stage: Stage, entry: &CodeField, field: Place) -> AnyView {
    let give = move || {
        if let Some(field) = field.get_untracked() {
            let text = field.unchecked_ref::<HtmlInputElement>().value();
            stage.act(Event::CodeGiven(text));
        }
    };
    let input = element("INPUT")
        .attr("id", "code")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .at(field)
        .on("keydown", move |event: DomEvent| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Enter" {
                event.prevent_default();
                give();
            }
        });
    let choose = element("BUTTON")
        .attr("type", "button")
        .class("secondary")
        .on("click", move |_| give())
        .text(stage.say(&Message::code_use()));
    let scan = entry.camera.map(|is_on| {
        let (words, event) = if is_on {
            (Message::code_scan_stop(), Event::ScanStopped)
        } else {
            (Message::code_scan(), Event::ScanPressed)
        };
        button(stage, "secondary", &words, event)
    });
    element("DIV")
        .class("answers")
        .child(input)
        .child(choose)
        .children(scan)
        .into()
}
