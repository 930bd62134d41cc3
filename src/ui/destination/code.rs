//! The field for a printer's code, and the camera's picture while it scans.
//!
//! The field keeps its text after the code is used, so that the user can correct it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::flow::Event;
use crate::flow::view::code::CodeField;
use crate::text::Message;
use crate::ui::button::button;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementRef, element};
use crate::ui::line::line;
use crate::ui::problem::notice;

/// The field for codes, if the page accepts codes, and the result of the last code. `field`
/// refers to the drawn field.
pub(super) fn code_entry(ui: Ui, entry: &CodeField, field: ElementRef) -> Vec<Drawing> {
    let mut parts = Vec::new();
    parts.extend(entry.only_way.as_ref().map(|how| line(ui, "", how)));
    if entry.has_field {
        let label = element("LABEL").attr("for", "code");
        parts.push(label.text(ui.say(&Message::code_label())).into());
        parts.push(controls(ui, entry, field));
    }
    if entry.camera == Some(true) {
        // The shell finds this element and plays the camera's picture in it.
        let picture = element("VIDEO")
            .class("camera")
            .attr("playsinline", "")
            .attr("aria-hidden", "true")
            .flag("muted", true);
        parts.push(line(ui, "quiet", &Message::code_scanning()));
        parts.push(picture.into());
    }
    if entry.looking_up {
        parts.push(line(ui, "quiet", &Message::code_looking_up()));
    }
    let problem = entry.problem.as_ref();
    parts.extend(problem.map(|problem| notice(ui, problem, Vec::new())));
    if parts.is_empty() {
        return parts;
    }
    vec![element("DIV").class("code").children(parts).into()]
}

fn controls(ui: Ui, entry: &CodeField, field: ElementRef) -> Drawing {
    let give = move || {
        if let Some(field) = field.get_untracked() {
            let text = field.unchecked_ref::<HtmlInputElement>().value();
            ui.dispatch(Event::CodeGiven(text));
        }
    };
    let input = element("INPUT")
        .attr("id", "code")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("data-home", "")
        .element_ref(field)
        .on_key(move |event| {
            if event.key() == "Enter" {
                event.prevent_default();
                give();
            }
        });
    let choose = element("BUTTON")
        .attr("type", "button")
        .class("secondary")
        .on("click", move |_| give())
        .text(ui.say(&Message::code_use()));
    let scan = entry.camera.map(|is_on| {
        let words = if is_on {
            Message::code_scan_stop()
        } else {
            Message::code_scan()
        };
        let event = move || {
            if is_on {
                Event::ScanStopped
            } else {
                Event::ScanPressed
            }
        };
        button(ui, "secondary", &words, event)
    });
    element("DIV")
        .class("answers")
        .child(input)
        .child(choose)
        .children(scan)
        .into()
}
